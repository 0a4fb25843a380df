/// One set of values to lay over what is below it: a file, a preset, a game's wishes, an override.
public struct ConfigLayer: Sendable {
  /// Where the layer comes from.
  public let origin: ConfigOrigin
  /// The values that the layer sets: a table.
  public let values: ConfigValue
  /// The text as it was given, for the record; empty for a layer that had none.
  public let text: String

  let positions: [ConfigPath: TextPosition]
  /// What was written after the `=` of an override; a text key takes it as it stands.
  let rawValue: String?

  private init(
    _ document: ConfigDocument, origin: ConfigOrigin, text: String, rawValue: String? = nil
  ) {
    self.origin = origin
    self.values = document.values
    self.positions = document.positions
    self.text = text
    self.rawValue = rawValue
  }

  /// Makes a layer of values that the program itself provides.
  ///
  /// - Parameters:
  ///   - values: The values by key.
  ///   - origin: Where they come from.
  public init(_ values: [String: ConfigValue], origin: ConfigOrigin) {
    self.init(ConfigDocument(values: .table(values), positions: [:]), origin: origin, text: "")
  }

  /// Reads a layer in TOML.
  ///
  /// - Parameters:
  ///   - text: The document.
  ///   - origin: Where it comes from.
  /// - Returns: The layer.
  /// - Throws: What is wrong with the text, with line and column.
  public static func toml(
    _ text: String, origin: ConfigOrigin
  ) throws(ConfigurationError) -> ConfigLayer {
    do throws(ConfigSyntaxError) {
      return ConfigLayer(try TOMLReader.read(text), origin: origin, text: text)
    } catch {
      throw syntaxError(error, origin)
    }
  }

  /// Reads a layer in JSON.
  ///
  /// - Parameters:
  ///   - text: The document.
  ///   - origin: Where it comes from.
  /// - Returns: The layer.
  /// - Throws: What is wrong with the text, with line and column.
  public static func json(
    _ text: String, origin: ConfigOrigin
  ) throws(ConfigurationError) -> ConfigLayer {
    do throws(ConfigSyntaxError) {
      let document = try JSONReader.read(text)
      guard case .table = document.values else {
        throw ConfigSyntaxError(
          message: "expected an object, found \(document.values.typeName)",
          position: TextPosition(line: 1, column: 1))
      }
      return ConfigLayer(document, origin: origin, text: text)
    } catch {
      throw syntaxError(error, origin)
    }
  }

  /// Reads an argument of the form `key.path=value`.
  ///
  /// The value is read as TOML (`0.5`, `true`, `[1, 2]`, `"a text"`); what is not TOML is a bare word,
  /// which keys that want a text accept as it stands.
  ///
  /// - Parameter assignment: The argument.
  /// - Returns: The layer that sets that one key.
  /// - Throws: An error when there is no `=` or no key before it.
  public static func override(_ assignment: String) throws(ConfigurationError) -> ConfigLayer {
    let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let key = parts[0].trimmingBlanks
    guard parts.count == 2, !key.isEmpty else {
      throw ConfigurationError([
        ConfigProblem("expected 'key.path=value', found '\(assignment)'", place: "override")
      ])
    }
    let raw = String(parts[1].trimmingBlanks)
    var values = ConfigValue.table([:])
    let path = ConfigPath(dotted: String(key))
    values.set(TOMLReader.readValue(raw) ?? .text(raw), at: path.components[...])
    return ConfigLayer(
      ConfigDocument(values: values, positions: [:]), origin: .override, text: assignment,
      rawValue: raw)
  }

  private static func syntaxError(
    _ error: ConfigSyntaxError, _ origin: ConfigOrigin
  ) -> ConfigurationError {
    let source = ConfigSource(origin, line: error.position.line)
    return ConfigurationError([
      ConfigProblem(error.message, place: "\(source):\(error.position.column)")
    ])
  }

  /// Where the layer sets a value: the line of the key, or of the nearest table around it.
  func source(of path: ConfigPath) -> ConfigSource {
    var place = path
    while !place.components.isEmpty {
      if let position = positions[place] { return ConfigSource(origin, line: position.line) }
      place = place.parent
    }
    return ConfigSource(origin)
  }
}

extension [ConfigLayer] {
  /// The value that the highest layer gives a key, before any check.
  ///
  /// A program needs it to learn the game's name before it can ask that game for its own layer.
  ///
  /// - Parameter path: The key.
  /// - Returns: The value, or nothing when no layer sets it.
  public func value(at path: ConfigPath) -> ConfigValue? {
    for layer in reversed() {
      if let value = layer.values.value(at: path) { return value }
    }
    return nil
  }
}

extension Substring {
  /// The text without spaces and tabs at either end.
  fileprivate var trimmingBlanks: Substring {
    var text = self
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return text
  }
}
