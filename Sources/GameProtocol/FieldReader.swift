/// Reads the fields of a position's text from left to right, such as those of FEN and SFEN.
public protocol FieldReader {
  /// The whole text.
  var text: String { get }
  /// Its bytes in UTF-8.
  var bytes: [UInt8] { get }
  /// The reader's place among the bytes.
  var offset: Int { get set }
}

extension FieldReader {
  /// The byte at the reader's place, or nothing at the end.
  public var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The error of finding something else at the reader's place.
  public func fault(_ expected: String) -> NotationError {
    let characters = String(decoding: bytes[..<offset], as: UTF8.self).count
    return NotationError(found: text, expected: expected, offset: characters)
  }

  /// Steps over the one space between two fields.
  ///
  /// - Parameter field: What follows, for the error's text.
  /// - Throws: `NotationError` if there is no space.
  public mutating func expectSpace(before field: String) throws(NotationError) {
    guard current == UInt8(ascii: " ") else { throw fault("one space and \(field)") }
    offset += 1
  }

  /// Checks that nothing is left.
  ///
  /// - Throws: `NotationError` if something is.
  public func expectEnd() throws(NotationError) {
    guard current == nil else { throw fault("the end of the text") }
  }

  /// Reads a number of at most four digits without leading zeros.
  ///
  /// - Parameters:
  ///   - name: What it is, for the error's text.
  ///   - least: The smallest number allowed.
  /// - Returns: The number.
  /// - Throws: `NotationError` if there is no such number.
  public mutating func readNumber(
    _ name: String, from least: Int
  ) throws(NotationError) -> Int {
    let start = offset
    var value = 0
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      offset += 1
      if offset - start > 4 { break }
    }
    let length = offset - start
    let hasLeadingZero = length > 1 && bytes[start] == UInt8(ascii: "0")
    if length == 0 || length > 4 || hasLeadingZero || value < least {
      offset = start
      throw fault("\(name), a number from \(least) to 9999")
    }
    return value
  }
}
