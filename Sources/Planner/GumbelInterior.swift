/// The choice of Gumbel search below the root: the action whose share of the visits falls most short
/// of the improved policy softmax(logits + σ(completed values)).
///
/// Source: Danihelka et al. 2022, section 5, equations 13 and 14.
final class GumbelInterior {
  private let rule: CompletedValues.Rule
  /// The exponents of the visited actions, `[N]`.
  private let exponents: UnsafeMutablePointer<Double>

  /// Makes room.
  ///
  /// - Parameters:
  ///   - rule: The constants of σ.
  ///   - capacity: The most children of a node.
  init(rule: CompletedValues.Rule, capacity: Int) {
    self.rule = rule
    exponents = .allocate(capacity: capacity)
  }

  deinit {
    exponents.deallocate()
  }

  /// Chooses where to go on from a node.
  ///
  /// - Parameters:
  ///   - node: A node that was evaluated and can be left.
  ///   - tree: Its tree.
  /// - Returns: The child, or `SearchTree.none` for the best candidate without an edge.
  func choose(at node: Int32, of tree: Tree) -> Int32 {
    let this = tree.nodes + Int(node)
    tree.refreshCandidate(of: node, needsRemaining: true)
    if this.pointee.firstChild == SearchTree.none { return SearchTree.none }
    let values = CompletedValues(at: node, of: tree, rule: rule)

    // All unvisited actions share one σ, so their part of the softmax is that of their logits,
    // known as `remaining`, times one factor.
    var greatest = -Double.infinity
    var candidateExponent = -Double.infinity
    let mixedSigma = values.sigma(values.mixedValue)
    if this.pointee.candidate >= 0 {
      candidateExponent = Double(this.pointee.candidateLogit) + mixedSigma
      greatest = candidateExponent
    }
    var count = 0
    var visits: Int32 = 0
    var child = this.pointee.firstChild
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      let exponent = Double(edge.pointee.logit) + values.sigma(of: edge)
      exponents[count] = exponent
      count += 1
      greatest = max(greatest, exponent)
      visits += edge.pointee.visits + edge.pointee.pending
      child = edge.pointee.sibling
    }
    var sum = 0.0
    for index in 0..<count {
      exponents[index] = Exponential.exp(exponents[index] - greatest)
      sum += exponents[index]
    }
    var candidateWeight = 0.0
    if this.pointee.candidate >= 0 {
      candidateWeight = Exponential.exp(candidateExponent - greatest)
      let rest = this.pointee.remaining * Exponential.exp(mixedSigma - greatest)
      sum += rest > candidateWeight ? rest : candidateWeight
    }

    let share = 1 / (1 + Double(visits))
    var best = SearchTree.none
    var bestScore = -Double.infinity
    var bestAction = Int32.max
    if this.pointee.candidate >= 0 {
      bestScore = candidateWeight / sum
      bestAction = tree.action(of: Int(this.pointee.candidate), at: node)
    }
    count = 0
    child = this.pointee.firstChild
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      let score =
        exponents[count] / sum - Double(edge.pointee.visits + edge.pointee.pending) * share
      count += 1
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
}
