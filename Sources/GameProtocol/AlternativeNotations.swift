/// A state of a game whose actions have further notations besides its own.
public protocol AlternativeNotations: GameState {
  /// The names of the further notations, such as `san`.
  static var alternativeNotations: [String] { get }

  /// The text of an action in a further notation.
  ///
  /// - Parameters:
  ///   - action: A legal action.
  ///   - name: One of `alternativeNotations`.
  /// - Returns: A text that `action(for:named:)` reads back.
  func notation(for action: Action, named name: String) -> String

  /// The legal action that a text in a further notation names.
  ///
  /// - Parameters:
  ///   - notation: The text.
  ///   - name: One of `alternativeNotations`.
  /// - Returns: The action.
  /// - Throws: `NotationError` if the text names no action or one that is illegal here.
  func action(for notation: String, named name: String) throws(NotationError) -> Action
}
