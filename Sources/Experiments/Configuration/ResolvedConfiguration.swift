internal import Crypto

/// A configuration with all its layers merged, checked and decoded.
public struct ResolvedConfiguration<Value: Codable & Sendable>: Sendable {
  /// The decoded configuration.
  public let value: Value
  /// Every value, defaults included, without the format version.
  public let values: ConfigValue

  private let sources: [ConfigPath: ConfigSource]
  private let docs: [ConfigPath: KeyDoc]

  init(
    value: Value, values: ConfigValue, sources: [ConfigPath: ConfigSource],
    docs: [ConfigPath: KeyDoc]
  ) {
    self.value = value
    self.values = values
    self.sources = sources
    self.docs = docs
  }

  /// The canonical text: JSON with sorted keys, one a line, every default included.
  ///
  /// Fed back as a layer it gives the same configuration and the same text.
  public var canonicalJSON: String {
    guard case .table(var entries) = values else { return CanonicalJSON.text(values) }
    entries["version"] = .integer(configurationFormatVersion)
    return CanonicalJSON.text(.table(entries))
  }

  /// The configuration's identity: the git blob id of the canonical text, 40 hexadecimal digits.
  public var identity: String { gitBlobID(of: Array(canonicalJSON.utf8)) }

  /// Where the value at a path comes from.
  ///
  /// - Parameter path: The key.
  /// - Returns: The layer that set it, or the defaults.
  public func source(of path: ConfigPath) -> ConfigSource {
    sources[path] ?? ConfigSource(.default)
  }

  /// One row per key: its value, where that comes from, what the key means and what the paper says.
  public func explain() -> [ExplainedKey] {
    values.leaves.map { leaf in
      ExplainedKey(
        path: leaf.path, value: leaf.value, source: source(of: leaf.path), doc: doc(of: leaf.path))
    }
  }

  /// The documentation of a key, or of the table with free keys around it.
  private func doc(of path: ConfigPath) -> KeyDoc? {
    docs[path] ?? docs[path.parent]
  }
}

/// What is known about one key of a resolved configuration.
public struct ExplainedKey: Hashable, Sendable {
  /// The key.
  public let path: ConfigPath
  /// Its value.
  public let value: ConfigValue
  /// The layer that set it.
  public let source: ConfigSource
  /// What it means, and the paper's value.
  public let doc: KeyDoc?
}

/// The name git gives to a file of these bytes: 40 hexadecimal digits.
///
/// - Parameter bytes: The file's contents.
/// - Returns: The SHA-1 of git's header and the bytes.
func gitBlobID(of bytes: [UInt8]) -> String {
  var hash = Insecure.SHA1()
  hash.update(data: Array("blob \(bytes.count)\0".utf8))
  hash.update(data: bytes)
  return hexadecimal(hash.finalize())
}

/// Bytes as lower-case hexadecimal digits.
///
/// - Parameter bytes: Any bytes.
/// - Returns: Two digits a byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  var text = ""
  for byte in bytes {
    let digits = String(byte, radix: 16)
    text += digits.count == 1 ? "0" + digits : digits
  }
  return text
}
