import Learning
import Testing

@Suite struct GlickoTests {
  let player = GlickoRating(rating: 1500, deviation: 200)
  let opponents = [
    GlickoRating(rating: 1400, deviation: 30), GlickoRating(rating: 1550, deviation: 100),
    GlickoRating(rating: 1700, deviation: 300),
  ]

  @Test func `U28: Glickman's example`() {
    for (opponent, expected) in zip(
      opponents, [(0.995498, 0.639468), (0.953149, 0.431842), (0.724235, 0.302841)])
    {
      #expect(abs(opponent.attenuation - expected.0) < 1e-6)
      #expect(abs(player.expectedScore(against: opponent) - expected.1) < 1e-6)
    }
    let after = player.updated(after: Array(zip(opponents, [1, 0, 0])))
    #expect(abs(after.rating - 1464.106) < 1e-3)
    #expect(abs(after.deviation - 151.399) < 1e-3)
  }

  @Test func `without games nothing changes`() {
    #expect(abs(player.updated(after: []).rating - 1500) < 1e-9)
    #expect(abs(player.updated(after: []).deviation - 200) < 1e-9)
  }
}
