import ExternalGames
import GameConformance
import GameProtocol

/// The laws that all games keep, checked on random games.
struct GameLaws {
  /// How many random games are played unless told otherwise.
  static let defaultGames: UInt64 = 20

  /// How many random games are played.
  var games: UInt64

  /// After how many seconds by the clock no more of them is begun.
  var seconds: Double?

  /// Laws that the game does not promise.
  var except: Set<Law>

  /// Where a game is given up.
  var maximumPlies: Int

  /// Plays random games and checks all laws on the way.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - isOver: Called before each game; whether no more shall be played.
  /// - Returns: One finding for each law that was broken, or one that says that there is none.
  func findings(of game: some Game, until isOver: () -> Bool = { false }) -> [PluginFinding] {
    let start = Measurement.Clock.wall.seconds
    var broken: [(first: Violation, games: Int)] = []
    var played: UInt64 = 0
    while played < games, !isOver() {
      if let seconds, Measurement.Clock.wall.seconds - start > seconds, played > 0 { break }
      let violations = checkGame(
        game, seeds: [played], except: except, maximumPlies: maximumPlies)
      for violation in violations {
        if let index = broken.firstIndex(where: { $0.first.law == violation.law }) {
          broken[index].games += 1
        } else {
          broken.append((violation, 1))
        }
      }
      played += 1
    }
    let count = "\(played) random game\(played == 1 ? "" : "s")"
    if broken.isEmpty {
      return [PluginFinding(name: InspectionProcess.laws, fault: nil, note: count)]
    }
    return broken.map { first, games in
      PluginFinding(
        name: InspectionProcess.laws,
        fault: first.description + (played > 1 ? ", in \(games) of \(count)" : ""), note: nil)
    }
  }
}
