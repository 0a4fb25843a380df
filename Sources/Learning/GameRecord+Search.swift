public import GameProtocol
public import Planner

extension GameRecord {
  /// Adds a decision that a search made.
  ///
  /// - Parameters:
  ///   - action: What was played.
  ///   - player: Who played it.
  ///   - reward: What it brought, in units of reward.
  ///   - result: What the search found; its visits or its improved policy are kept, as `policyKind`
  ///     says, of the latter all probabilities that are not 0.
  public mutating func append(
    _ action: Action, by player: Player, reward: Float, search result: SearchResult
  ) {
    switch policyKind {
    case .visitCounts:
      append(
        action, by: player, reward: reward, rootValue: result.value,
        networkValue: result.networkValue,
        policy: result.edges.lazy.filter { $0.visits > 0 }.map { ($0.action, Float($0.visits)) })
    case .improvedPolicy:
      append(
        action, by: player, reward: reward, rootValue: result.value,
        networkValue: result.networkValue,
        policy: result.policy.indices.lazy.filter { result.policy[$0] != 0 }
          .map { (Action($0), result.policy[$0]) })
    }
  }
}
