import GameProtocol

/// The six moves that all MinAtar games share; a game ignores those that mean nothing in it.
enum MinAtarAction: UInt8, Hashable, Sendable {
  case stay, left, up, right, down, fire

  /// How many there are.
  static let count = 6

  /// The move of an action.
  ///
  /// - Parameter action: An index below 6.
  init(_ action: Action) {
    guard let move = MinAtarAction(rawValue: UInt8(truncatingIfNeeded: action.rawValue)),
      0..<Self.count ~= action.index
    else { preconditionFailure("illegal action") }
    self = move
  }
}
