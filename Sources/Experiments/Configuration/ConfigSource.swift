/// Where a layer of configuration comes from.
public enum ConfigOrigin: Hashable, Sendable {
  /// What the program's structs say.
  case `default`
  /// What a game sets for itself.
  case game(String)
  /// A configuration shipped with the program, by name.
  case preset(String)
  /// A file, by the name it was given.
  case file(String)
  /// A `key.path=value` argument.
  case override
}

/// Where one value of a configuration comes from.
public struct ConfigSource: Hashable, Sendable, CustomStringConvertible {
  /// The layer.
  public let origin: ConfigOrigin
  /// The line in the layer's text, from 1, where there is a text.
  public let line: Int?

  /// Makes a source.
  ///
  /// - Parameters:
  ///   - origin: The layer.
  ///   - line: The line in the layer's text, from 1.
  public init(_ origin: ConfigOrigin, line: Int? = nil) {
    self.origin = origin
    self.line = line
  }

  /// The layer's name and the line.
  public var description: String {
    let name =
      switch origin {
      case .default: "default"
      case .game(let name): "game \(name)"
      case .preset(let name): "preset \(name)"
      case .file(let name): name
      case .override: "override"
      }
    guard let line else { return name }
    return "\(name):\(line)"
  }
}
