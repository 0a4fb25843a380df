import CGamePlugin
public import GameProtocol
import Glibc

/// A library of games that has been loaded; it stays loaded until the process ends.
public struct PluginLibrary: Sendable {
  /// The file.
  public let path: String

  /// The library's own name.
  public let name: String

  /// The library's own version.
  public let version: String

  /// The licence of the library.
  public let license: String

  /// Its games, ready for the list of games.
  public let games: [GameRegistration]

  /// Loads a library from one of the folders where libraries may lie.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - folders: The folders; a file elsewhere is not even opened.
  /// - Throws: `PluginError` if the file lies elsewhere, is no library of this version of the
  ///   interface, or has a game that cannot be played.
  public init(path: String, folders: [String]) throws(PluginError) {
    guard let file = Self.resolved(path) else {
      throw PluginError(path: path, fault: .notLoadable(reason: "there is no such file"))
    }
    let isAllowed = folders.compactMap(Self.resolved).contains { file.hasPrefix($0 + "/") }
    guard isAllowed else { throw PluginError(path: path, fault: .outsideFolders(folders)) }
    try self.init(PluginTable(loading: file))
  }

  /// Reads what a library offers.
  ///
  /// - Parameter table: The library.
  /// - Throws: `PluginError` if a game cannot be played.
  init(_ table: PluginTable) throws(PluginError) {
    path = table.path
    name = String(cString: table.functions.name)
    version = String(cString: table.functions.version)
    license = String(cString: table.functions.license)
    guard 1...1024 ~= table.functions.game_count else {
      throw PluginError(
        path: table.path,
        fault: .badGame(
          name: name, reason: "\(table.functions.game_count) games, expected 1 to 1024"))
    }
    var games: [GameRegistration] = []
    for index in 0..<table.functions.game_count {
      games.append(try Self.registration(of: index, in: table))
    }
    self.games = games
  }

  /// Loads every library of some folders.
  ///
  /// - Parameter folders: Folders; one that does not exist is empty.
  /// - Returns: What could be loaded, by path, and what could not.
  public static func all(in folders: [String]) -> (
    libraries: [PluginLibrary], faults: [PluginError]
  ) {
    var libraries: [PluginLibrary] = []
    var faults: [PluginError] = []
    var loaded: Set<String> = []
    for folder in folders {
      for file in files(in: folder) where file.hasSuffix(".so") {
        // A folder may be named twice, and a link lead to another file.
        if let path = resolved(folder + "/" + file), !loaded.insert(path).inserted { continue }
        do throws(PluginError) {
          libraries.append(try PluginLibrary(path: folder + "/" + file, folders: [folder]))
        } catch {
          faults.append(error)
        }
      }
    }
    return (libraries, faults)
  }

  private static func registration(
    of index: UInt32, in table: PluginTable
  ) throws(PluginError) -> GameRegistration {
    let given = table.call("game_name") { table.functions.game_name(index) }
    guard let name = given.map({ String(cString: $0) }),
      GameSpecification.isPlainName(name)
    else {
      throw PluginError(
        path: table.path,
        fault: .badGame(name: "\(index)", reason: "its name is not of a-z, 0-9 and -"))
    }
    _ = try ExternalRules(table, index: index, name: name)
    let line = table.call("game_summary") { table.functions.game_summary(index) }
    let summary = line.map { String(cString: $0) } ?? name
    return GameRegistration(
      name: name, summary: summary, options: options(of: index, in: table)
    ) { options throws(GameOptionError) in
      let given = options.values.filter { options.given.contains($0.key) }
      let json = jsonObject(given)
      do throws(PluginError) {
        return ExternalGame(try ExternalRules(table, index: index, name: name, options: json))
      } catch {
        throw .refused(reason: error.description)
      }
    }
  }

  private static func options(of game: UInt32, in table: PluginTable) -> [GameOption] {
    guard let describe = table.functions.game_option else { return [] }
    var options: [GameOption] = []
    while options.count < 1024 {
      var option = gp_option_v1()
      option.struct_size = UInt32(MemoryLayout<gp_option_v1>.size)
      let code = table.call("game_option") { describe(game, UInt32(options.count), &option) }
      guard code == 0, let name = option.name else { break }
      let text = option.fallback.map { String(cString: $0) } ?? ""
      let fallback: OptionValue =
        switch option.type {
        case 0: .flag(text == "true")
        case 1: .integer(Int(text) ?? 0)
        case 2: .number(Double(text) ?? 0)
        default: .text(text)
        }
      options.append(
        GameOption(
          String(cString: name), fallback, option.summary.map { String(cString: $0) } ?? ""))
    }
    return options
  }

  /// The file behind all links of a path, or `nil` if there is none.
  static func resolved(_ path: String) -> String? {
    guard let pointer = realpath(path, nil) else { return nil }
    defer { free(pointer) }
    return String(cString: pointer)
  }

  /// The names in a folder, in order.
  static func files(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.sorted()
  }
}

/// Options as a JSON object, by ascending names.
///
/// - Parameter options: The options.
/// - Returns: The object on one line.
func jsonObject(_ options: [String: OptionValue]) -> String {
  func quoted(_ text: String) -> String {
    let body = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": return "\\\""
      case "\\": return "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: return String(scalar)
      }
    }
    return "\"" + body.joined() + "\""
  }
  let members = options.sorted { $0.key < $1.key }.map { name, value in
    switch value {
    case .text(let text): quoted(name) + ":" + quoted(text)
    default: quoted(name) + ":" + value.description
    }
  }
  return "{" + members.joined(separator: ",") + "}"
}
