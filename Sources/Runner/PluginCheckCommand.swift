import ArgumentParser
import Experiments
import ExternalGames
import GameConformance
import GameProtocol

/// `plugin check`: whether a game keeps what it promises.
struct PluginCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a library, a manifest, or a game by its name, and print a verdict.",
    discussion: """
      A library is checked at its border first: legal and illegal actions, determinism, clones, \
      serialization (in a fresh process, too), reseeding, observations, batches, threads, speed. Then \
      random games are played, and every law that all games keep is checked on the way. All this \
      happens in a process of its own: of a library that crashes there the function is told. A \
      built-in game is put behind the same border. A game in a program of its own is asked the \
      same by the frames of its protocol; where that program is lost, the check ends. To find a game by \
      its name the libraries of the plugin folders are opened here; name the file of one that may \
      crash at once.

      The same fault is printed once; the verdict tells how often it was found.

      Exit status: 0 if all is well, 1 if not.

      Examples:
        tesuji plugin check .tesuji/plugins/libnim.so
        tesuji plugin check MyPython/my-python.json
        tesuji plugin check .tesuji/plugins/atari.so --game atari-breakout --option stickyActions=0.25
      """)

  @Argument(
    help: "A library (a file ending in .so), a manifest (ending in .json), or the name of a game.")
  var plugin: String

  @Option(name: .customLong("game"), help: "Of a library check this game only; may be repeated.")
  var chosen: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A game option; may be repeated. 'tesuji games' lists them.", valueName: "key=value"))
  var option: [String] = []

  @Option(help: "How many random steps are taken for each property at the border.")
  var steps = 1000

  @Option(
    help: """
      How many random games are played for the laws (20, of a program of its own as many as a minute \
      allows).
      """)
  var games: UInt64?

  @Option(
    help: """
      After how many moves such a game is given up (60 for a built-in game, otherwise 20 to 2000 by \
      the speed of the game).
      """)
  var plies: Int?

  @Flag(help: "Print a JSON list with an object for each finding.")
  var json = false

  func validate() throws {
    if steps < 1 || games.map({ $0 < 1 }) == true || plies.map({ $0 < 1 }) == true {
      throw ValidationError("'--steps', '--games' and '--plies' are 1 or more")
    }
    for text in option where text.firstIndex(of: "=") ?? text.startIndex == text.startIndex {
      throw ValidationError("option '\(text)': expected key=value")
    }
  }

  func run() throws {
    var report = PluginReport(isPrinted: !json)
    let target = try PluginTarget(plugin)
    switch target {
    case .library(let path, let values):
      try check(libraryAt: path, options: values + option, &report)
    case .game(let registration):
      try check(registration, &report)
    case .broken(let error):
      try report.add(
        plugin, PluginFinding(name: "loading", fault: error.description, note: nil))
    }
    if json {
      try Output.result(report.document)
    } else {
      for line in report.verdict { try Output.result(line) }
    }
    if report.faultCount > 0 { throw Failure("", .failed) }
  }

  /// How a process that inspects is started: this program once more.
  private var inspection: InspectionProcess {
    InspectionProcess(command: ["/proc/self/exe", "plugin", "inspect"])
  }

  private var more: [String] {
    [String(games ?? GameLaws.defaultGames)] + (plies.map { [String($0)] } ?? [])
  }

  /// Looks at the games of a library that is not opened here.
  private func check(
    libraryAt path: String, options: [String], _ report: inout PluginReport
  ) throws(Failure) {
    let (names, faults) = inspection.games(of: path)
    for fault in faults { try report.add(plugin, fault) }
    for name in chosen where !names.contains(name) && faults.isEmpty {
      throw Failure(
        "unknown game '\(name)'; \(hint(for: name, in: names, plural: "games"))", .usage)
    }
    for name in names where chosen.isEmpty || chosen.contains(name) {
      let findings = inspection.inspect(
        name, of: path, options: options, steps: steps, more: more)
      for finding in findings { try report.add(name, finding) }
    }
  }

  /// Looks at a game that was found by its name.
  private func check(
    _ registration: GameRegistration, _ report: inout PluginReport
  ) throws(Failure) {
    let name = registration.name
    let game: any Game
    do throws(GameOptionError) {
      game = try GameSource.game(of: registration, options: option)
    } catch {
      try report.add(name, PluginFinding(name: "loading", fault: "\(error)", note: nil))
      return
    }
    if let served = game as? ProcessGame {
      try check(served, &report)
      return
    }
    let library = (game as? ExternalGame)?.libraryPath
    // The library is opened by itself, without the values that a manifest gives.
    let values = library == nil ? [] : registration.options.map(\.assignment)
    let findings = inspection.inspect(
      name, of: library ?? InspectionProcess.program, options: values + option, steps: steps,
      more: more)
    for finding in findings { try report.add(name, finding) }
  }

  /// Looks at a game in a program of its own.
  private func check(_ game: ProcessGame, _ report: inout PluginReport) throws(Failure) {
    let name = game.specification.name
    let inspection = try game.inspect(steps: steps) { (finding) throws(Failure) in
      try report.add(name, finding)
    }
    // What is wrong there breaks laws, too, and each of them would be told.
    guard inspection.isSound else { return }
    let laws = GameLaws(
      games: games ?? GameLaws.defaultGames, seconds: games == nil ? 60 : nil,
      except: game.canReseed ? [] : [.reseeding], maximumPlies: plies ?? inspection.plies)
    let findings = laws.findings(of: game) { game.incidents.contains(where: \.isFinal) }
    for incident in game.incidents.sorted(by: { $0.isFinal && !$1.isFinal }) {
      try report.add(name, PluginFinding(name: "process", fault: "\(incident)", note: nil))
      // From there on the game was another one.
      if incident.isFinal { return }
    }
    for finding in findings { try report.add(name, finding) }
  }
}
