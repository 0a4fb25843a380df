import ArgumentParser
import Experiments
import ExternalGames
import GameConformance
import GameProtocol

/// `plugin check`: whether a game keeps what it promises.
struct PluginCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a library, or a game by its name, and print a verdict.",
    discussion: """
      A library is checked at its border first: legal and illegal actions, determinism, clones, \
      serialization (in a fresh process, too), reseeding, observations, batches, threads, speed. Then \
      random games are played, and every law that all games keep is checked on the way. All this \
      happens in a process of its own: of a library that crashes there the function is told. A \
      built-in game is put behind the same border. A game in a program of its own is checked for \
      the laws. To find a game by its name the libraries of the plugin folders are opened here; name \
      the file of one that may crash at once.

      Exit status: 0 if all is well, 1 if not.

      Examples:
        tesuji plugin check .tesuji/plugins/libnim.so
        tesuji plugin check .tesuji/plugins/atari.so --game atari-breakout
      """)

  /// How many random games are played for the laws unless told otherwise.
  static let defaultGames: UInt64 = 20

  @Argument(help: "A file ending in .so, or the name of a game.")
  var plugin: String

  @Option(name: .customLong("game"), help: "Of a library check this game only; may be repeated.")
  var chosen: [String] = []

  @Option(help: "How many random steps are taken for each property at the border.")
  var steps = 1000

  @Option(help: "How many random games are played for the laws.")
  var games: UInt64 = Self.defaultGames

  @Option(
    help: """
      After how many moves such a game is given up (60 for a built-in game, otherwise 20 to 2000 by \
      the speed of the game).
      """)
  var plies: Int?

  @Flag(help: "Print a JSON list with an object for each finding.")
  var json = false

  func validate() throws {
    if steps < 1 || games < 1 || plies.map({ $0 < 1 }) == true {
      throw ValidationError("'--steps', '--games' and '--plies' are 1 or more")
    }
  }

  func run() throws {
    var findings: [(game: String, finding: PluginFinding)] = []
    // A game may take its time, so each is printed as soon as it is done.
    func found(_ game: String, _ more: [PluginFinding]) throws {
      for finding in more {
        findings.append((game, finding))
        if !json { try Output.result(Self.line(game, finding)) }
      }
    }
    if plugin.hasSuffix(".so") {
      let (names, faults) = inspection.games(of: plugin)
      try found(plugin, faults)
      for name in chosen where !names.contains(name) && faults.isEmpty {
        throw Failure(
          "unknown game '\(name)'; \(hint(for: name, in: names, plural: "games"))", .usage)
      }
      for name in names where chosen.isEmpty || chosen.contains(name) {
        try found(name, inspection.inspect(name, of: plugin, steps: steps, more: more))
      }
    } else {
      try found(plugin, inspect(try GameSource.registration(named: plugin)))
    }
    if json {
      try Output.result(
        .array(
          findings.map { game, finding in
            [
              "game": .string(game), "property": .string(finding.name),
              "fault": finding.fault.map(JSONValue.string) ?? nil,
              "note": finding.note.map(JSONValue.string) ?? nil,
            ]
          }))
    }
    if findings.contains(where: { $0.finding.fault != nil }) { throw Failure("", .failed) }
  }

  /// How a process that inspects is started: this program once more.
  private var inspection: InspectionProcess {
    InspectionProcess(command: ["/proc/self/exe", "plugin", "inspect"])
  }

  private var more: [String] { [String(games)] + (plies.map { [String($0)] } ?? []) }

  /// Looks at a game that was found by its name.
  private func inspect(_ registration: GameRegistration) -> [PluginFinding] {
    let game: any Game
    do {
      game = try registration.game()
    } catch {
      return [PluginFinding(name: "loading", fault: "\(error)", note: nil)]
    }
    if let served = game as? ProcessGame { return laws(of: served) }
    let path = (game as? ExternalGame)?.libraryPath ?? InspectionProcess.program
    return inspection.inspect(plugin, of: path, steps: steps, more: more)
  }

  private static func line(_ game: String, _ finding: PluginFinding) -> String {
    let rest = finding.fault ?? finding.note ?? ""
    let mark = finding.fault == nil ? "ok   " : "FAULT"
    return "\(mark) \(game): \(finding.name)" + (rest.isEmpty ? "" : " – \(rest)")
  }

  /// Checks a game in a program of its own.
  private func laws(of game: ProcessGame) -> [PluginFinding] {
    var findings = Self.laws(of: game, games: games, except: [], maximumPlies: plies ?? 100)
    if let incident = game.incidents.first {
      findings.append(PluginFinding(name: "process", fault: "\(incident)", note: nil))
    }
    return findings
  }

  /// Plays random games and checks all laws on the way.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - games: How many.
  ///   - except: Laws that it does not promise.
  ///   - maximumPlies: Where a game is given up.
  ///   - isAlive: Called before each game.
  /// - Returns: One finding for each violation, or one that says that there is none.
  static func laws(
    of game: some Game, games: UInt64, except: Set<Law>, maximumPlies: Int,
    isAlive: () -> Void = {}
  ) -> [PluginFinding] {
    var violations: [Violation] = []
    for seed in 0..<games {
      isAlive()
      violations += checkGame(game, seeds: [seed], except: except, maximumPlies: maximumPlies)
    }
    if violations.isEmpty {
      return [PluginFinding(name: "laws", fault: nil, note: "\(games) random games")]
    }
    return violations.map { PluginFinding(name: "laws", fault: $0.description, note: nil) }
  }
}
