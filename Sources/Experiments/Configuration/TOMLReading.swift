internal import TOMLKit

/// Reads TOML 1.0 into values, with the line of each.
enum TOMLReader {
  /// The values of a whole document.
  static func read(_ text: String) throws(ConfigSyntaxError) -> ConfigDocument {
    try refuseNull(in: text)
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw ConfigSyntaxError(
        message: error.description,
        position: TextPosition(line: error.source.begin.line, column: error.source.begin.column))
    } catch {
      throw ConfigSyntaxError(message: "\(error)", position: TextPosition(line: 1, column: 1))
    }
    let positions = TOMLPositions.find(in: text)
    // Values point into the table they came from, so it must outlive them.
    defer { withExtendedLifetime(table) {} }
    let values = try convert(table, at: ConfigPath(), positions)
    return ConfigDocument(values: values, positions: positions)
  }

  /// The value of one TOML expression, or nothing when the text is none.
  static func readValue(_ text: String) -> ConfigValue? {
    guard !text.contains("\n"), let document = try? read("value = \(text)"),
      case .table(let entries) = document.values, entries.count == 1
    else { return nil }
    return entries["value"]
  }

  /// Texts cross C's border, where a null character would cut them short.
  private static func refuseNull(in text: String) throws(ConfigSyntaxError) {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, bytes) in lines.enumerated() {
      let line = String(decoding: bytes, as: UTF8.self)
      if line.contains("\0") || line.contains("\\u0000") || line.contains("\\U00000000") {
        throw ConfigSyntaxError(
          message: "a null character is not allowed",
          position: TextPosition(line: number + 1, column: 1))
      }
    }
  }

  private static func convert(
    _ value: any TOMLValueConvertible, at path: ConfigPath, _ positions: [ConfigPath: TextPosition]
  ) throws(ConfigSyntaxError) -> ConfigValue {
    switch value.type {
    case .bool:
      if let value = value.bool { return .boolean(value) }
    case .int:
      if let value = value.int { return .integer(value) }
    case .double:
      if let value = value.double, value.isFinite { return .number(value) }
      throw problem("'\(path)' must be finite", at: path, positions)
    case .string:
      if let value = value.string { return .text(value) }
    case .array:
      if let array = value.array { return try convert(array, at: path, positions) }
    case .table:
      if let table = value.table { return try convert(table, at: path, positions) }
    case .date, .time, .dateTime:
      throw problem("'\(path)' is a date or time; put it in quotes", at: path, positions)
    }
    throw problem("'\(path)' cannot be read", at: path, positions)
  }

  private static func convert(
    _ table: TOMLTable, at path: ConfigPath, _ positions: [ConfigPath: TextPosition]
  ) throws(ConfigSyntaxError) -> ConfigValue {
    var entries: [String: ConfigValue] = [:]
    for key in table.keys {
      guard let value = table[key] else { continue }
      entries[key] = try convert(value, at: path.appending(key), positions)
    }
    return .table(entries)
  }

  private static func convert(
    _ array: TOMLArray, at path: ConfigPath, _ positions: [ConfigPath: TextPosition]
  ) throws(ConfigSyntaxError) -> ConfigValue {
    var values: [ConfigValue] = []
    for index in 0..<array.count {
      values.append(try convert(array[index], at: path.appending("[\(index)]"), positions))
    }
    return .list(values)
  }

  private static func problem(
    _ message: String, at path: ConfigPath, _ positions: [ConfigPath: TextPosition]
  ) -> ConfigSyntaxError {
    var place = path
    while !place.components.isEmpty, positions[place] == nil { place = place.parent }
    return ConfigSyntaxError(
      message: message, position: positions[place] ?? TextPosition(line: 1, column: 1))
  }
}
