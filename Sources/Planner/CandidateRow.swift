/// Passes over the keys of a node's candidates, which are too many to sort.
///
/// A row is padded with −∞ to a multiple of 8 numbers. Candidates are ordered by descending key,
/// equal keys by ascending index; a candidate with key −∞ is none.
enum CandidateRow {
  /// The numbers that a vector holds.
  ///
  /// Eight and not sixteen: processors that have vectors of sixteen run those of eight on more units,
  /// and mixing both is the slowest.
  static let lanes = 8

  /// The length of a padded row.
  static func paddedCount(_ count: Int) -> Int { (count + lanes - 1) / lanes * lanes }

  private static var laneIndices: SIMD8<Int32> {
    SIMD8(0, 1, 2, 3, 4, 5, 6, 7)
  }

  @inline(__always)
  private static func load(_ row: UnsafePointer<Float>, _ start: Int) -> SIMD8<Float> {
    UnsafeRawPointer(row + start).loadUnaligned(as: SIMD8<Float>.self)
  }

  /// The first candidate.
  ///
  /// - Returns: Its index and key, index −1 if there is none; and whether every key is a number.
  static func first(
    of row: UnsafePointer<Float>, paddedCount: Int
  ) -> (first: (index: Int32, key: Float), isNumber: Bool) {
    var best = SIMD8<Float>(repeating: -.infinity)
    var bestIndex = SIMD8<Int32>(repeating: -1)
    var index = laneIndices
    var isNumber = SIMDMask<SIMD8<Int32>>(repeating: true)
    var start = 0
    while start < paddedCount {
      let keys = load(row, start)
      let better = keys .> best
      best.replace(with: keys, where: better)
      bestIndex.replace(with: index, where: better)
      isNumber = isNumber .& (keys .== keys)
      index &+= 8
      start &+= lanes
    }
    return (leastIndex(of: best, bestIndex), all(isNumber))
  }

  /// The candidate that follows the first one, and Σ exp(key − maximum) over the row, in one pass.
  static func nextAndTotal(
    of row: UnsafePointer<Float>, paddedCount: Int, maximum: Float,
    after last: (index: Int32, key: Float)
  ) -> (next: (index: Int32, key: Float), total: Double) {
    var best = SIMD8<Float>(repeating: -.infinity)
    var bestIndex = SIMD8<Int32>(repeating: -1)
    var index = laneIndices
    let lastIndex = SIMD8<Int32>(repeating: last.index)
    let shift = SIMD8<Float>(repeating: maximum)
    var low = SIMD4<Double>(repeating: 0)
    var high = SIMD4<Double>(repeating: 0)
    var start = 0
    while start < paddedCount {
      let keys = load(row, start)
      // No key is above the first candidate's, so all but that one follow it.
      let better = (keys .> best) .& (index .!= lastIndex)
      best.replace(with: keys, where: better)
      bestIndex.replace(with: index, where: better)
      let weights = Exponential.exp(keys - shift)
      add(weights, to: &low, &high)
      index &+= 8
      start &+= lanes
    }
    return (leastIndex(of: best, bestIndex), sum(low + high))
  }

  /// The candidate that follows one in the order.
  ///
  /// - Returns: Its index and key; index −1 if there is none.
  static func next(
    of row: UnsafePointer<Float>, paddedCount: Int, after last: (index: Int32, key: Float)
  ) -> (index: Int32, key: Float) {
    var best = SIMD8<Float>(repeating: -.infinity)
    var bestIndex = SIMD8<Int32>(repeating: -1)
    var index = laneIndices
    let lastKey = SIMD8<Float>(repeating: last.key)
    let lastIndex = SIMD8<Int32>(repeating: last.index)
    var start = 0
    while start < paddedCount {
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

  /// The same sum over the candidates that follow one in the order.
  static func total(
    of row: UnsafePointer<Float>, paddedCount: Int, maximum: Float,
    after last: (index: Int32, key: Float)
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
  ) -> (index: Int32, key: Float) {
    var best: (index: Int32, key: Float) = (indices[0], keys[0])
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
