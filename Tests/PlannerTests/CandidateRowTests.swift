import Testing

@testable import Planner

@Suite struct CandidateRowTests {
  /// Rows with ties, −∞ and every length around a vector.
  private static func row(seed: UInt64, count: Int) -> [Float] {
    var random = SplitMix64(seed)
    let keys = (0..<count).map { _ in
      let number = random.next() % 12
      return number == 0 ? -Float.infinity : Float(number)
    }
    let padding = CandidateRow.paddedCount(count) - count
    return keys + Array(repeating: -.infinity, count: padding)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33, 100])
  func `walking from candidate to candidate is a stable sort`(count: Int) {
    for seed in 0..<20 as Range<UInt64> {
      let row = Self.row(seed: seed, count: count)
      let expected = (0..<count).filter { row[$0] > -.infinity }
        .sorted { row[$0] > row[$1] || (row[$0] == row[$1] && $0 < $1) }
      var found: [Int] = []
      row.withUnsafeBufferPointer { row in
        var candidate = CandidateRow.first(of: row.baseAddress!, paddedCount: row.count).first
        while candidate.index >= 0 {
          found.append(Int(candidate.index))
          candidate = CandidateRow.next(
            of: row.baseAddress!, paddedCount: row.count, after: candidate)
        }
      }
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test func `the sums over all and over what follows agree with a plain sum`() {
    let row = Self.row(seed: 3, count: 100)
    let expected = row.map { Double(Exponential.exp($0 - 11)) }
    row.withUnsafeBufferPointer { buffer in
      let row = buffer.baseAddress!
      let total = CandidateRow.total(of: row, paddedCount: buffer.count, maximum: 11)
      #expect(abs(total - expected.reduce(0, +)) < 1e-12)
      let last = (index: Int32(40), key: Float(5))
      let rest = CandidateRow.total(
        of: row, paddedCount: buffer.count, maximum: 11, after: last)
      let left = buffer.indices.filter { row[$0] < 5 || (row[$0] == 5 && $0 > 40) }
      #expect(abs(rest - left.map { expected[$0] }.reduce(0, +)) < 1e-12)
    }
  }

  @Test func `the pass for both finds what the two passes find`() {
    for seed in 0..<20 as Range<UInt64> {
      let row = Self.row(seed: seed, count: 50)
      row.withUnsafeBufferPointer { buffer in
        let row = buffer.baseAddress!
        let first = CandidateRow.first(of: row, paddedCount: buffer.count).first
        let both = CandidateRow.nextAndTotal(
          of: row, paddedCount: buffer.count, maximum: first.key, after: first)
        let next = CandidateRow.next(of: row, paddedCount: buffer.count, after: first)
        #expect(both.next == next, "seed \(seed)")
        #expect(
          both.total
            == CandidateRow.total(of: row, paddedCount: buffer.count, maximum: first.key))
      }
    }
  }

  @Test func `a key that is no number is noticed`() {
    var row = Self.row(seed: 5, count: 40)
    for place in [0, 17, 39] {
      let key = row[place]
      row[place] = .nan
      row.withUnsafeBufferPointer {
        #expect(!CandidateRow.first(of: $0.baseAddress!, paddedCount: $0.count).isNumber)
      }
      row[place] = key
    }
    row.withUnsafeBufferPointer {
      #expect(CandidateRow.first(of: $0.baseAddress!, paddedCount: $0.count).isNumber)
    }
  }
}
