import Crypto
import FoundationEssentials
public import GameProtocol
import Glibc

/// A file that names a plugin and says how it is started; docs/process-plugins.md lists its keys.
public struct PluginManifest: Sendable {
  /// What a plugin is.
  public enum Kind: String, Sendable {
    /// A library that is loaded.
    case library
    /// A program that is started, and spoken to over pipes.
    case process
  }

  /// The manifest's own file.
  public let path: String

  /// The name of the plugin; for a process also that of its game.
  public let name: String

  /// What it is, in one line.
  public let summary: String

  /// What it is.
  public let kind: Kind

  /// The library alone, or the program and its arguments, with complete paths.
  public let command: [String]

  /// The options of its games with their defaults; for a library the values that it is given.
  public let options: [GameOption]

  /// The SHA-256 digest of the library or script, if the manifest has one: then it was checked.
  public let digest: String?

  /// How long an answer of a process may take, in seconds.
  public let timeout: Double

  /// The most processes that run at a time; by default one for each processor.
  public let serverCount: Int

  /// Reads a manifest.
  ///
  /// - Parameter path: The file.
  /// - Throws: `PluginError` if it is no manifest, or the digest is another one.
  public init(path: String) throws(PluginError) {
    func fault(_ reason: String) -> PluginError {
      PluginError(path: path, fault: .badManifest(reason))
    }
    guard let file = PluginLibrary.resolved(path), let data = Self.contents(of: file) else {
      throw fault("it cannot be read")
    }
    let members: Members
    do {
      members = try JSONDecoder().decode(Members.self, from: data)
    } catch {
      throw fault((error as? UnknownKey)?.reason ?? describe(error))
    }
    self.path = file
    name = members.name
    summary = members.summary ?? members.name
    guard GameSpecification.isPlainName(members.name) else {
      throw fault("found the name '\(members.name)', expected one of a-z, 0-9 and -")
    }
    guard let kind = Kind(rawValue: members.kind) else {
      throw fault("found the kind '\(members.kind)', expected 'library' or 'process'")
    }
    self.kind = kind
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    let command = Self.completed(members.command, of: kind, in: folder)
    self.command = command
    guard let program = command.first, !program.isEmpty else {
      throw fault("found an empty command, expected a program")
    }
    if kind == .library {
      guard command.count == 1 else {
        throw fault("found a command of \(command.count) parts, expected the library alone")
      }
      if members.timeout != nil || members.servers != nil {
        throw fault("found 'timeout' or 'servers', which only a process has")
      }
    }
    timeout = members.timeout ?? 60
    guard timeout > 0, timeout <= 86400 else {
      throw fault("found a timeout of \(timeout), expected seconds above 0, at most 86400")
    }
    serverCount = members.servers ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    guard 1...1024 ~= serverCount else {
      throw fault("found \(serverCount) servers, expected 1 to 1024")
    }
    options = (members.options ?? [:]).sorted { $0.key < $1.key }
      .map { GameOption($0.key, $0.value.value, $0.value.summary) }
    digest = members.sha256
    if let digest { try Self.check(digest, of: command, fault) }
  }

  /// The game of a process, ready for the list of games.
  ///
  /// - Parameters:
  ///   - game: What follows the colon in the name asked for; empty for the name alone.
  ///   - report: Is told of what goes wrong in play, from any thread.
  /// - Returns: The game's entry.
  public func registration(
    of game: String = "", report: @escaping @Sendable (ProcessIncident) -> Void = { _ in }
  ) -> GameRegistration {
    let plan = ProcessPlan(
      name: game.isEmpty ? name : "\(name):\(game)", game: game, command: command,
      timeout: timeout, serverCount: serverCount, report: report)
    return GameRegistration(name: plan.name, summary: summary, options: options) {
      options throws(GameOptionError) in
      var plan = plan
      plan.options = options.values
      do throws(ProcessError) {
        return ProcessGame(try ProcessRules(plan))
      } catch {
        // Of a server that answers, its own words are enough.
        let reason = if case .refused(_, let text) = error { text } else { "\(error)" }
        throw .refused(reason: "game '\(plan.name)' cannot be played: \(reason)")
      }
    }
  }

  /// The games of the library that this manifest names, with its values for their options.
  ///
  /// - Returns: The library, and its games.
  /// - Throws: `PluginError` if it cannot be loaded, or a game lacks an option.
  func library() throws(PluginError) -> (library: PluginLibrary, games: [GameRegistration]) {
    // The manifest lies in a plugin folder, and whoever put it there allows the folder it names.
    let file = command[0]
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    let library = try PluginLibrary(path: file, folders: [folder])
    var games: [GameRegistration] = []
    for game in library.games {
      let values = Dictionary(uniqueKeysWithValues: options.map { ($0.name, $0.fallback) })
      do throws(GameOptionError) {
        _ = try GameOptions(values, for: game.options)
      } catch {
        throw PluginError(path: path, fault: .badManifest("game '\(game.name)': \(error)"))
      }
      games.append(
        GameRegistration(
          name: game.name, summary: game.summary,
          options: game.options.map { option in
            var option = option
            if let value = values[option.name] { option.fallback = value }
            return option
          }
        ) { options throws(GameOptionError) in
          try game.game(
            options.values.filter { name, _ in
              options.given.contains(name) || values[name] != nil
            })
        })
    }
    return (library, games)
  }

  /// The members of the file.
  private struct Members: Decodable {
    var name: String
    var kind: String
    var command: [String]
    var summary: String?
    var options: [String: Option]?
    var sha256: String?
    var timeout: Double?
    var servers: Int?

    enum CodingKeys: String, CodingKey, CaseIterable {
      case name, kind, command, summary, options, sha256, timeout, servers
    }

    init(from decoder: any Decoder) throws {
      try UnknownKey.check(decoder, CodingKeys.allCases.map(\.rawValue))
      let container = try decoder.container(keyedBy: CodingKeys.self)
      name = try container.decode(String.self, forKey: .name)
      kind = try container.decode(String.self, forKey: .kind)
      command = try container.decode([String].self, forKey: .command)
      summary = try container.decodeIfPresent(String.self, forKey: .summary)
      options = try container.decodeIfPresent([String: Option].self, forKey: .options)
      sha256 = try container.decodeIfPresent(String.self, forKey: .sha256)
      timeout = try container.decodeIfPresent(Double.self, forKey: .timeout)
      servers = try container.decodeIfPresent(Int.self, forKey: .servers)
    }
  }

  /// An option: its default alone, or an object that also says what it does and of which type it is.
  private struct Option: Decodable {
    var value: OptionValue
    var summary = ""

    enum CodingKeys: String, CodingKey, CaseIterable {
      case `default`, summary, type
    }

    init(from decoder: any Decoder) throws {
      if let plain = try? decoder.singleValueContainer(), let value = Self.value(in: plain) {
        self.value = value
        return
      }
      try UnknownKey.check(decoder, CodingKeys.allCases.map(\.rawValue))
      let container = try decoder.container(keyedBy: CodingKeys.self)
      summary = try container.decodeIfPresent(String.self, forKey: .summary) ?? ""
      let type = try container.decodeIfPresent(String.self, forKey: .type)
      switch type {
      case "flag": value = .flag(try container.decode(Bool.self, forKey: .default))
      case "integer": value = .integer(try container.decode(Int.self, forKey: .default))
      case "number": value = .number(try container.decode(Double.self, forKey: .default))
      case "text": value = .text(try container.decode(String.self, forKey: .default))
      case nil:
        let plain = try container.superDecoder(forKey: .default).singleValueContainer()
        guard let found = Self.value(in: plain) else {
          throw DecodingError.dataCorruptedError(
            forKey: .default, in: container,
            debugDescription: "expected true or false, a number or a text")
        }
        value = found
      case .some(let type):
        throw DecodingError.dataCorruptedError(
          forKey: .type, in: container,
          debugDescription: "found '\(type)', expected flag, integer, number or text")
      }
    }

    private static func value(in container: any SingleValueDecodingContainer) -> OptionValue? {
      if let flag = try? container.decode(Bool.self) { return .flag(flag) }
      if let integer = try? container.decode(Int.self) { return .integer(integer) }
      if let number = try? container.decode(Double.self) { return .number(number) }
      return (try? container.decode(String.self)).map { .text($0) }
    }
  }

  /// A key that means nothing.
  private struct UnknownKey: Error {
    var reason: String

    /// Any key of an object.
    private struct Key: CodingKey {
      var stringValue: String
      var intValue: Int? { nil }
      init?(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    /// Checks that an object has no other keys.
    static func check(_ decoder: any Decoder, _ known: [String]) throws {
      let found = try decoder.container(keyedBy: Key.self).allKeys.map(\.stringValue)
      guard let unknown = found.sorted().first(where: { !known.contains($0) }) else { return }
      let place = decoder.codingPath.isEmpty ? "" : " in '\(decoder.codingPath[0].stringValue)'"
      throw UnknownKey(
        reason: "found the unknown key '\(unknown)'\(place), expected "
          + known.joined(separator: ", "))
    }
  }

  /// The command with complete paths: a library, a program if it has a slash, and arguments that name
  /// a file beside the manifest.
  private static func completed(
    _ command: [String], of kind: Kind, in folder: String
  ) -> [String] {
    command.enumerated().map { index, part in
      if part.hasPrefix("/") || part.isEmpty { return part }
      let file = folder + "/" + part
      let isPath = index == 0 && (kind == .library || part.contains("/"))
      return isPath || isFile(file) ? file : part
    }
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func contents(of path: String) -> Data? {
    try? Data(contentsOf: URL(filePath: path))
  }

  /// Checks the digest of the last part of the command that is a file.
  private static func check(
    _ digest: String, of command: [String], _ fault: (String) -> PluginError
  ) throws(PluginError) {
    guard let file = command.last(where: { $0.contains("/") && isFile($0) }),
      let data = contents(of: file)
    else { throw fault("found a sha256, but no part of the command is a file") }
    let found = SHA256.hash(data: data).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    guard found == digest.lowercased() else {
      throw fault("found \(file) with the sha256 \(found), expected \(digest)")
    }
  }
}
