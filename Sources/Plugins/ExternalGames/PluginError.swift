/// Why a library cannot be used.
public struct PluginError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Fault: Hashable, Sendable {
    /// The file lies in none of the folders from which libraries may be loaded.
    case outsideFolders([String])
    /// The system cannot load the file.
    case notLoadable(reason: String)
    /// The file is no game library: it does not export the one function.
    case noSymbol(String)
    /// The library says that it cannot serve this program.
    case refusesHost
    /// The library speaks another version of the interface.
    case wrongVersion(found: UInt32, expected: UInt32)
    /// The table of functions ends before a field that is needed.
    case truncatedTable(size: Int, field: String)
    /// The table has no function where one is needed.
    case missingFunction(String, reason: String)
    /// A game's own facts do not fit together.
    case badGame(name: String, reason: String)
    /// The file that should describe a plugin does not.
    case badManifest(String)
  }

  /// The file.
  public var path: String

  /// What is wrong with it.
  public var fault: Fault

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - fault: What is wrong with it.
  public init(path: String, fault: Fault) {
    self.path = path
    self.fault = fault
  }

  /// What was found and what was expected.
  public var description: String {
    switch fault {
    case .outsideFolders(let folders):
      let list = folders.isEmpty ? "there are none" : folders.joined(separator: ", ")
      return "\(path): not in one of the plugin folders (\(list))"
    case .notLoadable(let reason): return "\(path): cannot be loaded: \(reason)"
    case .noSymbol(let name): return "\(path): not a game plugin, it does not export '\(name)'"
    case .refusesHost: return "\(path): the plugin refuses this program"
    case .wrongVersion(let found, let expected):
      return "\(path): made for version \(found) of the plugin interface, expected \(expected)"
    case .truncatedTable(let size, let field):
      return "\(path): the table of functions has \(size) bytes and ends before '\(field)'"
    case .missingFunction(let name, let reason):
      return "\(path): the table of functions lacks '\(name)', which is \(reason)"
    case .badGame(let name, let reason): return "\(path): game '\(name)': \(reason)"
    case .badManifest(let reason): return "\(path): not a plugin manifest: \(reason)"
    }
  }
}
