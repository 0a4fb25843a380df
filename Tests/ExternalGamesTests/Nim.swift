import CGamePlugin

@testable import ExternalGames

/// The example in C, for tests that replace functions of its table.
enum Nim {
  /// The functions of its library, which stays loaded.
  nonisolated(unsafe) static let functions: gp_plugin_v1 = {
    do {
      let compiled = try Compiled()
      let path = try compiled.library("Plugins/Nim/nim.c", as: "nim")
      return try PluginTable(loading: path).functions
    } catch {
      preconditionFailure("Nim does not load: \(error)")
    }
  }()

  /// Makes the game.
  ///
  /// - Parameter change: Replaces functions.
  /// - Returns: The game.
  /// - Throws: `PluginError` if it is refused.
  static func rules(
    _ change: (inout gp_plugin_v1) -> Void = { _ in }
  ) throws(PluginError) -> ExternalRules {
    var functions = functions
    change(&functions)
    return try ExternalRules(PluginTable(&functions, path: "nim.so"), index: 0, name: "nim")
  }
}
