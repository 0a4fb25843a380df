/// Makes a `Decodable` value of a configuration's values.
enum TreeDecoder {
  /// The decoded value.
  ///
  /// - Throws: `DecodingError`, with the path of the value that does not fit.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from value: ConfigValue
  ) throws -> Value {
    try ValueDecoder(value: value, path: ConfigPath()).decode(type)
  }
}

private struct ValueDecoder: Decoder, SingleValueDecodingContainer {
  let value: ConfigValue
  let path: ConfigPath

  var codingPath: [any CodingKey] { path.components.map(TreeKey.init) }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func mismatch(_ expected: Any.Type) -> DecodingError {
    let name = TypeMapping.type(of: expected)?.name ?? "\(expected)"
    return .typeMismatch(
      expected,
      DecodingError.Context(
        codingPath: codingPath, debugDescription: "wants \(name), got \(value.typeName)"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .table(let entries) = value else { throw mismatch([String: ConfigValue].self) }
    return KeyedDecodingContainer(KeyedValues<Key>(entries: entries, path: path))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let values) = value else { throw mismatch([ConfigValue].self) }
    return UnkeyedValues(values: values, path: path)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

  func decodeNil() -> Bool { value == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    guard case .boolean(let value) = value else { throw mismatch(type) }
    return value
  }

  func decode(_ type: String.Type) throws -> String {
    guard case .text(let value) = value else { throw mismatch(type) }
    return value
  }

  func decode(_ type: Double.Type) throws -> Double {
    switch value {
    case .number(let value): return value
    case .integer(let value): return Double(value)
    default: throw mismatch(type)
    }
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

  private func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
    guard case .integer(let value) = value, let result = Value(exactly: value) else {
      throw mismatch(type)
    }
    return result
  }

  func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if let value = value as? T { return value }
    return try T(from: self)
  }
}

private struct KeyedValues<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let entries: [String: ConfigValue]
  let path: ConfigPath

  var codingPath: [any CodingKey] { path.components.map(TreeKey.init) }
  var allKeys: [Key] { entries.keys.sorted().compactMap(Key.init(stringValue:)) }

  private func decoder(_ key: Key) throws -> ValueDecoder {
    guard let value = entries[key.stringValue] else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "is missing"))
    }
    return ValueDecoder(value: value, path: path.appending(key.stringValue))
  }

  func contains(_ key: Key) -> Bool { entries[key.stringValue] != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
    try decoder(key).decode(type)
  }

  func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder {
    ValueDecoder(value: entries["super"] ?? .null, path: path.appending("super"))
  }

  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}

private struct UnkeyedValues: UnkeyedDecodingContainer {
  let values: [ConfigValue]
  let path: ConfigPath
  var currentIndex = 0

  var codingPath: [any CodingKey] { path.components.map(TreeKey.init) }
  var count: Int? { values.count }
  var isAtEnd: Bool { currentIndex >= values.count }

  private mutating func next() throws -> ValueDecoder {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        ConfigValue.self,
        DecodingError.Context(
          codingPath: codingPath, debugDescription: "has only \(values.count) elements"))
    }
    defer { currentIndex += 1 }
    return ValueDecoder(
      value: values[currentIndex], path: path.appending("[\(currentIndex)]"))
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, values[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try next().decode(type) }

  mutating func nestedContainer<NestedKey: CodingKey>(
    keyedBy type: NestedKey.Type
  ) throws -> KeyedDecodingContainer<NestedKey> {
    try next().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try next().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { try next() }
}
