/// Positions of one kind with their exact values, by which play is measured.
///
/// A mistake is a move that lowers the value from a win to a draw or a loss, or from a draw to a
/// loss; how soon a game is won does not count.
public struct PositionSet<State: GameState>: Sendable {
  /// The name, such as `begin-hard`: lower case, words joined by hyphens.
  public let name: String

  /// The positions, none of them finished.
  public let positions: [State]

  /// The scores of every action in every position, as `GameSolver` gives them: `[positions][A]`.
  public let scores: [[Int?]]

  /// Makes a set.
  ///
  /// - Parameters:
  ///   - name: Lower case, words joined by hyphens.
  ///   - positions: Positions that are not finished.
  ///   - scores: For each of them one score an action, `nil` for an illegal one.
  public init(name: String, positions: [State], scores: [[Int?]]) {
    precondition(positions.count == scores.count, "every position needs its scores")
    self.name = name
    self.positions = positions
    self.scores = scores
  }

  /// Whether an action changes who wins.
  ///
  /// - Parameters:
  ///   - action: A legal action.
  ///   - index: The position's place in the set.
  /// - Returns: Whether another action wins and this one does not, or another one draws and this one
  ///   loses.
  public func isMistake(_ action: Action, at index: Int) -> Bool {
    let best = scores[index].compactMap { $0 }.max() ?? 0
    guard let score = scores[index][action.index] else {
      preconditionFailure("action \(action.rawValue) is illegal in position \(index) of \(name)")
    }
    return score.signum() < best.signum()
  }
}
