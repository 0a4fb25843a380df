public import GameProtocol

extension Search {
  /// Grows one tree from every root until a closure calls a halt or the trees are full.
  ///
  /// The same simulations are made, in the same order, as without a closure: a search that is cut off
  /// after `n` of them has found what a search of `n` would have found. That holds for PUCT, which
  /// knows of no end. Sequential halving shares out its simulations beforehand and cannot be cut off.
  ///
  /// - Parameters:
  ///   - model: The model; its roots `0..<keys.count` have been set.
  ///   - keys: What the random numbers of each tree are a function of, 1 to `B`.
  ///   - goesOn: Whether to go on after so many simulations of each tree; asked after every batch, the
  ///     first of which is always made. It may ask for results.
  /// - Throws: `SearchError` if a model's answer is not finite or a root is finished.
  /// - Precondition: The algorithm is PUCT.
  public func run(
    on model: any Model, keys: [SearchKey], while goesOn: (Int) -> Bool
  ) throws(SearchError) {
    precondition(configuration.algorithm == .puct, "sequential halving cannot be cut off")
    try run(on: model, keys: keys, fixedNoise: nil, while: goesOn)
  }

  /// The line of play that begins with a root action, each further action the most visited.
  ///
  /// On a learned model it may leave the rules, which the model does not know.
  ///
  /// - Parameters:
  ///   - index: A tree, below the number of keys of the last run.
  ///   - action: A root action that was visited.
  /// - Returns: The actions, `action` first; nothing if it was never visited.
  public func principalVariation(of index: Int, from action: Action) -> [Action] {
    let tree = trees[index]
    var node = tree.nodes[0].firstChild
    while node != SearchTree.none && tree.nodes[Int(node)].action != action.rawValue {
      node = tree.nodes[Int(node)].sibling
    }
    var line: [Action] = []
    while node != SearchTree.none && tree.nodes[Int(node)].visits > 0 {
      line.append(Action(rawValue: tree.nodes[Int(node)].action))
      var best = SearchTree.none
      var child = tree.nodes[Int(node)].firstChild
      while child != SearchTree.none {
        let edge = tree.nodes[Int(child)]
        let leader = best == SearchTree.none ? nil : tree.nodes[Int(best)]
        if leader.map({ ($0.visits, edge.action) < (edge.visits, $0.action) }) ?? true {
          best = child
        }
        child = edge.sibling
      }
      node = best
    }
    return line
  }
}
