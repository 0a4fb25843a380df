/// How one node brings action values to [0, 1]: (value − low) · factor + offset.
struct ValueNormalisation {
  var low: Double
  var factor: Double
  var offset: Double

  /// The least range that is divided by, in units of reward.
  ///
  /// Source: mctx, `qtransforms`.
  static let leastRange = 1e-8

  /// The value on the [0, 1] scale.
  @inline(__always)
  func callAsFunction(_ value: Double) -> Double { (value - low) * factor + offset }

  /// Values as they are.
  static let identity = ValueNormalisation(low: 0, factor: 1, offset: 0)

  /// Everything at 0.5.
  static let middle = ValueNormalisation(low: 0, factor: 0, offset: 0.5)

  /// From a range to [0, 1].
  static func range(_ low: Double, _ high: Double, least: Double = leastRange) -> Self {
    ValueNormalisation(low: low, factor: 1 / max(high - low, least), offset: 0)
  }

  /// The normalisation in force at a node.
  ///
  /// Sources: `known`, `treeRaw`: Schrittwieser et al. 2020, equation 5 and pseudocode; `treeSoft`:
  /// Ye et al. 2021, equation 10; `siblings`: mctx, `qtransform_by_parent_and_siblings`.
  static func at(
    _ node: Int32, of tree: Tree, bounds: SearchConfiguration.ValueBounds,
    known: ValueNormalisation
  ) -> Self {
    switch bounds {
    case .known:
      return known
    case .tree, .treeRaw, .treeSoft:
      let least = tree.leastValue.pointee
      let greatest = tree.greatestValue.pointee
      if greatest < least { return .middle }
      if bounds == .treeSoft { return .range(least, greatest, least: 0.01) }
      if greatest > least { return .range(least, greatest) }
      return bounds == .treeRaw ? .identity : .middle
    case .siblings:
      let this = tree.nodes[Int(node)]
      let own = this.valueSum / Double(this.visits)
      var least = own
      var greatest = own
      var child = this.firstChild
      while child != SearchTree.none {
        let edge = tree.nodes + Int(child)
        if edge.pointee.visits > 0 {
          least = min(least, edge.pointee.actionValue)
          greatest = max(greatest, edge.pointee.actionValue)
        }
        child = edge.pointee.sibling
      }
      return .range(least, greatest)
    }
  }
}
