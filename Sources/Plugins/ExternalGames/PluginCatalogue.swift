public import GameProtocol

/// All plugins of some folders: libraries, and the manifests of processes and libraries.
public struct PluginCatalogue: Sendable {
  /// The libraries that could be loaded.
  public let libraries: [PluginLibrary]

  /// The manifests of processes, none of which has been started.
  public let processes: [PluginManifest]

  /// What could not be used, and why.
  public let faults: [PluginError]

  /// The games that can be listed, by plugin; a process under its name alone.
  public let games: [GameRegistration]

  private let report: @Sendable (ProcessIncident) -> Void

  /// Looks through folders.
  ///
  /// - Parameters:
  ///   - folders: Folders; one that does not exist is empty.
  ///   - report: Is told of what goes wrong in play with a process, from any thread.
  public init(
    folders: [String], report: @escaping @Sendable (ProcessIncident) -> Void = { _ in }
  ) {
    self.report = report
    var (libraries, faults) = PluginLibrary.all(in: folders)
    var processes: [PluginManifest] = []
    var games: [GameRegistration] = []
    /// Adds the games of a plugin whose names are free.
    func add(_ added: [GameRegistration], of path: String) -> Bool {
      var isAdded = false
      for game in added {
        if games.contains(where: { $0.name == game.name }) {
          faults.append(
            PluginError(
              path: path,
              fault: .badGame(
                name: game.name, reason: "another plugin has a game of this name, which is used")))
        } else {
          games.append(game)
          isAdded = true
        }
      }
      return isAdded
    }
    for library in libraries { _ = add(library.games, of: library.path) }
    var found = Set(libraries.map(\.path))
    for folder in folders {
      for file in PluginLibrary.files(in: folder) where file.hasSuffix(".json") {
        do throws(PluginError) {
          let manifest = try PluginManifest(path: folder + "/" + file)
          switch manifest.kind {
          case .process:
            if add([manifest.registration(report: report)], of: manifest.path) {
              processes.append(manifest)
            }
          case .library:
            let named = try manifest.library()
            // A library that lies in the folder itself has been found already; the manifest wins.
            if found.remove(named.library.path) != nil {
              libraries.removeAll { $0.path == named.library.path }
              games.removeAll { game in named.games.contains { $0.name == game.name } }
            }
            libraries.append(named.library)
            _ = add(named.games, of: manifest.path)
          }
        } catch {
          faults.append(error)
        }
      }
    }
    (self.libraries, self.processes, self.faults, self.games) = (
      libraries, processes, faults, games
    )
  }

  /// Finds a game.
  ///
  /// - Parameter name: The name of a listed game, or that of a process, a colon and whatever the
  ///   process makes of the rest, such as `gymnasium:CartPole-v1`.
  /// - Returns: The game's entry, or `nil` if no plugin has such a game.
  public func game(named name: String) -> GameRegistration? {
    if let game = games.first(where: { $0.name == name }) { return game }
    guard let colon = name.firstIndex(of: ":"), name.index(after: colon) < name.endIndex,
      let process = processes.first(where: { $0.name == name[..<colon] })
    else { return nil }
    return process.registration(of: String(name[name.index(after: colon)...]), report: report)
  }
}
