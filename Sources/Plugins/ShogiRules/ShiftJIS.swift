import Glibc

/// Shift_JIS as Windows writes it (code page 932), converted by the C library.
enum ShiftJIS {
  /// Reads bytes as UTF-8 if they are valid, else as Shift_JIS.
  ///
  /// - Returns: The text, or nothing for bytes that are neither.
  static func text(_ bytes: [UInt8]) -> String? {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return convert(bytes, from: "CP932", to: "UTF-8").flatMap {
      String(validating: $0, as: UTF8.self)
    }
  }

  /// Writes a text as Shift_JIS.
  ///
  /// - Returns: The bytes, or nothing if a character has no code.
  static func bytes(_ text: String) -> [UInt8]? {
    convert(Array(text.utf8), from: "UTF-8", to: "CP932")
  }

  private static func convert(_ bytes: [UInt8], from: String, to: String) -> [UInt8]? {
    guard let converter = iconv_open(to, from), Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    // No character of one needs more than three bytes in the other.
    let capacity = bytes.count * 3 + 4
    var input = bytes.map { CChar(bitPattern: $0) }
    return input.withUnsafeMutableBufferPointer { source in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { target -> [UInt8]? in
        var (next, rest) = (source.baseAddress, source.count)
        var (end, room) = (target.baseAddress, target.count)
        let failed = iconv(converter, &next, &rest, &end, &room) == -1
        if failed || rest > 0 { return nil }
        return target.prefix(capacity - room).map { UInt8(bitPattern: $0) }
      }
    }
  }
}
