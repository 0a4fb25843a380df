import CGamePlugin
public import GameProtocol
import Glibc

/// Looks at the games of a library, or at one of the program itself, in processes of their own, so that
/// a library that crashes, hangs or ends its process is told apart from a sound one by a finding like any
/// other.
///
/// The program that is started hands its arguments to `serve`.
public struct InspectionProcess: Sendable {
  /// How such a process is started: the program and its first arguments.
  public var command: [String]

  /// How long a process may be silent, in seconds.
  public var patience: Int

  /// Stands for the file of a library where a game of the program itself is meant.
  public static let program = ":program"

  /// Makes a way to inspect.
  ///
  /// - Parameters:
  ///   - command: The program and its first arguments.
  ///   - patience: How long a process may be silent, in seconds.
  public init(command: [String], patience: Int = 120) {
    self.command = command
    self.patience = patience
  }

  /// The names of the games of a library.
  ///
  /// - Parameter path: The file.
  /// - Returns: The names, and what is wrong if the library cannot be used.
  public func games(of path: String) -> (names: [String], faults: [PluginFinding]) {
    let (lines, faults) = run(["games", path])
    return (
      lines.compactMap { $0.kind == "game" ? $0.fields.first : nil },
      lines.compactMap(\.finding) + faults
    )
  }

  /// Looks at a game: in a first process everything but the reading of saved states, which happens in
  /// a second one that has never seen them.
  ///
  /// - Parameters:
  ///   - name: The name of the game.
  ///   - path: The file of its library, or `program`.
  ///   - options: The options of the game, as the `making` of `serve` reads them.
  ///   - steps: The number of random steps for each property.
  ///   - more: Arguments for the `more` of `serve`.
  /// - Returns: One finding for each property.
  public func inspect(
    _ name: String, of path: String, options: [String] = [], steps: Int = 1000,
    more: [String] = []
  ) -> [PluginFinding] {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? P_tmpdir
    var template = Array((folder + "/tesuji-inspection-XXXXXX").utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      return [
        PluginFinding(
          name: "inspection", fault: "there is no room for a temporary file", note: nil)
      ]
    }
    close(descriptor)
    let file = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(file) }
    let game = [path, name, String(options.count)] + options
    let (lines, faults) = run(["inspect"] + game + [String(steps), file] + more)
    var findings = lines.compactMap(\.finding) + faults
    // States are saved where they can be, and nothing is wrong at the border.
    let isSaved =
      findings.contains { $0.name == "serialization" && $0.fault == nil && $0.note == nil }
      && findings.allSatisfy { $0.fault == nil || $0.name == Self.laws }
    guard isSaved, faults.isEmpty else { return findings }
    let (second, trouble) = run(["continue"] + game + [String(steps), file])
    findings += second.compactMap(\.finding) + trouble
    return findings
  }

  /// What the findings of the `more` of `serve` are called.
  public static let laws = "laws"

  /// Does what a process was started for.
  ///
  /// - Parameters:
  ///   - arguments: What follows the command.
  ///   - own: Finds a game of the program itself.
  ///   - make: Makes a game with the options that `inspect` was given.
  ///   - more: Looks at a game that has no fault at the border; takes the arguments that
  ///     `inspect` was given for it, and what to call now and then so that it does not seem to hang.
  /// - Returns: The exit status.
  public static func serve(
    _ arguments: [String], own: (String) -> GameRegistration? = { _ in nil },
    making make: (GameRegistration, [String]) throws(GameOptionError) -> any Game = {
      (registration, _) throws(GameOptionError) in try registration.game()
    },
    more: (any Game, [String], _ isAlive: @escaping () -> Void) -> [PluginFinding] = { _, _, _ in []
    }
  ) -> Int32 {
    // Before the library is loaded, which might crash at once.
    PluginTable.watch(descriptor: STDOUT_FILENO, prefix: "crash\t")
    guard arguments.count >= 2 else { return 64 }
    let path = arguments[1]
    if path == program {
      guard let request = Request(arguments), let registration = own(request.name) else {
        return 64
      }
      do {
        let game = try make(registration, request.options)
        let exported = try ExternalGame(exporting: game)
        return serve(request, exported.rules) { more(game, $0, $1) }
      } catch {
        return refuse("\(error)")
      }
    }
    let library: PluginLibrary
    InspectionLine(kind: "begin", fields: ["loading"]).send()
    do throws(PluginError) {
      let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
      library = try PluginLibrary(path: path, folders: [folder.isEmpty ? "/" : folder])
    } catch {
      return refuse(error.description)
    }
    if arguments[0] == "games" {
      for game in library.games { InspectionLine(kind: "game", fields: [game.name]).send() }
      InspectionLine.end.send()
      return 0
    }
    guard let request = Request(arguments),
      let registration = library.games.first(where: { $0.name == request.name })
    else { return 64 }
    do throws(GameOptionError) {
      guard let game = try make(registration, request.options) as? ExternalGame else { return 64 }
      return serve(request, game.rules) { more(game, $0, $1) }
    } catch {
      return refuse(error.description)
    }
  }

  /// Says that there is no game to be looked at.
  private static func refuse(_ reason: String) -> Int32 {
    InspectionLine(PluginFinding(name: "loading", fault: reason, note: nil)).send()
    return 0
  }

  /// What is asked about a game, in the order of the arguments after the library's file.
  private struct Request {
    var kind: String
    var name: String
    var options: [String]
    var steps: Int
    var file: String
    var more: [String]

    init?(_ arguments: [String]) {
      guard arguments.count >= 6, let count = Int(arguments[3]), count >= 0,
        arguments.count >= 6 + count, let steps = Int(arguments[4 + count])
      else { return nil }
      (kind, name, self.steps) = (arguments[0], arguments[2], steps)
      options = Array(arguments[4..<4 + count])
      file = arguments[5 + count]
      more = Array(arguments[(6 + count)...])
    }
  }

  /// Looks at a game as it is asked to.
  private static func serve(
    _ request: Request, _ rules: ExternalRules,
    more: ([String], _ isAlive: @escaping () -> Void) -> [PluginFinding]
  ) -> Int32 {
    let inspector = Inspector(rules: rules, steps: request.steps)
    switch request.kind {
    case "inspect":
      var isSound = true
      inspector.inspect { finding in
        if finding.fault != nil { isSound = false }
        InspectionLine(finding).send()
      } beginning: { name in
        InspectionLine(kind: "begin", fields: [name]).send()
      }
      if isSound && rules.can(GP_CAN_SERIALIZE) {
        InspectionLine(kind: "begin", fields: ["serialization"]).send()
        inspector.save(to: request.file)
      }
      if isSound {
        let beginning = InspectionLine(kind: "begin", fields: [laws])
        beginning.send()
        for finding in more(request.more, beginning.send) {
          InspectionLine(finding).send()
        }
      }
    case "continue":
      let name = "serialization in a fresh process"
      InspectionLine(kind: "begin", fields: [name]).send()
      InspectionLine(
        inspector.finding(name) { () throws(Inspector.Fault) -> String? in
          try inspector.check(savedAt: request.file)
        }
      ).send()
    default: return 64
    }
    InspectionLine.end.send()
    return 0
  }

  /// Runs a process to its end.
  ///
  /// - Parameter arguments: What follows the command.
  /// - Returns: What it said, and what is wrong if it did not end as it should.
  private func run(_ arguments: [String]) -> ([InspectionLine], [PluginFinding]) {
    guard let child = ChildProcess(command + arguments) else {
      let fault = "'\(command.first ?? "")' cannot be started"
      return ([], [PluginFinding(name: "inspection", fault: fault, note: nil)])
    }
    var lines: [InspectionLine] = []
    var property = "loading"
    var crash: String?
    while let text = child.line(patience: patience) {
      guard let line = InspectionLine(text) else { continue }
      switch line.kind {
      case "begin": property = line.fields.first ?? property
      case "crash": crash = line.fields.first
      default: lines.append(line)
      }
    }
    let end = child.wait(patience: patience)
    // A library that could not be loaded has said so.
    let isComplete = lines.contains { $0.kind == "end" || $0.finding?.name == "loading" }
    if isComplete && end == .exit(0) && crash == nil { return (lines, []) }
    let fault =
      switch end {
      case .silent: "says nothing for \(patience) seconds"
      case .signal(let number): crash ?? "the process ended by signal \(number)"
      case .exit(let status): crash ?? "the process ended with status \(status)"
      }
    return (lines, [PluginFinding(name: property, fault: fault, note: nil)])
  }
}
