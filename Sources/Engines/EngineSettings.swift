public import GameProtocol

/// How an engine plays, as the command line says it; what a GUI sets comes on top.
public struct EngineSettings<G: Game>: Sendable {
  /// Makes the player of a name for a game, `nil` standing for the one of the command line.
  public typealias Loader = @Sendable (String?, G) throws(EngineError) -> EnginePlayer<G>

  /// Makes players.
  public var loader: Loader
  /// The program's version, as GUIs show it.
  public var version: String
  /// The bytes that a tree may take.
  public var memory = 1 << 30
  /// Decides every random choice.
  public var seed: UInt64 = 0
  /// How far the value must be below 0 for the engine to resign, in units of reward; `nil` to play
  /// every game to its end.
  public var resignation: Double?
  /// Whether it thinks while the opponent does, where the protocol leaves that to the engine.
  public var ponders = false
  /// What passes between the engine's answer and the stop of its clock.
  public var moveOverhead = Duration.milliseconds(30)
  /// The most simulations for each move, in place of the player's own.
  public var simulations: Int?

  /// Makes settings.
  ///
  /// - Parameters:
  ///   - version: The program's version.
  ///   - loader: Makes players.
  public init(version: String, loader: @escaping Loader) {
    self.version = version
    self.loader = loader
  }
}

/// One side of a conversation with a GUI or a referee: lines in, messages out.
public protocol EngineSession: AnyObject {
  /// Answers a line, or begins to.
  ///
  /// - Parameter line: The line without its end.
  /// - Returns: Whether the conversation goes on.
  func handle(_ line: String) -> Bool

  /// Ends the conversation as the end of the input does.
  func end()
}
