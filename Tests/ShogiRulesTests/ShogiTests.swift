import GameConformance
import GameProtocol
import ShogiRules
import Testing

@Suite struct ShogiTests {
  /// A repetition ends a game, but not the position's text read as the start of another one.
  @Test func `the game keeps all laws`() {
    #expect(checkGame(Shogi(), seeds: [0], except: [.positionEquality], maximumPlies: 1) == [])
    // Counting by playing and drawing all actions are slow, and once is enough.
    let except: Set<Law> = [.positionEquality, .perft, .drawing]
    #expect(checkGame(Shogi(), seeds: [1], except: except, maximumPlies: 36) == [])
  }

  @Test func `the game keeps all laws with other options`() throws {
    let entry = try #require(Shogi.registrations.first)
    for (seed, rule) in ["24-point", "try", "none"].enumerated() {
      let game = try entry.game(["entering-king": .text(rule)])
      let found = checkGame(
        game, seeds: [UInt64(seed)], except: [.positionEquality, .perft, .drawing], maximumPlies: 4)
      #expect(found == [], "\(rule)")
    }
  }

  @Test func `actions are drawn as origin, drop, target and promotion`() {
    func draw(_ index: Int) -> [[Float]] {
      var numbers = [Float](repeating: 0, count: 11 * 81)
      var span = numbers.mutableSpan
      Shogi().draw(Action(index), into: &span)
      return (0..<11).map { Array(numbers[$0 * 81..<($0 + 1) * 81]) }
    }
    let ones = [Float](repeating: 1, count: 81)
    let zeros = [Float](repeating: 0, count: 81)
    let step = draw(20 * 139)
    #expect(step[0].firstIndex(of: 1) == 20 && step[8].firstIndex(of: 1) == 29)
    #expect(step[9] == ones && step[10] == zeros && step[1..<8].allSatisfy { $0 == zeros })
    let promotion = draw(49 * 139 + 130)
    #expect(promotion[8].firstIndex(of: 1) == 66 && promotion[10] == ones)
    let drop = draw(40 * 139 + 138)
    #expect(drop[0] == zeros && drop[7] == ones && drop[8].firstIndex(of: 1) == 40)
    // South from the mover's back row leaves the board.
    #expect(draw(4 * 139 + 32)[8] == zeros && draw(4 * 139 + 32)[9] == zeros)
  }
}
