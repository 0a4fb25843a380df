/// Weights with their sums over halves, quarters and so on: drawing and changing cost O(log n).
///
/// Every inner sum is its two children added, never corrected by a difference, so that equal
/// weights make equal trees, whatever was changed before.
public struct SumTree: Hashable, Sendable {
  /// How many weights there are.
  public let count: Int
  private let leafCount: Int
  private var sums: [Double]

  /// Makes a tree.
  ///
  /// - Parameter weights: At least 0, finite.
  public init(_ weights: [Double]) {
    count = weights.count
    var leaves = 1
    while leaves < weights.count { leaves *= 2 }
    leafCount = leaves
    sums = [Double](repeating: 0, count: 2 * leaves)
    for (index, weight) in weights.enumerated() { sums[leaves + index] = weight }
    for node in stride(from: leaves - 1, to: 0, by: -1) {
      sums[node] = sums[2 * node] + sums[2 * node + 1]
    }
  }

  /// The sum of all weights.
  public var total: Double { sums[1] }

  /// A weight.
  public subscript(index: Int) -> Double {
    get { sums[leafCount + index] }
    set {
      precondition(index < count, "weight \(index) of \(count)")
      var node = leafCount + index
      sums[node] = newValue
      while node > 1 {
        node /= 2
        sums[node] = sums[2 * node] + sums[2 * node + 1]
      }
    }
  }

  /// The index at which the running sum of the weights passes a number.
  ///
  /// - Parameter mass: In `0..<total`.
  /// - Returns: An index whose weight is not 0.
  /// - Complexity: O(log `count`).
  public func index(at mass: Double) -> Int {
    var rest = mass
    var node = 1
    while node < leafCount {
      let left = sums[2 * node]
      // Rounding may leave a rest at the very end of a half; weight 0 must still not be drawn.
      if rest < left || sums[2 * node + 1] == 0 {
        node = 2 * node
      } else {
        rest -= left
        node = 2 * node + 1
      }
    }
    return node - leafCount
  }
}
