public import GameProtocol

/// A game that a program of its own plays, in any language.
public struct ProcessGame: Game {
  /// The facts of the game.
  public let specification: GameSpecification

  let rules: ProcessRules

  /// Makes a game.
  ///
  /// - Parameter rules: The game in its servers.
  init(_ rules: ProcessRules) {
    self.rules = rules
    specification = rules.facts.specification
  }

  /// The position in which a game starts.
  ///
  /// - Parameter seed: Decides the start and all chance to come.
  /// - Returns: The state. If no server can start the game, that of another seed, which is cut off
  ///   after one action; `incidents` tells why.
  public func initialState(seed: UInt64) -> ProcessState {
    ProcessState(rules, seed: seed)
  }

  /// The position that a text describes.
  ///
  /// - Parameter positionText: `seed:… actions:…`.
  /// - Returns: The position.
  /// - Throws: `NotationError` if it describes none.
  public func state(at positionText: String) throws(NotationError) -> ProcessState {
    try ProcessState.reading(positionText, of: rules)
  }

  /// What went wrong in play so far, the first thousand times.
  public var incidents: [ProcessIncident] { rules.recordedIncidents }

  /// Why the game can be copied by replaying only, or `nil`: then it cannot be searched on its true
  /// rules in good time.
  public var copyingObstacle: String? {
    if specification.copying == .cheap { return nil }
    return specification.isStochastic && !rules.facts.canReseed
      ? "its chance cannot be replaced, so a planner would see the real future"
      : "the server cannot save and restore a position"
  }
}
