extension Search {
  /// The tree that the last run grew.
  ///
  /// - Parameter index: A tree, below the number of keys of the last run.
  /// - Returns: The nodes in the order of their expansion, the root first.
  public func nodes(of index: Int) -> [TabularSearch.Node] {
    TabularSearch.answer(of: self, tree: index).nodes
  }
}
