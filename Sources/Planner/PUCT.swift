// Without it squareRoot() is an undefined symbol in an optimised program without Foundation.
import Glibc

/// The choice by an upper confidence bound that the prior weighs.
///
/// Source: Schrittwieser et al. 2020, equation 2; Silver et al. 2018, pseudocode.
struct PUCT {
  private let configuration: SearchConfiguration
  private let known: ValueNormalisation
  /// sqrt(N) · (c₁ + ln((N + c₂ + 1) / c₂)) by N.
  private let exploration: [Double]
  /// What is taken from the node's own visits to get N.
  private let ownVisits: Int32

  init(_ configuration: SearchConfiguration) {
    self.configuration = configuration
    known = .range(configuration.valueMinimum, configuration.valueMaximum)
    exploration = (0...configuration.simulations + 1).map {
      Self.exploration(
        visits: $0, initial: configuration.explorationInit, base: configuration.explorationBase)
    }
    ownVisits = configuration.visitConvention == .node ? 0 : 1
  }

  /// sqrt(N) · (c₁ + ln((N + c₂ + 1) / c₂)).
  static func exploration(visits: Int, initial: Double, base: Double) -> Double {
    let visits = Double(visits)
    return visits.squareRoot() * (initial + Exponential.log((visits + base + 1) / base))
  }

  /// The score of an action: value on the [0, 1] scale + P · exploration / (1 + N).
  @inline(__always)
  static func score(
    value: Double, prior: Float, exploration: Double, visits: Int32
  ) -> Double {
    value + Double(prior) * exploration / Double(1 + visits)
  }

  /// A value on the [0, 1] scale, mixed with one loss for each of some pending visits.
  ///
  /// Source: Silver et al. 2017, "Search algorithm"; on the scale [−1, 1] a loss is −1.
  @inline(__always)
  static func withVirtualLoss(_ value: Double, visits: Int32, losses: Double) -> Double {
    value * (Double(visits) / (Double(visits) + losses))
  }

  /// Chooses where to go on from a node.
  ///
  /// - Parameters:
  ///   - node: A node that was evaluated and can be left.
  ///   - tree: Its tree.
  ///   - parentMean: For `meanQ`: the mean value at the parent in the view of the player who moves
  ///     here; becomes that at this node.
  /// - Returns: The child, or `SearchTree.none` for the best candidate without an edge.
  func choose(
    at node: Int32, of tree: Tree, parentMean: inout Double
  ) -> Int32 {
    let this = tree.nodes + Int(node)
    tree.refreshCandidate(of: node, needsRemaining: false)
    let normalise = ValueNormalisation.at(
      node, of: tree, bounds: configuration.valueBounds, known: known)
    let isRoot = node == SearchTree.root
    if configuration.firstPlayUrgency == .meanQ {
      parentMean = meanValue(at: this, of: tree, parentMean: parentMean)
    }
    // All unvisited actions have the same value, so the one with the greatest prior is the best.
    if this.pointee.firstChild == SearchTree.none { return SearchTree.none }

    let visits = this.pointee.visits + this.pointee.pending - ownVisits
    let exploration = exploration[Int(visits)]
    if this.pointee.total == 0 {
      if firstChildWins(
        at: this, of: tree, exploration: exploration, normalise: normalise, mean: parentMean)
      {
        return this.pointee.firstChild
      }
      tree.sumWeights(of: node)
    }
    var best = SearchTree.none
    var bestScore = -Double.infinity
    var bestAction = Int32.max
    if this.pointee.candidate >= 0 {
      let urgency = firstPlayUrgency(
        at: this, of: tree, isRoot: isRoot, normalise: normalise, mean: parentMean)
      bestScore = Self.score(
        value: urgency, prior: this.pointee.candidatePrior, exploration: exploration, visits: 0)
      bestAction = tree.action(of: Int(this.pointee.candidate), at: node)
    }
    var child = this.pointee.firstChild
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      let score = Self.score(
        value: value(of: edge, normalise: normalise), prior: edge.pointee.prior,
        exploration: exploration, visits: edge.pointee.visits + edge.pointee.pending)
      let action = edge.pointee.action
      if score > bestScore || (score == bestScore && action < bestAction) {
        best = child
        bestScore = score
        bestAction = action
      }
      child = edge.pointee.sibling
    }
    return best
  }

  /// Whether a node's only child is chosen whatever the probabilities are.
  ///
  /// The best unvisited action can score no more than with the least sum of weights that there may
  /// be, and the child no less than its value. In rows of thousands that saves most sums.
  ///
  /// - Returns: True only where the scores themselves would say so.
  private func firstChildWins(
    at this: UnsafeMutablePointer<SearchTree.Node>, of tree: Tree, exploration: Double,
    normalise: ValueNormalisation, mean: Double
  ) -> Bool {
    if this.pointee.candidate < 0 { return true }
    // What the parent's urgency takes off depends on the probabilities.
    if configuration.firstPlayUrgency == .parent { return false }
    let isRoot = this.pointee.parent == SearchTree.none
    let urgency = firstPlayUrgency(
      at: this, of: tree, isRoot: isRoot, normalise: normalise, mean: mean)
    // Above the rounding of a probability to a float.
    let margin = 1 + 0x1p-20
    let bonus = Double(this.pointee.candidateWeight) * exploration
    let child = tree.nodes + Int(this.pointee.firstChild)
    let lead = value(of: child, normalise: normalise) - urgency
    return bonus * margin < lead * this.pointee.leastTotal
  }

  /// The value of a visited action on the [0, 1] scale, with the losses of pending visits; 0 for one
  /// that still waits for the model.
  @inline(__always)
  private func value(
    of edge: UnsafeMutablePointer<SearchTree.Node>, normalise: ValueNormalisation
  ) -> Double {
    if edge.pointee.visits == 0 { return 0 }
    let value = normalise(edge.pointee.actionValue)
    let pending = edge.pointee.pending
    if pending == 0 { return value }
    return Self.withVirtualLoss(
      value, visits: edge.pointee.visits, losses: configuration.virtualLoss * Double(pending))
  }

  /// The value of an unvisited action on the [0, 1] scale.
  func firstPlayUrgency(
    at this: UnsafeMutablePointer<SearchTree.Node>, of tree: Tree, isRoot: Bool,
    normalise: ValueNormalisation, mean: Double
  ) -> Double {
    switch configuration.firstPlayUrgency {
    case .loss:
      return 0
    case .draw:
      return 0.5
    case .meanQ:
      return this.pointee.evaluatedCount > 0 || !isRoot ? clamp(normalise(mean)) : 0
    case .parent:
      var visitedPrior = 0.0
      var child = this.pointee.firstChild
      while child != SearchTree.none {
        visitedPrior += Double(tree.nodes[Int(child)].prior)
        child = tree.nodes[Int(child)].sibling
      }
      let reduction =
        isRoot ? configuration.rootFirstPlayReduction : configuration.firstPlayReduction
      let value = this.pointee.valueSum / Double(this.pointee.visits)
      // The reduction is for values in [−1, 1], which is twice as wide as the scale here.
      return clamp(normalise(value) - reduction / 2 * visitedPrior.squareRoot())
    }
  }

  /// The mean of the visited actions' values and the parent's own mean; at a root that of the
  /// visited actions alone.
  ///
  /// Source: Ye et al. 2021, equation 8.
  func meanValue(
    at this: UnsafeMutablePointer<SearchTree.Node>, of tree: Tree, parentMean: Double
  ) -> Double {
    let isRoot = this.pointee.parent == SearchTree.none
    var sum = isRoot ? 0 : parentMean
    var count: Int32 = isRoot ? 0 : 1
    var child = this.pointee.firstChild
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      if edge.pointee.visits > 0 {
        sum += edge.pointee.actionValue
        count += 1
      }
      child = edge.pointee.sibling
    }
    return count > 0 ? sum / Double(count) : 0
  }

  private func clamp(_ value: Double) -> Double { min(max(value, 0), 1) }
}
