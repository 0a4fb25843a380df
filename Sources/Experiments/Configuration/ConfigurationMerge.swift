/// Lays layers over the defaults of a schema, checking every key and type on the way.
struct ConfigurationMerge {
  let schema: SchemaNode
  private(set) var values: ConfigValue
  private(set) var sources: [ConfigPath: ConfigSource] = [:]
  private(set) var problems: [ConfigProblem] = []

  init(schema: SchemaNode) {
    self.schema = schema
    values = schema.defaultValue
  }

  /// Lays one more layer over what is there.
  mutating func add(_ layer: ConfigLayer) {
    var entries = layer.values
    if case .table(var table) = entries, let version = table.removeValue(forKey: "version") {
      checkVersion(version, in: layer)
      entries = .table(table)
    }
    values = merged(entries, over: values, by: schema, at: ConfigPath(), in: layer)
  }

  /// The layer that set a value, or the nearest list or table around it; nothing for a default.
  func source(of path: ConfigPath) -> ConfigSource? {
    var place = path
    while !place.components.isEmpty {
      if let source = sources[place] { return source }
      place = place.parent
    }
    return nil
  }

  private mutating func checkVersion(_ version: ConfigValue, in layer: ConfigLayer) {
    let present = configurationFormatVersion
    guard case .integer(let number) = version else {
      report("'version' wants Int, got \(version.typeName)", at: ConfigPath(["version"]), in: layer)
      return
    }
    if number != present {
      report(
        "this configuration has format version \(number); this program reads version \(present)",
        at: ConfigPath(["version"]), in: layer)
    }
  }

  private mutating func report(_ message: String, at path: ConfigPath, in layer: ConfigLayer) {
    problems.append(ConfigProblem(message, place: layer.source(of: path).description))
  }

  private mutating func merged(
    _ value: ConfigValue, over current: ConfigValue, by node: SchemaNode, at path: ConfigPath,
    in layer: ConfigLayer
  ) -> ConfigValue {
    switch node {
    case .leaf(let type, let isOptional, _):
      guard let checked = checked(value, type, isOptional: isOptional, at: path, in: layer) else {
        return current
      }
      sources[path] = layer.source(of: path)
      return checked
    case .freeForm:
      guard case .table(let entries) = value, case .table(var merged) = current else {
        report("'\(path)' wants table, got \(value.typeName)", at: path, in: layer)
        return current
      }
      for (key, value) in entries {
        merged[key] = value
        sources[path.appending(key)] = layer.source(of: path.appending(key))
      }
      return .table(merged)
    case .table(let nodes):
      guard case .table(let entries) = value, case .table(var merged) = current else {
        report("'\(path)' wants table, got \(value.typeName)", at: path, in: layer)
        return current
      }
      for key in inReadingOrder(entries.keys, at: path, in: layer) {
        let inner = path.appending(key)
        guard let node = nodes[key], let value = entries[key], let current = merged[key] else {
          report(unknownKey(key, at: path, keysHere: nodes.keys.sorted()), at: inner, in: layer)
          continue
        }
        merged[key] = self.merged(value, over: current, by: node, at: inner, in: layer)
      }
      return .table(merged)
    }
  }

  private func inReadingOrder(
    _ keys: some Sequence<String>, at path: ConfigPath, in layer: ConfigLayer
  ) -> [String] {
    let places = keys.map { key in
      let position = layer.positions[path.appending(key)] ?? TextPosition(line: 0, column: 0)
      return (position.line, position.column, key)
    }
    return places.sorted { $0 < $1 }.map(\.2)
  }

  private func unknownKey(_ key: String, at path: ConfigPath, keysHere: [String]) -> String {
    let unknown = "unknown key '\(path.appending(key))'"
    if let near = suggestion(for: key, among: keysHere) {
      return "\(unknown); did you mean '\(path.appending(near))'?"
    }
    let everywhere = schema.leaves.map(\.path)
    if let near = suggestion(for: key, among: everywhere.compactMap(\.leaf)) {
      let candidates = everywhere.filter { $0.leaf == near }
      let names = candidates.prefix(3).map { "'\($0)'" }.joined(separator: " or ")
      return "\(unknown); did you mean \(names)?"
    }
    return "\(unknown); keys here: \(keysHere.joined(separator: ", "))"
  }

  /// The value in the form its type wants, or nothing after reporting why it has none.
  private mutating func checked(
    _ value: ConfigValue, _ type: ConfigType, isOptional: Bool = false, at path: ConfigPath,
    in layer: ConfigLayer
  ) -> ConfigValue? {
    if isOptional, value == .null || layer.rawValue == "null" { return .null }
    switch (type, value) {
    case (.any, _), (.boolean, .boolean), (.number, .number), (.text, .text): return value
    case (.number, .integer(let whole)): return .number(Double(whole))
    case (.integer(let range), .integer(let whole)):
      if range.contains(whole) { return value }
      report(
        "'\(path)' wants Int from \(range.lowerBound) to \(range.upperBound), got \(whole)",
        at: path, in: layer)
      return nil
    case (.text, _) where layer.rawValue != nil && !value.isContainer:
      return layer.rawValue.map(ConfigValue.text)
    case (.choice(let names), .text(let name)):
      if names.contains(name) { return value }
      let hint = suggestion(for: name, among: names).map { "; did you mean '\($0)'?" } ?? ""
      let list = names.map { "'\($0)'" }.joined(separator: ", ")
      report("'\(path)' wants one of \(list), got '\(name)'\(hint)", at: path, in: layer)
      return nil
    case (.list(let element), .list(let values)):
      var result: [ConfigValue] = []
      for (index, value) in values.enumerated() {
        let inner = path.appending("[\(index)]")
        guard let checked = checked(value, element, at: inner, in: layer) else { continue }
        result.append(checked)
      }
      return result.count == values.count ? .list(result) : nil
    case (.section(let node), .table):
      return merged(value, over: node.defaultValue, by: node, at: path, in: layer)
    default:
      report("'\(path)' wants \(type.name), got \(value.typeName)", at: path, in: layer)
      return nil
    }
  }
}

/// The version of the configuration format that this program reads and writes.
public let configurationFormatVersion = 1

extension ConfigValue {
  /// Whether the value holds others.
  fileprivate var isContainer: Bool {
    switch self {
    case .list, .table: true
    default: false
    }
  }
}
