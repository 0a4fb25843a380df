import GameProtocol

/// Searches many trees in lockstep: each step takes leaves of every tree and asks the model once.
public final class Search {
  /// How it searches.
  public let configuration: SearchConfiguration
  /// The most trees at once, `B`.
  public let treeCount: Int
  /// The number of actions, `A`.
  public let actionCount: Int

  /// Makes room for searches; everything is reused from one to the next.
  ///
  /// - Parameters:
  ///   - configuration: How to search; one without a `problem`.
  ///   - treeCount: The most trees at once, `B`.
  ///   - actionCount: The number of actions, `A`.
  public init(configuration: SearchConfiguration, treeCount: Int, actionCount: Int) {
    self.configuration = configuration
    self.treeCount = treeCount
    self.actionCount = actionCount
  }

  /// The slots that a model needs for one tree.
  public var slotsPerTree: Int { configuration.simulations + 1 }

  /// Grows one tree from every root that was set on a model.
  ///
  /// - Parameters:
  ///   - model: The model; its roots `0..<keys.count` have been set.
  ///   - keys: What the random numbers of each tree are a function of, at most `B`.
  /// - Throws: `SearchError` if a model's answer is not finite or a root is finished.
  public func run(on model: any Model, keys: [SearchKey]) throws(SearchError) {
    fatalError("not yet")
  }

  /// What the last run found out about a root.
  ///
  /// - Parameter tree: Below the number of keys of the last run.
  /// - Returns: The result.
  public func result(of tree: Int) -> SearchResult {
    fatalError("not yet")
  }
}
