/// A place in a text, counted from 1; columns count characters.
struct TextPosition: Hashable, Sendable {
  var line: Int
  var column: Int
}

/// What was read from a text: its values and the line of each.
struct ConfigDocument: Sendable {
  var values: ConfigValue
  var positions: [ConfigPath: TextPosition]
}

/// Why a text could not be read.
struct ConfigSyntaxError: Error {
  var message: String
  var position: TextPosition
}
