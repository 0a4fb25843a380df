/// A search that a model's answer made impossible.
public enum SearchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The model gave a value, reward, discount or logit that is not a number, or no finite logit.
  case notFinite(what: String, tree: Int, node: Int)
  /// The root has no legal action.
  case finishedRoot(tree: Int)

  /// What was found, what was expected and where.
  public var description: String {
    switch self {
    case .notFinite(let what, let tree, let node):
      "the model's \(what) at node \(node) of tree \(tree) is not finite; "
        + "expected finite numbers (has training diverged?)"
    case .finishedRoot(let tree):
      "the root of tree \(tree) has no legal action; expected a position that goes on"
    }
  }
}
