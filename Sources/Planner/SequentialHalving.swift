/// The root rule of Gumbel search: candidates by logit and noise, halved again and again by value.
///
/// The schedule says, for each simulation, how many visits the action to be visited must have had;
/// the worse half of the candidates simply never gets to the count that is asked for.
///
/// Source: Danihelka et al. 2022, section 3; the form by visit counts: mctx, `seq_halving`.
struct SequentialHalving {
  private let rule: CompletedValues.Rule
  private let simulations: Int
  private let maxConsidered: Int
  /// Required visit counts, `[maxConsidered + 1, simulations]`.
  private let schedule: [Int32]

  init(_ configuration: SearchConfiguration, actionCount: Int) {
    rule = CompletedValues.Rule(configuration)
    simulations = configuration.simulations
    maxConsidered = min(configuration.maxConsideredActions, actionCount)
    var schedule: [Int32] = []
    schedule.reserveCapacity((maxConsidered + 1) * simulations)
    for considered in 0...maxConsidered {
      schedule += Self.requiredVisits(considered: considered, simulations: simulations)
    }
    self.schedule = schedule
  }

  /// The visits that the action of each simulation must have had before.
  ///
  /// - Parameters:
  ///   - considered: The number of candidates.
  ///   - simulations: The number of simulations.
  /// - Returns: One count per simulation.
  static func requiredVisits(considered: Int, simulations: Int) -> [Int32] {
    if considered <= 1 { return (0..<Int32(simulations)).map { $0 } }
    var phases = 0
    while 1 << phases < considered { phases += 1 }
    var required: [Int32] = []
    required.reserveCapacity(simulations)
    var alive = considered
    var visits: Int32 = 0
    while required.count < simulations {
      for _ in 0..<max(1, simulations / (phases * alive)) {
        for _ in 0..<alive where required.count < simulations { required.append(visits) }
        visits += 1
      }
      alive = max(2, alive / 2)
    }
    return required
  }

  /// Chooses where a simulation goes on from the root.
  ///
  /// - Parameters:
  ///   - tree: The tree; its root's keys are logit + noise.
  ///   - candidateCount: The root actions that can be visited at all.
  ///   - simulation: The number of this simulation in the search.
  /// - Returns: The child, or `SearchTree.none` for the best candidate without an edge.
  func choose(of tree: Tree, candidateCount: Int, simulation: Int) -> Int32 {
    tree.refreshCandidate(of: SearchTree.root, needsRemaining: false)
    let required = schedule[min(maxConsidered, candidateCount) * simulations + simulation]
    if required == 0 { return SearchTree.none }
    return best(of: tree) { $0.pointee.visits + $0.pointee.pending == required }
  }

  /// The best of the most visited root actions: what is played without a temperature.
  ///
  /// - Parameter tree: The tree.
  /// - Returns: The child.
  func bestChild(of tree: Tree) -> Int32 {
    var most: Int32 = 0
    var child = tree.nodes[0].firstChild
    while child != SearchTree.none {
      most = max(most, tree.nodes[Int(child)].visits)
      child = tree.nodes[Int(child)].sibling
    }
    return best(of: tree) { $0.pointee.visits == most }
  }

  /// Among some root children, the one with the greatest noise + logit + σ(completed value).
  @inline(__always)
  private func best(
    of tree: Tree, where isEligible: (UnsafeMutablePointer<SearchTree.Node>) -> Bool
  ) -> Int32 {
    let values = CompletedValues(at: SearchTree.root, of: tree, rule: rule)
    var best = SearchTree.none
    var bestScore = -Double.infinity
    var bestAction = Int32.max
    var child = tree.nodes[0].firstChild
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      if isEligible(edge) {
        let score = Double(edge.pointee.key) + values.sigma(of: edge)
        let action = edge.pointee.action
        if score > bestScore || (score == bestScore && action < bestAction) {
          best = child
          bestScore = score
          bestAction = action
        }
      }
      child = edge.pointee.sibling
    }
    return best
  }

  /// Writes the improved policy of the root: softmax(logits + σ(completed values)), without noise.
  ///
  /// - Parameters:
  ///   - tree: The tree.
  ///   - policy: Receives it, `[A]`; zero on entry.
  func writeImprovedPolicy(of tree: Tree, to policy: inout [Float]) {
    let root = SearchTree.root
    let values = CompletedValues(at: root, of: tree, rule: rule)
    let count = Int(tree.nodes[0].candidateCount)
    let row = tree.row(of: root)
    let mixedSigma = values.sigma(values.mixedValue)
    var exponents = (0..<count).map { Double(row[$0] - tree.nodes[0].maximum) + mixedSigma }
    var child = tree.nodes[0].firstChild
    // Candidates ascend by action, so a child's place among them is found by bisection.
    while child != SearchTree.none {
      let edge = tree.nodes + Int(child)
      exponents[tree.candidate(for: edge.pointee.action, at: root)] =
        Double(edge.pointee.logit) + values.sigma(of: edge)
      child = edge.pointee.sibling
    }
    let greatest = exponents.max() ?? 0
    var sum = 0.0
    for candidate in 0..<count {
      exponents[candidate] = Exponential.exp(exponents[candidate] - greatest)
      sum += exponents[candidate]
    }
    for candidate in 0..<count {
      policy[Int(tree.action(of: candidate, at: root))] = Float(exponents[candidate] / sum)
    }
  }
}
