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
