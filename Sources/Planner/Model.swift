/// What search grows its trees on: the rules of a game, a learned model of it, or a table.
///
/// Search asks for one thing: from these states, by these actions, the reward, the signed discount,
/// the prior and the value of the states that follow. It never learns what a state is; a state is
/// addressed by its slot.
///
/// - Invariant: What is answered for one row depends on nothing else in the batch.
public protocol Model: AnyObject {
  /// The number of actions, `A`.
  var actionCount: Int { get }

  /// Judges the roots that were set on the model, and puts them into their slots.
  ///
  /// - Parameter batch: One row per tree: `trees`, `slots`, `nodes` and `keys` are given; `values`,
  ///   `logits` and the legal actions are asked for.
  func evaluateRoots(_ batch: inout LeafBatch)

  /// Takes one step from the state of every row, and judges where it leads.
  ///
  /// - Parameter batch: `parentSlots` and `actions` say from where, `slots` where the new state is
  ///   to be kept; `rewards`, `discounts`, `values`, `logits` and, where rules are known, the legal
  ///   actions are asked for.
  func expand(_ batch: inout LeafBatch)
}
