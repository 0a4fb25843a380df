/// What Gumbel search knows of the values at a node: those of visited actions, and one value that
/// stands for all others.
///
/// Source: Danihelka et al. 2022, equations 8 and 33; the rescaling: mctx,
/// `qtransform_completed_by_mix_value`.
struct CompletedValues {
  /// The constants of σ and of the normalisation.
  struct Rule {
    let visitOffset: Double
    let valueScale: Double
    let values: SearchConfiguration.CompletedValues
    let bounds: SearchConfiguration.ValueBounds
    let known: ValueNormalisation

    init(_ configuration: SearchConfiguration) {
      visitOffset = configuration.visitOffset
      valueScale = configuration.valueScale
      values = configuration.completedValues
      bounds = configuration.valueBounds
      known = .range(configuration.valueMinimum, configuration.valueMaximum)
    }
  }

  /// What stands for the value of an action that was never visited, in units of reward.
  let mixedValue: Double
  private let scale: Double
  private let normalise: ValueNormalisation

  /// Gathers the values at a node.
  ///
  /// - Parameters:
  ///   - node: A node that was evaluated.
  ///   - tree: Its tree.
  ///   - rule: The constants.
  init(at node: Int32, of tree: Tree, rule: Rule) {
    let this = tree.nodes + Int(node)
    var visits: Int32 = 0
    var greatestVisits: Int32 = 0
    var weights = 0.0
    var weighted = 0.0
    var least = Double.infinity
    var greatest = -Double.infinity
    var child = this.pointee.firstChild
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      if edge.pointee.visits > 0 {
        let value = edge.pointee.actionValue
        // A visited action keeps a vote even if its probability is too small to be told from 0.
        let weight = max(Double(edge.pointee.weight), Double(Float.leastNormalMagnitude))
        visits += edge.pointee.visits
        greatestVisits = max(greatestVisits, edge.pointee.visits)
        weights += weight
        weighted += weight * value
        least = min(least, value)
        greatest = max(greatest, value)
      }
      child = edge.pointee.sibling
    }
    let own = Double(this.pointee.rawValue)
    mixedValue =
      visits == 0
      ? own : (own + Double(visits) * (weighted / weights)) / (1 + Double(visits))
    scale = (rule.visitOffset + Double(greatestVisits)) * rule.valueScale
    switch rule.values {
    case .raw:
      normalise = .identity
    case .bounded:
      normalise = .at(node, of: tree, bounds: rule.bounds, known: rule.known)
    case .rescaled:
      // Illegal actions count as unvisited: a model without rules sees no difference.
      if Int(this.pointee.evaluatedCount) < tree.actionCount {
        least = min(least, mixedValue)
        greatest = max(greatest, mixedValue)
      }
      normalise = .range(least, greatest)
    }
  }

  /// σ of a value.
  @inline(__always)
  func sigma(_ value: Double) -> Double { scale * normalise(value) }

  /// σ of an edge's value, or of what stands for it while it has none.
  @inline(__always)
  func sigma(of edge: UnsafeMutablePointer<SearchTree.Node>) -> Double {
    sigma(edge.pointee.visits > 0 ? edge.pointee.actionValue : mixedValue)
  }
}
