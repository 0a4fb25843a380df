import ChessRules
import Foundation
import Testing

@Suite struct PositionPerftTests {
  /// Nodes a test may count in one position: all 19 thousand million of depth 6 in the long tests.
  static let limit: UInt64 =
    ProcessInfo.processInfo.environment["TESUJI_LONG_TESTS"] != nil ? .max : 5_000_000

  @Test func `the well-known positions have their well-known counts`() throws {
    for fields in try CaseFile.cases("standard.perft") {
      let position = try Position(fen: fields[1])
      for (index, nodes) in fields[2...].enumerated() {
        let expected = try #require(UInt64(nodes))
        if expected > Self.limit { continue }
        #expect(position.perft(depth: index + 1) == expected, "\(fields[0]), depth \(index + 1)")
      }
    }
  }

  @Test func `random positions, Chess960 included, have the counts of other programs`() throws {
    let cases = try CaseFile.cases("random.perft")
    #expect(cases.count >= 300)
    for fields in cases {
      let position = try Position(fen: fields[1])
      for depth in 1...3 {
        #expect(position.perft(depth: depth) == UInt64(fields[1 + depth]), "\(fields[1]), \(depth)")
      }
    }
  }

  @Test func `depth nought counts the empty sequence`() throws {
    #expect(try Position(fen: "7k/5Q2/6K1/8/8/8/8/8 b - - 0 1").perft(depth: 0) == 1)
  }

  @Test func `counting by moves made one by one gives the same number`() throws {
    func count(_ position: Position, _ depth: Int) -> UInt64 {
      if depth == 0 { return 1 }
      return position.legalMoves.reduce(0) { $0 + count(position.making($1), depth - 1) }
    }
    for fields in try CaseFile.cases("standard.perft") {
      let position = try Position(fen: fields[1])
      #expect(position.perft(depth: 3) == count(position, 3), "\(fields[0])")
    }
  }
}
