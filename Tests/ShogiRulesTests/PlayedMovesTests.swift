import GameProtocol
import Testing

@testable import ShogiRules

@Suite struct PlayedMovesTests {
  /// A random game: its positions, and its moves as they were noted.
  private func game(seed: UInt64, plies: Int) -> (positions: [Position], played: PlayedMoves) {
    var random = CounterRandom(seed: seed, stream: .playout)
    var position = Shogi().initialState(seed: 0).position
    var positions = [position]
    var played = PlayedMoves()
    while played.count < plies {
      let moves = position.legalMoves
      guard !moves.isEmpty else { break }
      let move = moves[random.below(moves.count)]
      let key = position.key
      let captured = position.make(move, .shared)
      played.append(move, captured: captured, key: key)
      positions.append(position)
    }
    return (positions, played)
  }

  @Test func `moves taken back give every earlier position`() {
    for seed in 0..<4 {
      let (positions, played) = game(seed: UInt64(seed), plies: PlayedMoves.capacity)
      #expect(played.count == positions.count - 1 && played.count > 50)
      var placement = positions[played.count].placement
      for ply in (0..<played.count).reversed() {
        played.takeBack(ply, by: positions[ply].turn, from: &placement)
        #expect(placement == positions[ply].placement, "seed \(seed), ply \(ply)")
      }
    }
  }

  @Test func `occurrences are those of equal positions`() throws {
    // Kings alone come back often.
    var random = CounterRandom(seed: 1, stream: .playout)
    var position = try Position(sfen: "8k/9/9/9/9/9/9/9/K8 b - 1")
    var positions: [Position] = []
    var played = PlayedMoves()
    var found = 0
    for ply in 0..<PlayedMoves.capacity {
      positions.append(position)
      let moves = position.legalMoves.prefix(2)
      let move = moves[random.below(moves.count)]
      let captured = position.make(move, .shared)
      played.append(move, captured: captured, key: positions[ply].key)
      let earlier = positions.indices.filter { positions[$0] == position }
      let occurrences = played.occurrences(of: position)
      #expect(occurrences.count == earlier.count)
      if let first = earlier.first { #expect(occurrences.first == first) }
      found = max(found, earlier.count)
    }
    #expect(found > 4)
  }

  @Test func `a position comes back when both sides have gone there and back`() throws {
    var position = try Position(sfen: "4k4/9/9/9/9/9/9/9/4K4 b P 1")
    var played = PlayedMoves()
    for (ply, usi) in ["5i4i", "5a4a", "4i5i", "4a5a", "5i4i"].enumerated() {
      let (move, key) = (try position.move(usi: usi), position.key)
      let captured = position.make(move, .shared)
      played.append(move, captured: captured, key: key)
      let occurrences = played.occurrences(of: position)
      #expect(occurrences.count == (ply < 3 ? 0 : 1))
      #expect(occurrences.first == (ply < 4 ? 0 : 1))
    }
  }
}
