/// A value of a configuration, whatever format it was written in.
///
/// A struct that leaves a part of its keys to somebody else (the options of a game) declares that part
/// as `[String: ConfigValue]`: such a table takes any key.
public enum ConfigValue: Hashable, Sendable {
  /// An optional key without a value.
  case null
  /// A truth value.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A finite floating-point number.
  case number(Double)
  /// A text.
  case text(String)
  /// Values in order.
  case list([ConfigValue])
  /// Values by key; always read in the order of the sorted keys.
  indirect case table([String: ConfigValue])

  /// The name of the value's type in messages.
  public var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "Bool"
    case .integer: "Int"
    case .number: "Double"
    case .text: "String"
    case .list: "list"
    case .table: "table"
    }
  }

  /// The value at a path below this one, or nothing.
  ///
  /// - Parameter path: The keys to follow.
  /// - Returns: The value there.
  public func value(at path: ConfigPath) -> ConfigValue? {
    var current = self
    for key in path.components {
      guard case .table(let entries) = current, let next = entries[key] else { return nil }
      current = next
    }
    return current
  }

  /// Every value that is not a table with keys in it, with its path, in the order of sorted keys.
  public var leaves: [(path: ConfigPath, value: ConfigValue)] {
    var found: [(path: ConfigPath, value: ConfigValue)] = []
    appendLeaves(at: ConfigPath(), to: &found)
    return found
  }

  private func appendLeaves(
    at path: ConfigPath, to found: inout [(path: ConfigPath, value: ConfigValue)]
  ) {
    guard case .table(let entries) = self, !entries.isEmpty else {
      found.append((path, self))
      return
    }
    for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
      value.appendLeaves(at: path.appending(key), to: &found)
    }
  }

  /// Puts a value at a path below this table, making the tables on the way.
  mutating func set(_ value: ConfigValue, at keys: ArraySlice<String>) {
    guard let key = keys.first else {
      self = value
      return
    }
    var entries: [String: ConfigValue] = [:]
    if case .table(let existing) = self { entries = existing }
    var child = entries[key] ?? .table([:])
    child.set(value, at: keys.dropFirst())
    entries[key] = child
    self = .table(entries)
  }
}

extension ConfigValue: CustomStringConvertible {
  /// The value on one line, as JSON.
  public var description: String { CanonicalJSON.line(self) }
}

extension ConfigValue: Codable {
  /// Reads a value of whatever type is there.
  ///
  /// - Parameter decoder: Where to read from.
  /// - Throws: What the decoder throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([ConfigValue].self) {
      self = .list(value)
    } else {
      self = .table(try container.decode([String: ConfigValue].self))
    }
  }

  /// Writes the value as the plain value that it is.
  ///
  /// - Parameter encoder: Where to write to.
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .boolean(let value): try container.encode(value)
    case .integer(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .table(let value): try container.encode(value)
    }
  }
}
