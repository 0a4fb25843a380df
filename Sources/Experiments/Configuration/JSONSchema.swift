extension ConfigurationSchema {
  /// The schema as a JSON Schema document (draft 2020-12), for editors that complete and check files.
  public var jsonSchema: String {
    guard case .table(var entries) = JSONSchema.schema(root, at: ConfigPath(), docs),
      case .table(var properties)? = entries["properties"]
    else { return "" }
    properties["version"] = .table([
      "const": .integer(configurationFormatVersion),
      "description": .text("The version of the configuration format."),
    ])
    entries["properties"] = .table(properties)
    entries["$schema"] = .text("https://json-schema.org/draft/2020-12/schema")
    return CanonicalJSON.text(.table(entries))
  }
}

/// Writes schemas in the vocabulary of JSON Schema.
private enum JSONSchema {
  static func schema(
    _ node: SchemaNode, at path: ConfigPath, _ docs: [ConfigPath: KeyDoc]
  ) -> ConfigValue {
    var entries: [String: ConfigValue]
    switch node {
    case .table(let nodes):
      entries = ["type": .text("object"), "additionalProperties": .boolean(false)]
      var properties: [String: ConfigValue] = [:]
      for (key, node) in nodes { properties[key] = schema(node, at: path.appending(key), docs) }
      entries["properties"] = .table(properties)
    case .freeForm(let values):
      entries = ["type": .text("object"), "default": .table(values)]
    case .leaf(let type, let isOptional, let defaultValue):
      entries = schema(type, at: path, docs)
      entries["default"] = defaultValue
      if isOptional, let type = entries["type"] { entries["type"] = .list([type, .text("null")]) }
      if isOptional, case .list(let names)? = entries["enum"] {
        entries["enum"] = .list(names + [.null])
      }
    }
    if let doc = docs[path] {
      let paper = doc.paper.map { " Paper: \($0)." } ?? ""
      entries["description"] = .text(doc.summary + paper)
    }
    return .table(entries)
  }

  private static func schema(
    _ type: ConfigType, at path: ConfigPath, _ docs: [ConfigPath: KeyDoc]
  ) -> [String: ConfigValue] {
    switch type {
    case .boolean: return ["type": .text("boolean")]
    case .integer(let range):
      var entries: [String: ConfigValue] = ["type": .text("integer")]
      if range.lowerBound != Int.min { entries["minimum"] = .integer(range.lowerBound) }
      if range.upperBound != Int.max { entries["maximum"] = .integer(range.upperBound) }
      return entries
    case .number: return ["type": .text("number")]
    case .text: return ["type": .text("string")]
    case .choice(let names):
      return ["type": .text("string"), "enum": .list(names.map(ConfigValue.text))]
    case .list(let element):
      let inner = path.appending("[]")
      return ["type": .text("array"), "items": .table(schema(element, at: inner, docs))]
    case .section(let node):
      guard case .table(let entries) = schema(node, at: path, docs) else { return [:] }
      return entries
    case .any: return [:]
    }
  }
}
