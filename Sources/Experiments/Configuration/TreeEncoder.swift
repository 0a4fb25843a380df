/// Turns the default value of a configuration struct into its schema.
///
/// The struct's own `encode(to:)` names the keys, types and defaults, so that they are written once.
/// Optional keys without a value are kept, with their type.
public enum TreeEncoder {
  /// A struct's schema and what its sections say about their keys.
  public struct Tree: Sendable {
    /// Keys, types and defaults.
    public let node: SchemaNode
    /// Documentation by path; keys of the elements of a list stand below `[]`.
    public let docs: [ConfigPath: KeyDoc]
    /// What the sections complain about, with the path from the root.
    public let complaints: [(path: ConfigPath, message: String)]
  }

  /// The schema of a configuration, from its default value.
  ///
  /// - Precondition: Numbers are finite, integers fit `Int`, and optional keys hold plain values or lists.
  /// - Parameter value: The default value.
  /// - Returns: The schema with documentation.
  public static func tree(_ value: some Encodable) -> Tree {
    let builder = TreeBuilder(path: ConfigPath(), notes: TreeNotes())
    builder.encode(value, type: type(of: value))
    return Tree(
      node: builder.node, docs: builder.notes.docs, complaints: builder.notes.complaints)
  }
}

/// What sections say about themselves, collected while the tree is built.
private final class TreeNotes {
  var docs: [ConfigPath: KeyDoc] = [:]
  var complaints: [(path: ConfigPath, message: String)] = []

  func visit(_ section: any ConfigurationSection, at path: ConfigPath) {
    for (key, doc) in type(of: section).docs {
      docs[path.ofEveryElement.appending(key)] = doc
    }
    for complaint in section.complaints() {
      let place = ConfigPath(path.components + ConfigPath(dotted: complaint.key).components)
      complaints.append((place, complaint.message))
    }
  }
}

/// One node under construction; containers of an encoder are references by their nature.
private final class TreeBuilder: Encoder {
  let path: ConfigPath
  let notes: TreeNotes
  private var keyed: [String: TreeBuilder]?
  private var elements: [TreeBuilder]?
  private var finished: SchemaNode?

  init(path: ConfigPath, notes: TreeNotes) {
    self.path = path
    self.notes = notes
  }

  var codingPath: [any CodingKey] { path.components.map(TreeKey.init) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  var node: SchemaNode {
    if let finished { return finished }
    if let keyed { return .table(keyed.mapValues(\.node)) }
    let values = (elements ?? []).map(\.node)
    var element = ConfigType.any
    if case .leaf(let type, _, _)? = values.first { element = type }
    return .leaf(.list(element), isOptional: false, defaultValue: .list(values.map(\.defaultValue)))
  }

  func child(_ key: String) -> TreeBuilder {
    let builder = TreeBuilder(path: path.appending(key), notes: notes)
    keyed = keyed ?? [:]
    keyed?[key] = builder
    return builder
  }

  func nextElement() -> TreeBuilder {
    let builder = TreeBuilder(path: path.appending("[\(elements?.count ?? 0)]"), notes: notes)
    elements = (elements ?? []) + [builder]
    return builder
  }

  var elementCount: Int { elements?.count ?? 0 }

  func startTable() { keyed = keyed ?? [:] }
  func startList() { elements = elements ?? [] }

  func encode(_ value: any Encodable, type: Any.Type) {
    // By the declared type: an empty dictionary of any other type would pass for this one.
    if type == [String: ConfigValue].self, let options = value as? [String: ConfigValue] {
      finished = .freeForm(options)
      return
    }
    if let plain = TypeMapping.value(of: value), let type = TypeMapping.type(of: type) {
      finished = .leaf(type, isOptional: false, defaultValue: plain)
      return
    }
    do {
      try value.encode(to: self)
    } catch {
      preconditionFailure("the default value at '\(path)' cannot be encoded: \(error)")
    }
    if let section = value as? any ConfigurationSection { notes.visit(section, at: path) }
    // A list's and a choice's type comes from the declaration, which knows more than the value does.
    // A section must not be asked for here: as the element of a list it is being built just now.
    guard !(type is any ConfigurationSection.Type) else { return }
    switch (TypeMapping.type(of: type), node) {
    case (.list(let element)?, .leaf(_, _, let value)) where element != .any:
      if case .list(.section(let schema)) = ConfigType.list(element) {
        note(schema: schema, of: type)
      }
      finished = .leaf(.list(element), isOptional: false, defaultValue: value)
    case (.choice(let names)?, .leaf(_, _, let value)):
      finished = .leaf(.choice(names), isOptional: false, defaultValue: value)
    default: break
    }
  }

  /// Takes over the documentation of a list's elements, of which the default may have none.
  private func note(schema: SchemaNode, of type: Any.Type) {
    guard let list = type as? any ListLike.Type,
      let element = list.elementType as? any ConfigurationListElement.Type
    else { return }
    for (key, doc) in docs(of: element) {
      notes.docs[
        ConfigPath(path.ofEveryElement.components + ["[]"] + key.components)] = doc
    }
  }

  private func docs<Element: ConfigurationListElement>(
    of type: Element.Type
  ) -> [ConfigPath: KeyDoc] {
    TreeEncoder.tree(Element.template).docs
  }

  func encodeNil(type: Any.Type) {
    guard let type = TypeMapping.type(of: type) else {
      preconditionFailure("'\(path)' is an optional section; give it a default value")
    }
    finished = .leaf(type, isOptional: true, defaultValue: .null)
  }

  func markOptional() {
    if case .leaf(let type, _, let value) = node {
      finished = .leaf(type, isOptional: true, defaultValue: value)
    }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    startTable()
    return KeyedEncodingContainer(TreeKeyedContainer<Key>(builder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    startList()
    return TreeUnkeyedContainer(builder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    TreeValueContainer(builder: self)
  }
}

/// A coding key that is any text.
struct TreeKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(_ text: String) { stringValue = text }
  init?(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

private struct TreeKeyedContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let builder: TreeBuilder
  var codingPath: [any CodingKey] { builder.codingPath }

  func encodeNil(forKey key: Key) throws {
    preconditionFailure("'\(builder.path.appending(key.stringValue))' is nil without a type")
  }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    builder.child(key.stringValue).encode(value, type: T.self)
  }

  private func encodeOptional<T: Encodable>(_ value: T?, forKey key: Key) {
    let child = builder.child(key.stringValue)
    guard let value else { return child.encodeNil(type: T.self) }
    child.encode(value, type: T.self)
    child.markOptional()
  }

  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: Bool?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: String?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: Int?, forKey key: Key) throws { encodeOptional(value, forKey: key) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws {
    encodeOptional(value, forKey: key)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type, forKey key: Key
  ) -> KeyedEncodingContainer<NestedKey> {
    builder.child(key.stringValue).container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    builder.child(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { builder.child("super") }
  func superEncoder(forKey key: Key) -> any Encoder { builder.child(key.stringValue) }
}

private struct TreeUnkeyedContainer: UnkeyedEncodingContainer {
  let builder: TreeBuilder
  var codingPath: [any CodingKey] { builder.codingPath }
  var count: Int { builder.elementCount }

  func encodeNil() throws {
    preconditionFailure("an element of '\(builder.path)' is nil")
  }

  func encode<T: Encodable>(_ value: T) throws {
    builder.nextElement().encode(value, type: T.self)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy keyType: NestedKey.Type
  ) -> KeyedEncodingContainer<NestedKey> {
    builder.nextElement().container(keyedBy: keyType)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    builder.nextElement().unkeyedContainer()
  }

  func superEncoder() -> any Encoder { builder.nextElement() }
}

private struct TreeValueContainer: SingleValueEncodingContainer {
  let builder: TreeBuilder
  var codingPath: [any CodingKey] { builder.codingPath }

  func encodeNil() throws {
    preconditionFailure("'\(builder.path)' is nil without a type")
  }

  func encode<T: Encodable>(_ value: T) throws {
    builder.encode(value, type: T.self)
  }
}
