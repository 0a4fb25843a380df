/// Passes over the keys of a node's candidates, which are too many to sort.
///
/// A row is padded with −∞ to a multiple of 8 numbers. Candidates are ordered by descending key,
/// equal keys by ascending index; a candidate with key −∞ is none. Behind the keys of a long row stand
/// the greatest keys of its blocks that are still to come, so that the next candidate is found by
/// looking at two blocks and not at all of them.
enum CandidateRow {
  /// A place in the order.
  typealias Candidate = (index: Int32, key: Float)

  /// The numbers that a vector holds.
  ///
  /// Eight and not sixteen: processors that have vectors of sixteen run those of eight on more units,
  /// and mixing both is the slowest.
  static let lanes = 8
  /// The keys of a block, about the square root of the longest rows that games have.
  static let blockLength = 64
  /// What comes before every candidate.
  private static let beginning: Candidate = (-1, .infinity)

  /// The length of the keys of a padded row.
  static func paddedCount(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

  /// The length of a row with what stands behind its keys.
  static func length(_ count: Int) -> Int {
    let keys = paddedCount(count)
    return keys > blockLength ? keys + paddedCount(blockCount(keys)) : keys
  }

  private static func blockCount(_ paddedCount: Int) -> Int {
    (paddedCount + blockLength - 1) / blockLength
  }

  private static var laneIndices: SIMD8<Int32> {
    SIMD8(0, 1, 2, 3, 4, 5, 6, 7)
  }

  @inline(__always)
  private static func load(_ row: UnsafePointer<Float>, _ start: Int) -> SIMD8<Float> {
    UnsafeRawPointer(row + start).loadUnaligned(as: SIMD8<Float>.self)
  }

  /// Fills a row and finds its first candidate.
  ///
  /// - Parameters:
  ///   - row: Room for `length(count)` numbers.
  ///   - source: The keys, `[count]`; may be the row itself.
  ///   - count: The number of candidates, at least 1.
  /// - Returns: The first candidate, index −1 if there is none; and whether every key is −∞ or a
  ///   finite number.
  static func fill(
    _ row: UnsafeMutablePointer<Float>, from source: UnsafePointer<Float>, count: Int
  ) -> (first: Candidate, isFit: Bool) {
    let keyCount = paddedCount(count)
    let whole = count / lanes * lanes
    let limit = SIMD8<Float>(repeating: .infinity)
    var isFit = SIMDMask<SIMD8<Int32>>(repeating: true)
    if whole < keyCount {
      for index in whole..<keyCount { row[index] = index < count ? source[index] : -.infinity }
      isFit = load(row, whole) .< limit
    }
    let maxima = row + keyCount
    var start = 0
    while start < whole {
      let end = min(start + blockLength, whole)
      let block = start / blockLength
      var greatest = SIMD8<Float>(repeating: -.infinity)
      while start < end {
        let keys = load(source, start)
        UnsafeMutableRawPointer(row + start).storeBytes(of: keys, as: SIMD8<Float>.self)
        greatest.replace(with: keys, where: keys .> greatest)
        isFit = isFit .& (keys .< limit)
        start &+= lanes
      }
      if keyCount > blockLength { maxima[block] = maximum(greatest) }
    }
    if keyCount > blockLength {
      let blockCount = blockCount(keyCount)
      for block in blockCount..<paddedCount(blockCount) { maxima[block] = -.infinity }
      if whole < keyCount {
        let last = blockCount - 1
        let tail = maximum(load(row, whole))
        maxima[last] = whole % blockLength == 0 ? tail : max(maxima[last], tail)
      }
    }
    return (best(of: row, paddedCount: keyCount, after: beginning), all(isFit))
  }

  /// The candidate that follows one in the order.
  ///
  /// - Parameters:
  ///   - row: A row that was filled.
  ///   - paddedCount: The length of its keys.
  ///   - last: The candidate that was found last for this row.
  /// - Returns: Its index and key; index −1 if there is none.
  static func next(
    of row: UnsafeMutablePointer<Float>, paddedCount: Int, after last: Candidate
  ) -> Candidate {
    if paddedCount > blockLength {
      // Only the block of the last candidate has one candidate less.
      let block = Int(last.index) / blockLength
      row[paddedCount + block] = first(of: row, in: block, paddedCount, after: last).key
    }
    return best(of: row, paddedCount: paddedCount, after: last)
  }

  private static func best(
    of row: UnsafeMutablePointer<Float>, paddedCount: Int, after last: Candidate
  ) -> Candidate {
    if paddedCount <= blockLength { return first(of: row, in: 0, paddedCount, after: last) }
    let maxima = row + paddedCount
    let length = Self.paddedCount(blockCount(paddedCount))
    let block = first(of: maxima, 0..<length, after: beginning).index
    return block < 0 ? (-1, -.infinity) : first(of: row, in: Int(block), paddedCount, after: last)
  }

  private static func first(
    of row: UnsafePointer<Float>, in block: Int, _ paddedCount: Int, after last: Candidate
  ) -> Candidate {
    let start = block * blockLength
    return first(of: row, start..<min(start + blockLength, paddedCount), after: last)
  }

  /// The first candidate of a part of a row that follows one in the order.
  @inline(__always)
  private static func first(
    of row: UnsafePointer<Float>, _ range: Range<Int>, after last: Candidate
  ) -> Candidate {
    var best = SIMD8<Float>(repeating: -.infinity)
    var bestIndex = SIMD8<Int32>(repeating: -1)
    var index = laneIndices &+ Int32(range.lowerBound)
    let lastKey = SIMD8<Float>(repeating: last.key)
    let lastIndex = SIMD8<Int32>(repeating: last.index)
    var start = range.lowerBound
    while start < range.upperBound {
      let keys = load(row, start)
      let follows = (keys .< lastKey) .| ((keys .== lastKey) .& (index .> lastIndex))
      let better = follows .& (keys .> best)
      best.replace(with: keys, where: better)
      bestIndex.replace(with: index, where: better)
      index &+= 8
      start &+= lanes
    }
    return leastIndex(of: best, bestIndex)
  }

  @inline(__always)
  private static func maximum(_ keys: SIMD8<Float>) -> Float {
    var four = keys.lowHalf
    four.replace(with: keys.highHalf, where: keys.highHalf .> four)
    var two = four.lowHalf
    two.replace(with: four.highHalf, where: four.highHalf .> two)
    return two[1] > two[0] ? two[1] : two[0]
  }

  /// Σ exp(key − maximum) over a row, in double precision.
  static func total(of row: UnsafePointer<Float>, paddedCount: Int, maximum: Float) -> Double {
    let shift = SIMD8<Float>(repeating: maximum)
    var low = SIMD4<Double>(repeating: 0)
    var high = SIMD4<Double>(repeating: 0)
    var start = 0
    while start < paddedCount {
      let weights = Exponential.exp(load(row, start) - shift)
      add(weights, to: &low, &high)
      start &+= lanes
    }
    return sum(low + high)
  }

  /// A number that the sum over a long row does not fall below.
  ///
  /// - Parameters:
  ///   - row: A row longer than a block, whose second candidate was found.
  ///   - paddedCount: The length of its keys.
  ///   - maximum: The greatest key.
  /// - Returns: The weight of the first candidate, which is 1, and of the best of each block then.
  static func leastTotal(
    of row: UnsafePointer<Float>, paddedCount: Int, maximum: Float
  ) -> Double {
    1
      + total(
        of: row + paddedCount, paddedCount: Self.paddedCount(blockCount(paddedCount)),
        maximum: maximum)
  }

  /// The same sum over the candidates that follow one in the order.
  static func total(
    of row: UnsafePointer<Float>, paddedCount: Int, maximum: Float,
    after last: Candidate
  ) -> Double {
    let shift = SIMD8<Float>(repeating: maximum)
    var low = SIMD4<Double>(repeating: 0)
    var high = SIMD4<Double>(repeating: 0)
    var index = laneIndices
    let lastKey = SIMD8<Float>(repeating: last.key)
    let lastIndex = SIMD8<Int32>(repeating: last.index)
    var start = 0
    while start < paddedCount {
      let keys = load(row, start)
      let follows = (keys .< lastKey) .| ((keys .== lastKey) .& (index .> lastIndex))
      let weights = SIMD8<Float>(repeating: .leastNormalMagnitude)
        .replacing(with: Exponential.exp(keys - shift), where: follows)
      add(weights, to: &low, &high)
      index &+= 8
      start &+= lanes
    }
    return sum(low + high)
  }

  /// Writes exp(key − maximum) for a row.
  static func exponentials(
    of row: UnsafePointer<Float>, paddedCount: Int, maximum: Float,
    into weights: UnsafeMutablePointer<Float>
  ) {
    let shift = SIMD8<Float>(repeating: maximum)
    var start = 0
    while start < paddedCount {
      UnsafeMutableRawPointer(weights + start).storeBytes(
        of: Exponential.exp(load(row, start) - shift), as: SIMD8<Float>.self)
      start &+= lanes
    }
  }

  private static func leastIndex(
    of keys: SIMD8<Float>, _ indices: SIMD8<Int32>
  ) -> Candidate {
    var best: Candidate = (indices[0], keys[0])
    for lane in 1..<lanes {
      let key = keys[lane]
      if key > best.key || (key == best.key && indices[lane] < best.index && indices[lane] >= 0) {
        best = (indices[lane], key)
      }
    }
    return best
  }

  /// Adds the even and the odd lanes of normal positive numbers to sums in double precision.
  ///
  /// The numbers are widened by moving their bits, with the difference of the two exponent biases.
  /// That is exact, and unlike a conversion of each half it does not make the compiler split all the
  /// computation before it in halves.
  @inline(__always)
  private static func add(
    _ numbers: SIMD8<Float>, to even: inout SIMD4<Double>, _ odd: inout SIMD4<Double>
  ) {
    let pairs = unsafeBitCast(numbers, to: SIMD4<UInt64>.self)
    let bias: UInt64 = (1023 - 127) << 52
    let low = ((pairs & 0xFFFF_FFFF) &<< 29) &+ bias
    let high = ((pairs &>> 32) &<< 29) &+ bias
    even += unsafeBitCast(low, to: SIMD4<Double>.self)
    odd += unsafeBitCast(high, to: SIMD4<Double>.self)
  }

  private static func sum(_ lanes: SIMD4<Double>) -> Double {
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
  }
}
