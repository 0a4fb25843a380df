#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a command prints: results on standard output, everything else on standard error.
package enum Output {
  /// Prints a line of a result, at once.
  ///
  /// - Parameter line: The text, without its line feed.
  /// - Throws: `Failure` if standard output cannot be written.
  package static func result(_ line: String) throws(Failure) {
    var bytes = Array(line.utf8)
    bytes.append(UInt8(ascii: "\n"))
    try write(bytes)
  }

  /// Prints a JSON document on a line of its own, at once.
  ///
  /// - Parameter value: The document.
  /// - Throws: `Failure` if standard output cannot be written.
  package static func result(_ value: JSONValue) throws(Failure) {
    var bytes: [UInt8] = []
    value.append(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    try write(bytes)
  }

  /// Prints a text of a result as it is, without adding a line feed; for prompts.
  ///
  /// - Parameter text: The text.
  /// - Throws: `Failure` if standard output cannot be written.
  package static func raw(_ text: String) throws(Failure) {
    try write(Array(text.utf8))
  }

  /// Prints a line on standard error.
  ///
  /// - Parameter line: The text, without its line feed.
  package static func note(_ line: String) {
    try? write(Array("\(line)\n".utf8), to: 2)
  }

  /// Prints a text on standard error as it is, without adding a line feed.
  ///
  /// - Parameter text: The text.
  package static func noteRaw(_ text: String) {
    try? write(Array(text.utf8), to: 2)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32 = 1) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        #if canImport(Glibc)
          Glibc.write(descriptor, $0.baseAddress, $0.count)
        #elseif canImport(Musl)
          Musl.write(descriptor, $0.baseAddress, $0.count)
        #else
          Darwin.write(descriptor, $0.baseAddress, $0.count)
        #endif
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Failure(
          "standard output cannot be written: \(String(cString: strerror(errno)))", .failed)
      }
      written += count
    }
  }
}
