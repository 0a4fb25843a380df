/// What a configuration may say, and the way from its layers to one checked value.
///
/// The schema is the encoded default value of a struct: keys, types and defaults are written once, in
/// the struct. One key is added at the root, `version`, the version of the format itself.
public struct ConfigurationSchema<Value: Codable & Sendable>: Sendable {
  /// The value when no layer says anything.
  public let defaultValue: Value
  /// Keys, types and defaults.
  public let root: SchemaNode
  /// Documentation by path; keys of the elements of a list stand below `[]`.
  public let docs: [ConfigPath: KeyDoc]

  /// Makes the schema of a struct.
  ///
  /// - Precondition: The struct encodes as a table without a key `version`, and meets what
  ///   `TreeEncoder.tree(_:)` asks for.
  /// - Parameter defaultValue: The value whose fields are the defaults.
  public init(_ defaultValue: Value) {
    let tree = TreeEncoder.tree(defaultValue)
    guard case .table(let nodes) = tree.node, nodes["version"] == nil else {
      preconditionFailure("a configuration is a table without a key 'version'")
    }
    self.defaultValue = defaultValue
    root = tree.node
    docs = tree.docs
  }

  /// Lays the layers over the defaults, the last on top, and checks everything.
  ///
  /// - Parameter layers: The layers, the lowest first: a game's own, a preset, files, overrides.
  /// - Returns: The configuration with the source of every value.
  /// - Throws: All problems at once: unknown keys with suggestions, wrong types, values out of range.
  public func resolve(
    _ layers: [ConfigLayer]
  ) throws(ConfigurationError) -> ResolvedConfiguration<Value> {
    var merge = ConfigurationMerge(schema: root)
    for layer in layers { merge.add(layer) }
    var problems = merge.problems
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    let value: Value
    do {
      value = try TreeDecoder.decode(Value.self, from: merge.values)
    } catch {
      throw ConfigurationError([ConfigurationSchema.problem(error, merge)])
    }
    for complaint in TreeEncoder.tree(value).complaints {
      problems.append(
        ConfigProblem(
          "'\(complaint.path)' \(complaint.message)",
          place: merge.source(of: complaint.path)?.description))
    }
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    return ResolvedConfiguration(
      value: value, values: merge.values, sources: merge.sources, docs: docs)
  }

  /// The paths of the keys that no section documents; a test holds it empty.
  public var undocumentedKeys: [ConfigPath] {
    ConfigurationSchema.keys(of: root, at: ConfigPath()).filter { docs[$0] == nil }
  }

  /// The paths of documented keys that do not exist; a test holds it empty.
  public var superfluousDocs: [ConfigPath] {
    let keys = Set(ConfigurationSchema.keys(of: root, at: ConfigPath()))
    return docs.keys.filter { path in
      // A section may document a nested section as a whole.
      !keys.contains(path) && !keys.contains { $0.components.starts(with: path.components) }
    }.sorted()
  }

  private static func keys(of node: SchemaNode, at path: ConfigPath) -> [ConfigPath] {
    node.leaves.flatMap { leaf in
      let inner = ConfigPath(path.components + leaf.path.components)
      guard case .leaf(.list(.section(let element)), _, _) = leaf.node else { return [inner] }
      return [inner] + keys(of: element, at: inner.appending("[]"))
    }
  }

  private static func problem(
    _ error: any Error, _ merge: ConfigurationMerge
  ) -> ConfigProblem {
    let context: DecodingError.Context? =
      switch error {
      case DecodingError.typeMismatch(_, let context): context
      case DecodingError.valueNotFound(_, let context): context
      case DecodingError.keyNotFound(_, let context): context
      case DecodingError.dataCorrupted(let context): context
      default: nil
      }
    guard let context else { return ConfigProblem("\(error)") }
    let path = ConfigPath(context.codingPath.map(\.stringValue))
    return ConfigProblem(
      "'\(path)' \(context.debugDescription)", place: merge.source(of: path)?.description)
  }
}
