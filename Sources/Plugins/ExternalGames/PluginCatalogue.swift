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
    var manifests:
      [(
        manifest: PluginManifest, named: (library: PluginLibrary, games: [GameRegistration])?
      )] = []
    var read: Set<String> = []
    for folder in folders {
      for file in PluginLibrary.files(in: folder) where file.hasSuffix(".json") {
        let path = folder + "/" + file
        // A folder may be named twice.
        if !read.insert(PluginLibrary.resolved(path) ?? path).inserted { continue }
        do throws(PluginError) {
          let manifest = try PluginManifest(path: path)
          let named = try manifest.kind == .library ? manifest.library() : nil
          manifests.append((manifest, named))
        } catch {
          faults.append(error)
        }
      }
    }
    // A library that lies in a folder itself has been found already; a manifest that names it wins.
    let named = Set(manifests.compactMap { $0.named?.library.path })
    libraries.removeAll { named.contains($0.path) }
    for library in libraries { _ = add(library.games, of: library.path) }
    for (manifest, named) in manifests {
      if let named {
        if add(named.games, of: manifest.path) { libraries.append(named.library) }
      } else if add([manifest.registration(report: report)], of: manifest.path) {
        processes.append(manifest)
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
