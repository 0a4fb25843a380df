public import GameProtocol

extension ShogiState: Declarable, FactTelling {
  /// What the USI protocol writes for a declaration.
  public static var declarationNotation: String { "win" }

  /// Whether the side to move fulfils the rule of 27 points, whatever rule the game has.
  public var declaration27: Bool { position.declaration27 }

  /// Whether the side to move would win by the rule of 24 points, whatever rule the game has.
  public var declaration24: Bool { position.declaration24 }

  /// What a declaration would lead to, or `nil` if the side to move may not declare.
  public var declaration: DeclarationResult? {
    isTerminal ? nil : position.declarationResult(enteringKing)
  }

  /// Ends the game by a declaration of the side to move.
  ///
  /// - Returns: The reward of the side that declares, 1 or 0.
  /// - Throws: `NotationError` if the side to move may not declare.
  public mutating func declare() throws(NotationError) -> Step {
    if isTerminal { throw NotationError(found: "win", expected: "game over") }
    guard let result = declaration else {
      throw NotationError(
        found: "win",
        expected: "a legal move: the side to move does not fulfil the conditions of a declaration")
    }
    status = result == .win ? .declarationWin : .declarationDraw
    return Step(reward: returnOf(playerToMove), end: .terminated)
  }

  /// Whether the side to move would win by a declaration under either rule.
  public var facts: [PositionFact] {
    [
      PositionFact("declaration27", .flag(declaration27)),
      PositionFact("declaration24", .flag(declaration24)),
    ]
  }
}
