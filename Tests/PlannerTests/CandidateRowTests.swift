import Testing

@testable import Planner

@Suite struct CandidateRowTests {
  /// Keys with ties and −∞.
  private static func keys(seed: UInt64, count: Int) -> [Float] {
    var random = SplitMix64(seed)
    return (0..<count).map { _ in
      let number = random.next() % 12
      return number == 0 ? -Float.infinity : Float(number)
    }
  }

  /// A row filled with keys, lent to a body with the length of its keys and its first candidate.
  private static func withRow<R>(
    of keys: [Float],
    _ body: (UnsafeMutablePointer<Float>, Int, (first: CandidateRow.Candidate, isFit: Bool)) -> R
  ) -> R {
    var row = [Float](repeating: .nan, count: CandidateRow.length(keys.count))
    return row.withUnsafeMutableBufferPointer { row in
      guard let row = row.baseAddress else { preconditionFailure("a row is not empty") }
      let opened = CandidateRow.fill(row, from: keys, count: keys.count)
      return body(row, CandidateRow.paddedCount(keys.count), opened)
    }
  }

  /// Lengths around a vector, a block, and a whole number of blocks.
  private static let counts = [1, 2, 7, 8, 9, 33, 63, 64, 65, 72, 127, 128, 130, 362, 1000, 4672]

  @Test(arguments: counts)
  func `walking from candidate to candidate is a stable sort`(count: Int) {
    for seed in 0..<3 as Range<UInt64> {
      let keys = Self.keys(seed: seed, count: count)
      let expected = (0..<count).filter { keys[$0] > -.infinity }
        .sorted { keys[$0] > keys[$1] || (keys[$0] == keys[$1] && $0 < $1) }
      let found = Self.withRow(of: keys) { row, length, opened in
        var found: [Int] = []
        var candidate = opened.first
        while candidate.index >= 0 {
          found.append(Int(candidate.index))
          candidate = CandidateRow.next(of: row, paddedCount: length, after: candidate)
        }
        return found
      }
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test func `a row may be filled in place`() {
    var row = Self.keys(seed: 1, count: 200)
    let keys = row
    row += Array(repeating: 0, count: CandidateRow.length(200) - 200)
    let first = row.withUnsafeMutableBufferPointer {
      CandidateRow.fill($0.baseAddress!, from: $0.baseAddress!, count: 200).first
    }
    #expect(first == Self.withRow(of: keys) { $2.first })
    #expect(Array(row[..<200]) == keys)
  }

  @Test func `the sums over all and over what follows agree with a plain sum`() {
    let keys = Self.keys(seed: 3, count: 100)
    let expected = keys.map { Double(Exponential.exp($0 - 11)) }
    Self.withRow(of: keys) { row, length, _ in
      let total = CandidateRow.total(of: row, paddedCount: length, maximum: 11)
      #expect(abs(total - expected.reduce(0, +)) < 1e-12)
      let last = (index: Int32(40), key: Float(5))
      let rest = CandidateRow.total(of: row, paddedCount: length, maximum: 11, after: last)
      let left = keys.indices.filter { keys[$0] < 5 || (keys[$0] == 5 && $0 > 40) }
      #expect(abs(rest - left.map { expected[$0] }.reduce(0, +)) < 1e-12)
    }
  }

  @Test(arguments: [40, 100, 130])
  func `a key that is no number or too great is noticed`(count: Int) {
    var keys = Self.keys(seed: 5, count: count)
    for place in [0, 17, 39, count - 1] {
      for key in [Float.nan, .infinity] {
        let old = keys[place]
        keys[place] = key
        #expect(!Self.withRow(of: keys) { $2.isFit })
        keys[place] = old
      }
    }
    #expect(Self.withRow(of: keys) { $2.isFit })
  }

  @Test func `a row without candidates has no first one`() {
    for count in [3, 100] {
      let keys = [Float](repeating: -.infinity, count: count)
      #expect(Self.withRow(of: keys) { $2.first.index } == -1)
    }
  }
}
