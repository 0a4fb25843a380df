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
    let weights = weigh(node, of: tree)
    var best = SearchTree.none
    var bestScore = -Double.infinity
    var bestAction = Int32.max
    if this.pointee.candidate >= 0 {
      bestScore = weights.candidate / weights.sum
      bestAction = tree.action(of: Int(this.pointee.candidate), at: node)
    }
    var count = 0
    var child = this.pointee.firstChild
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      let visits = edge.pointee.visits + edge.pointee.pending
      let score = weights.visited[count] / weights.sum - Double(visits) * weights.visitShare
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

  /// The improved policy at a node, before it is divided by its sum.
  struct Weights {
    /// Weights of the visited actions, in the order of first visits.
    let visited: UnsafePointer<Double>
    /// The weight of the best unvisited action; 0 if there is none.
    var candidate = 0.0
    /// The sum over all actions.
    var sum = 0.0
    /// 1 / (1 + the visits of all actions).
    var visitShare = 1.0
  }

  /// Weighs the actions at a node.
  ///
  /// All unvisited actions share one σ, so their part of the softmax is that of their logits, which
  /// the node knows as `remaining`, times one factor.
  func weigh(_ node: Int32, of tree: Tree) -> Weights {
    let this = tree.nodes + Int(node)
    let values = CompletedValues(at: node, of: tree, rule: rule)
    let mixedSigma = values.sigma(values.mixedValue)
    let hasCandidate = this.pointee.candidate >= 0
    let candidateExponent = Double(this.pointee.candidateLogit) + mixedSigma
    var greatest = hasCandidate ? candidateExponent : -.infinity
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
    var weights = Weights(visited: exponents)
    for index in 0..<count {
      exponents[index] = Exponential.exp(exponents[index] - greatest)
      weights.sum += exponents[index]
    }
    if hasCandidate {
      weights.candidate = Exponential.exp(candidateExponent - greatest)
      let rest = this.pointee.remaining * Exponential.exp(mixedSigma - greatest)
      // All of them together weigh no less than the best of them, whatever was rounded.
      weights.sum += rest > weights.candidate ? rest : weights.candidate
    }
    weights.visitShare = 1 / (1 + Double(visits))
    return weights
  }
}
