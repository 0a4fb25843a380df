/// Reads and writes the JSON files of the store, in the canonical form of configurations.
enum RecordText {
  /// The canonical text of a record.
  static func text(_ record: some Encodable) -> String {
    CanonicalJSON.text(TreeEncoder.tree(record).node.defaultValue)
  }

  /// The bytes of a record's canonical text.
  static func bytes(_ record: some Encodable) -> [UInt8] {
    Array(text(record).utf8)
  }

  /// The values of a JSON file.
  static func values(
    _ bytes: [UInt8], of what: String
  ) throws(ExperimentError) -> ConfigValue {
    do throws(ConfigSyntaxError) {
      return try JSONReader.read(String(decoding: bytes, as: UTF8.self)).values
    } catch {
      throw .corrupt(
        what,
        reason: "\(error.message), line \(error.position.line), column \(error.position.column)")
    }
  }

  /// The record in a JSON file.
  static func read<Record: Decodable>(
    _ type: Record.Type, _ bytes: [UInt8], of what: String
  ) throws(ExperimentError) -> Record {
    let values = try values(bytes, of: what)
    do {
      return try TreeDecoder.decode(type, from: values)
    } catch {
      throw .corrupt(what, reason: "\(error)")
    }
  }
}
