/// Writes numbers in little-endian order.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ value: Float) {
    append(value.bitPattern)
  }

  mutating func append(bytes more: [UInt8]) {
    bytes.append(contentsOf: more)
  }

  /// Seven bits a byte, the lowest first; the top bit says that more follow.
  mutating func append(variable value: Int) {
    var rest = UInt64(value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The length as a variable number, then UTF-8.
  mutating func append(text: String) {
    append(variable: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads what `ByteWriter` wrote, and refuses everything else.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private(set) var offset = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  /// How many bytes have not been read.
  var remaining: Int { bytes.count - offset }

  mutating func integer<Value: FixedWidthInteger>(
    _ type: Value.Type
  ) throws(GameRecordError) -> Value {
    let size = Value.bitWidth / 8
    try need(size)
    var value: Value = 0
    for index in 0..<size {
      value |= Value(truncatingIfNeeded: bytes[bytes.startIndex + offset + index]) << (8 * index)
    }
    offset += size
    return value
  }

  mutating func float(_ what: String) throws(GameRecordError) -> Float {
    let start = offset
    let value = Float(bitPattern: try integer(UInt32.self))
    guard value.isFinite else {
      throw .malformed(offset: start, found: "\(value)", expected: "a finite \(what)")
    }
    return value
  }

  mutating func variable(_ what: String, below bound: Int) throws(GameRecordError) -> Int {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try integer(UInt8.self)
      value |= UInt64(byte & 0x7F) << shift
      shift += 7
      if byte & 0x80 == 0 {
        // A zero in the last place could be left out: one number, one encoding.
        guard byte != 0 || shift == 7 else {
          throw .malformed(offset: start, found: "a padded number", expected: what)
        }
        break
      }
      guard shift < 42 else {
        throw .malformed(offset: start, found: "an endless number", expected: what)
      }
    }
    guard value < UInt64(bound) else {
      throw .malformed(offset: start, found: "\(value)", expected: "\(what) below \(bound)")
    }
    return Int(value)
  }

  mutating func text(_ what: String) throws(GameRecordError) -> String {
    let length = try variable("length of the \(what)", below: 1 << 16)
    let start = offset
    guard let text = String(validating: try take(length), as: UTF8.self) else {
      throw .malformed(offset: start, found: "bytes that are no UTF-8", expected: what)
    }
    return text
  }

  mutating func take(_ count: Int) throws(GameRecordError) -> ArraySlice<UInt8> {
    try need(count)
    let start = bytes.startIndex + offset
    offset += count
    return bytes[start..<start + count]
  }

  private func need(_ count: Int) throws(GameRecordError) {
    guard remaining >= count else {
      throw .malformed(
        offset: offset, found: "\(remaining) bytes", expected: "\(count) more bytes")
    }
  }
}
