/// The one text of a configuration: JSON with sorted keys and one key a line.
///
/// Equal configurations have equal bytes, so that the git blob id of the text identifies the
/// configuration, and a line-wise diff reads well. Numbers are the shortest text that reads back to
/// the same `Double` and always carry a `.` or an exponent; whole numbers never do. Lists of plain
/// values stay on one line.
enum CanonicalJSON {
  /// The text of a value over several lines, with a line feed at the end.
  static func text(_ value: ConfigValue) -> String {
    var output = ""
    write(value, indentation: 0, to: &output)
    return output + "\n"
  }

  /// The text of a value on one line.
  static func line(_ value: ConfigValue) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .number(let value): value.description
    case .text(let value): quoted(value)
    case .list(let values): "[" + values.map(line).joined(separator: ", ") + "]"
    case .table(let entries):
      "{"
        + sorted(entries).map { quoted($0.key) + ": " + line($0.value) }.joined(separator: ", ")
        + "}"
    }
  }

  private static func write(_ value: ConfigValue, indentation: Int, to output: inout String) {
    let inner = String(repeating: " ", count: indentation + 2)
    let outer = String(repeating: " ", count: indentation)
    switch value {
    case .table(let entries) where !entries.isEmpty:
      output += "{\n"
      var separator = ""
      for (key, value) in sorted(entries) {
        output += separator + inner + quoted(key) + ": "
        write(value, indentation: indentation + 2, to: &output)
        separator = ",\n"
      }
      output += "\n" + outer + "}"
    case .list(let values) where values.contains(where: isTable):
      output += "[\n"
      var separator = ""
      for value in values {
        output += separator + inner
        write(value, indentation: indentation + 2, to: &output)
        separator = ",\n"
      }
      output += "\n" + outer + "]"
    default: output += line(value)
    }
  }

  private static func isTable(_ value: ConfigValue) -> Bool {
    if case .table = value { true } else { false }
  }

  private static func sorted(
    _ entries: [String: ConfigValue]
  ) -> [(key: String, value: ConfigValue)] {
    // By bytes: the order of `String` comparison may change with the Unicode version.
    entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  /// A text between quotation marks, with control characters escaped.
  static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }
}
