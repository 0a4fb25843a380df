public import ChessRules
public import GameProtocol
import GoRules
public import ShogiRules

/// The protocols that an engine speaks.
public enum EngineConversation {
  /// Opens a conversation by UCI.
  ///
  /// - Parameters:
  ///   - game: Chess or Chess960; the option `UCI_Chess960` switches between them.
  ///   - settings: How the engine plays.
  ///   - output: Where answers go.
  /// - Returns: The engine's side.
  /// - Throws: `EngineError` if the player cannot be made.
  public static func uci(
    _ game: Chess, settings: EngineSettings<Chess>, output: EngineOutput
  ) throws(EngineError) -> any EngineSession {
    try UniversalSession(ChessDialect(game), settings: settings, output: output)
  }

  /// Opens a conversation by USI.
  ///
  /// - Parameters:
  ///   - game: Shogi.
  ///   - settings: How the engine plays.
  ///   - output: Where answers go.
  /// - Returns: The engine's side.
  /// - Throws: `EngineError` if the player cannot be made.
  public static func usi(
    _ game: Shogi, settings: EngineSettings<Shogi>, output: EngineOutput
  ) throws(EngineError) -> any EngineSession {
    try UniversalSession(
      ShogiDialect(game, resignation: settings.resignation), settings: settings, output: output)
  }

  /// Opens a conversation by the Go Text Protocol.
  ///
  /// - Parameters:
  ///   - game: Go, or any other game of two, for which there is the general part of the protocol.
  ///   - settings: How the engine plays.
  ///   - output: Where answers go.
  /// - Returns: The engine's side.
  /// - Throws: `EngineError` if the player cannot be made.
  public static func gtp<G: Game>(
    _ game: G, settings: EngineSettings<G>, output: EngineOutput
  ) throws(EngineError) -> any EngineSession {
    if let go = game as? Go, let settings = settings as? EngineSettings<Go> {
      return try GTPSession<Go>.go(go, settings: settings, output: output)
    }
    return try GTPSession(game, settings: settings, output: output)
  }
}
