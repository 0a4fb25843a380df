import ArgumentParser
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
      serialization, reseeding, observations, threads. Then random games are played, and every law \
      that all games keep is checked on the way.

      Exit status: 0 if all is well, 1 if not.

      Example:
        tesuji plugin check .tesuji/plugins/libnim.so
      """)

  @Argument(help: "A file ending in .so, or the name of a game.")
  var plugin: String

  @Option(help: "How many random games are played for the laws.")
  var games: UInt64 = 20

  @Flag(help: "Print a JSON list with an object for each finding.")
  var json = false

  func run() throws {
    var findings: [(game: String, finding: PluginFinding)] = []
    for registration in try subjects() {
      let game: any Game
      do {
        game = try registration.game()
      } catch {
        throw Failure("game '\(registration.name)': \(error)", .failed)
      }
      findings += check(game).map { (registration.name, $0) }
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
    } else {
      for (game, finding) in findings {
        let rest = finding.fault ?? finding.note ?? ""
        let mark = finding.fault == nil ? "ok   " : "FAULT"
        try Output.result(
          "\(mark) \(game): \(finding.name)" + (rest.isEmpty ? "" : " – \(rest)"))
      }
    }
    if findings.contains(where: { $0.finding.fault != nil }) { throw Failure("", .failed) }
  }

  /// The games of a library, or the one of a name.
  private func subjects() throws(Failure) -> [GameRegistration] {
    if plugin.hasSuffix(".so") {
      // Who names a file allows its folder.
      let folder = plugin.lastIndex(of: "/").map { String(plugin[..<$0]) } ?? "."
      do throws(PluginError) {
        return try PluginLibrary(path: plugin, folders: [folder.isEmpty ? "/" : folder]).games
      } catch {
        throw Failure(error.description, .failed)
      }
    }
    return [try GameSource.registration(named: plugin)]
  }

  private func check(_ game: any Game) -> [PluginFinding] {
    guard let external = game as? ExternalGame else {
      // Where a rule looks at the past, a position text does not say everything.
      return laws(of: game, except: [.positionEquality, .perft], maximumPlies: 60)
    }
    let findings = inspect(external)
    // What is wrong at the border would end the program when it is played.
    if findings.contains(where: { $0.fault != nil }) { return findings }
    return findings + laws(of: external, except: [], maximumPlies: 2000)
  }

  private func laws(
    of game: some Game, except: Set<Law>, maximumPlies: Int
  ) -> [PluginFinding] {
    let violations = checkGame(
      game, seeds: 0..<games, except: except, maximumPlies: maximumPlies)
    if violations.isEmpty {
      return [PluginFinding(name: "laws", fault: nil, note: "\(games) random games")]
    }
    return violations.map { PluginFinding(name: "laws", fault: $0.description, note: nil) }
  }
}
