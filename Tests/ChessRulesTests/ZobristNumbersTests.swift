import Testing

@testable import ChessRules

@Suite struct ZobristNumbersTests {
  @Test func `there are as many as the format has, all different`() {
    #expect(ZobristNumbers.all.count == 64 * 12 + 4 + 8 + 1)
    #expect(Set(ZobristNumbers.all).count == ZobristNumbers.all.count)
  }

  /// Two moves that lead from one position to two others have different keys if no two numbers
  /// together are the same as two others.
  @Test func `no two pairs have the same exclusive or`() {
    let numbers = ZobristNumbers.all
    var pairs: [UInt64] = []
    for (index, number) in numbers.enumerated() {
      for other in numbers[..<index] { pairs.append(number ^ other) }
    }
    pairs.sort()
    let twins = zip(pairs, pairs.dropFirst()).filter { $0 == $1 }
    #expect(twins.isEmpty)
  }
}
