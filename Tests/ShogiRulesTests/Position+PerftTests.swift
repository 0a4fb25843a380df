import Foundation
import GameProtocol
import ShogiRules
import Testing

@Suite struct PositionPerftTests {
  /// Nodes a test may count in one position: depth 6 of the start in the long tests.
  static let limit: UInt64 =
    ProcessInfo.processInfo.environment["TESUJI_LONG_TESTS"] != nil ? .max : 1_000_000

  @Test func `the start has its well-known counts`() throws {
    let counts: [UInt64] = [1, 30, 900, 25470, 719731, 19_861_490, 547_581_517]
    let position = try Position(Setup.start)
    for (depth, count) in counts.enumerated() where count <= Self.limit {
      #expect(position.perft(depth: depth) == count, "depth \(depth)")
    }
  }

  @Test func `random positions have the counts of other programs`() throws {
    let cases = try CaseFile.cases("random.perft")
    #expect(cases.count >= 300)
    for fields in cases {
      let position = try Position(sfen: fields[0])
      for (index, nodes) in fields.dropFirst().dropLast().enumerated() {
        let expected = try #require(UInt64(nodes))
        if expected > Self.limit { continue }
        #expect(position.perft(depth: index + 1) == expected, "\(fields[0]), depth \(index + 1)")
      }
    }
  }

  @Test func `random positions have the moves of other programs`() throws {
    for fields in try CaseFile.cases("random.perft") {
      let position = try Position(sfen: fields[0])
      let text = position.legalMoves.map(\.usi).sorted().joined(separator: " ")
      #expect(String(crc32(text)) == fields.last, "\(fields[0]): \(text)")
    }
  }

  /// The check number of the case file.
  private func crc32(_ text: String) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in text.utf8 {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB8_8320 }
    }
    return ~sum
  }

  @Test func `Fairy-Stockfish differs by the pawn drops that mate, and by nothing else`() throws {
    func count(_ position: Position, _ depth: Int) -> UInt64 {
      let moves = position.legalMoves
      if depth == 1 { return UInt64(moves.count + (position.hasMatingPawnDrop ? 1 : 0)) }
      // Nothing follows the drop: it is mate.
      return moves.reduce(0) { $0 + count(position.making($1), depth - 1) }
    }
    let cases = try CaseFile.cases("fairy-stockfish.perft")
    #expect(cases.count >= 300)
    var differing = 0
    for fields in cases {
      let position = try Position(sfen: fields[0])
      for depth in 1...2 {
        let found = count(position, depth)
        #expect(String(found) == fields[depth], "\(fields[0]), depth \(depth)")
        if found != position.perft(depth: depth) { differing += 1 }
      }
    }
    #expect(differing > 0)
  }

  @Test func `positions that are listed one by one are those of the counts`() throws {
    let start = try Position(Setup.start)
    #expect(start.listedPositionCount(depth: 0) == 1)
    #expect(start.listedPositionCount(depth: 3) == 1 + 30 + 900 + 25470)
    for fields in try CaseFile.cases("random.perft").prefix(40) {
      let state = try Shogi().state(at: fields[0])
      let count = (0...2).reduce(0) { $0 + state.perft(depth: $1) }
      #expect(state.listedPositionCount(depth: 2) == count, "\(fields[0])")
    }
  }

  @Test func `counting by moves made one by one gives the same number`() throws {
    func count(_ position: Position, _ depth: Int) -> UInt64 {
      if depth == 0 { return 1 }
      return position.legalMoves.reduce(0) { $0 + count(position.making($1), depth - 1) }
    }
    for fields in try CaseFile.cases("random.perft").prefix(40) {
      let position = try Position(sfen: fields[0])
      #expect(position.perft(depth: 2) == count(position, 2), "\(fields[0])")
    }
  }
}

extension Position {
  /// Whether only the rule against mate by a pawn drop forbids the drop before the other king.
  fileprivate var hasMatingPawnDrop: Bool {
    let king = king(of: turn.opponent)
    let rank = turn == .black ? king.rank + 1 : king.rank - 1
    guard hand(of: turn)[.pawn] > 0, (1...9).contains(rank) else { return false }
    let drop = Move(dropping: .pawn, on: Square(file: king.file, rank: rank))
    return objection(to: drop) == .pawnDropMate
  }
}
