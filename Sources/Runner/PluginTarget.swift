import ExternalGames
import Foundation
import GameProtocol
import Runs

/// What `plugin check` is asked to look at.
enum PluginTarget {
  /// A library, which is not opened, and the options that a manifest gives its games.
  case library(path: String, options: [String])
  /// A game.
  case game(GameRegistration)
  /// A manifest that is none.
  case broken(PluginError)

  /// Finds out what a text names.
  ///
  /// - Parameter text: A file or the name of a game.
  /// - Throws: `Failure` if it is neither.
  init(_ text: String) throws(Failure) {
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: text, isDirectory: &isFolder)
    if text.hasSuffix(".so"), !isFolder.boolValue {
      self = .library(path: text, options: [])
      return
    }
    if text.hasSuffix(".json"), !isFolder.boolValue {
      do throws(PluginError) {
        self = Self.manifest(try PluginManifest(path: text))
      } catch {
        self = .broken(error)
      }
      return
    }
    do throws(Failure) {
      self = .game(try GameSource.registration(named: text))
    } catch {
      let expected = "expected a library (.so), a manifest (.json) or the name of a game"
      if isThere {
        let kind = isFolder.boolValue ? "folder" : "file"
        throw Failure("found the \(kind) '\(text)', \(expected)", .usage)
      }
      if text.contains("/") && !text.contains(":") {
        throw Failure("there is no file '\(text)'; \(expected)", .usage)
      }
      throw error
    }
  }

  private static func manifest(_ manifest: PluginManifest) -> PluginTarget {
    switch manifest.kind {
    case .process: .game(manifest.registration())
    case .library:
      .library(
        path: manifest.command[0],
        options: manifest.options.map(\.assignment))
    }
  }
}

extension GameOption {
  /// The default as a text of the form `key=value`.
  var assignment: String {
    if case .text(let text) = fallback { return "\(name)=\(text)" }
    return "\(name)=\(fallback)"
  }
}
