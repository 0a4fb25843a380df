import ArgumentParser
package import GameProtocol

/// The notation in which a command prints moves.
struct NotationArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Print moves in another notation than the game's own, and read both; chess has 'san'.",
      valueName: "name"))
  var notation: String?

  /// Checks the name.
  ///
  /// - Parameter game: The game whose moves are printed.
  /// - Throws: `Failure` if the game has no such notation.
  func validate(for game: any Game) throws(Failure) {
    guard let notation else { return }
    let known = alternativeNotations(of: game)
    if known.contains(notation) { return }
    let name = game.specification.name
    throw Failure(
      known.isEmpty
        ? "--notation: \(name) has no other notation than its own"
        : "--notation: found '\(notation)', expected \(known.joined(separator: " or "))", .usage)
  }
}

/// The names of the notations that a game has besides its own.
private func alternativeNotations<G: Game>(of game: G) -> [String] {
  (G.State.self as? any AlternativeNotations.Type)?.alternativeNotations ?? []
}

/// The text of a legal action.
///
/// - Parameters:
///   - action: The action.
///   - state: The state in which it is taken.
///   - notation: The name of a notation of the game, or `nil` for its own.
/// - Returns: The text.
package func text<State: GameState>(
  of action: Action, in state: State, notation: String?
) -> String {
  if let notation, let state = state as? any AlternativeNotations {
    return state.notation(for: action, named: notation)
  }
  return state.notation(for: action)
}

/// The legal action that a text names.
///
/// - Parameters:
///   - text: The text, in the game's own notation or the given one.
///   - state: The state in which it is taken.
///   - notation: The name of a further notation of the game, or `nil`.
/// - Returns: The action.
/// - Throws: `NotationError` for the given notation if the text names no legal action in either.
package func action<State: GameState>(
  for text: String, in state: State, notation: String?
) throws(NotationError) -> Action {
  guard let notation, let other = state as? any AlternativeNotations else {
    return try state.action(for: text)
  }
  if let action = try? state.action(for: text) { return action }
  return try other.action(for: text, named: notation)
}
