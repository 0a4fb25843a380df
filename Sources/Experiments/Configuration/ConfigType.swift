/// What a key of a configuration accepts.
public indirect enum ConfigType: Hashable, Sendable {
  /// `true` or `false`.
  case boolean
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A floating-point number; a whole number is accepted.
  case number
  /// A text.
  case text
  /// One of a few texts.
  case choice([String])
  /// Any number of values of one type.
  case list(ConfigType)
  /// A table with keys of its own, as an element of a list.
  case section(SchemaNode)
  /// Any value.
  case any

  /// The type's name in messages.
  public var name: String {
    switch self {
    case .boolean: "Bool"
    case .integer: "Int"
    case .number: "Double"
    case .text, .choice: "String"
    case .list(let element): "[\(element.name)]"
    case .section: "table"
    case .any: "any value"
    }
  }
}

/// One node of a configuration's schema: the keys, their types and their defaults.
public indirect enum SchemaNode: Hashable, Sendable {
  /// A section: exactly these keys.
  case table([String: SchemaNode])
  /// A table that takes any key, with what it holds when nobody says otherwise.
  case freeForm([String: ConfigValue])
  /// A value; an optional one accepts `null`.
  case leaf(ConfigType, isOptional: Bool, defaultValue: ConfigValue)

  /// What the node holds when no layer sets anything.
  public var defaultValue: ConfigValue {
    switch self {
    case .table(let nodes): .table(nodes.mapValues(\.defaultValue))
    case .freeForm(let values): .table(values)
    case .leaf(_, _, let value): value
    }
  }

  /// Every key that is not a section, with its path, in the order of the sorted keys.
  public var leaves: [(path: ConfigPath, node: SchemaNode)] {
    var found: [(path: ConfigPath, node: SchemaNode)] = []
    appendLeaves(at: ConfigPath(), to: &found)
    return found
  }

  private func appendLeaves(
    at path: ConfigPath, to found: inout [(path: ConfigPath, node: SchemaNode)]
  ) {
    guard case .table(let nodes) = self else {
      found.append((path, self))
      return
    }
    for (key, node) in nodes.sorted(by: { $0.key < $1.key }) {
      node.appendLeaves(at: path.appending(key), to: &found)
    }
  }
}
