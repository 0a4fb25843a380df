import ArcadeRules
import ChessRules
import ConnectFourRules
public import GameProtocol
import GoRules
import OthelloRules
import ShogiRules
import TicTacToeRules

/// Every game that comes with Tesuji, one line a family.
public let builtInGames: [GameRegistration] = [
  TicTacToe.registrations,
  ConnectFour.registrations,
  Othello.registrations,
  Go.registrations,
  Chess.registrations,
  Shogi.registrations,
  Arcade.registrations,
].flatMap { $0 }

/// A name that no game has.
public struct UnknownGame: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name that was asked for.
  public var name: String

  /// The names there are.
  public var known: [String]

  /// What was found and what there is.
  public var description: String {
    "unknown game '\(name)'; games: \(known.joined(separator: ", "))"
  }
}

/// Finds a game by its name.
///
/// - Parameter name: A name such as `connect-four`.
/// - Returns: The game's entry in the list.
/// - Throws: `UnknownGame` with the names there are.
public func builtInGame(named name: String) throws(UnknownGame) -> GameRegistration {
  guard let registration = builtInGames.first(where: { $0.name == name }) else {
    throw UnknownGame(name: name, known: builtInGames.map(\.name))
  }
  return registration
}
