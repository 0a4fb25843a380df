/// Something that the rules say about a position besides its legal actions.
public struct PositionFact: Hashable, Sendable {
  /// The key under which it is printed, such as `declaration27`.
  public var name: String
  /// The value.
  public var value: OptionValue

  /// Makes a fact.
  public init(_ name: String, _ value: OptionValue) {
    self.name = name
    self.value = value
  }
}

/// A state of a game whose rules say more about a position than which actions are legal.
public protocol FactTelling: GameState {
  /// What the rules say, always under the same names and in the same order.
  var facts: [PositionFact] { get }
}
