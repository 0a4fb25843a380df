public import GameProtocol

/// Which game a record is of: a record is only ever replayed through the same one.
public struct GameIdentity: Hashable, Sendable, CustomStringConvertible {
  /// The name under which the game is listed.
  public var name: String

  /// The version of its rules and encodings.
  public var version: Int

  /// The first eight bytes of the SHA-256 of the options, as lines `key=value` by ascending key.
  public var optionsDigest: UInt64

  /// Names a game.
  ///
  /// - Parameters:
  ///   - specification: The facts of the game.
  ///   - options: The options that it was made with; `nil` for a game without any.
  public init(_ specification: GameSpecification, options: GameOptions? = nil) {
    name = specification.name
    version = specification.version
    var lines = ""
    for (key, value) in (options?.values ?? [:]).sorted(by: { $0.key < $1.key }) {
      lines += "\(key)=\(value)\n"
    }
    let digest = ContentDigest(of: Array(lines.utf8))
    optionsDigest = digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Takes the parts of an identity that was recorded.
  init(name: String, version: Int, optionsDigest: UInt64) {
    self.name = name
    self.version = version
    self.optionsDigest = optionsDigest
  }

  /// Name, version and options, as an error text shows them.
  public var description: String {
    "\(name) version \(version), options \(String(optionsDigest, radix: 16))"
  }
}
