/// The bytes of a shard: a header, then one frame a record.
///
/// The header is the eight bytes `TESUJIGR` and a version (4 bytes, little-endian, as all numbers).
/// A frame is a marker (4), the payload's length (4), a CRC-32C of length and payload (4) and the
/// payload. The marker lets a reader find the next frame behind damaged bytes.
enum ReplayShard {
  static let magic = Array("TESUJIGR".utf8)
  static let version: UInt32 = 1
  static let headerSize = 12
  static let frameHeaderSize = 12
  static let marker: [UInt8] = [0xF7, 0x47, 0x61, 0x6D]

  /// What a shard was found to hold.
  enum Finding: Equatable {
    /// A whole frame; the range is that of its payload in the shard.
    case record(payload: Range<Int>)
    /// Damaged bytes with whole frames behind them, or a whole frame with the wrong checksum.
    case corrupt(Range<Int>, reason: String)
    /// A frame that was not written to its end; nothing follows.
    case torn(Range<Int>)
  }

  /// The first bytes of a shard.
  static var header: [UInt8] {
    var writer = ByteWriter()
    writer.append(bytes: magic)
    writer.append(version)
    return writer.bytes
  }

  /// Frames a payload.
  static func frame(_ payload: [UInt8]) -> [UInt8] {
    var body = ByteWriter()
    body.append(UInt32(payload.count))
    let checksum = Checksum.crc32c([body.bytes, payload].joined())
    var writer = ByteWriter()
    writer.append(bytes: marker)
    writer.append(bytes: body.bytes)
    writer.append(checksum)
    writer.append(bytes: payload)
    return writer.bytes
  }

  /// Walks a shard behind its header.
  ///
  /// - Parameters:
  ///   - bytes: The whole shard.
  ///   - visit: Called for each finding, in order.
  /// - Throws: What `visit` throws.
  static func scan<Failure: Error>(
    _ bytes: [UInt8], visit: (Finding) throws(Failure) -> Void
  ) throws(Failure) {
    var offset = headerSize
    while offset < bytes.count {
      switch check(bytes, at: offset) {
      case .whole(let payload):
        try visit(.record(payload: payload))
        offset = payload.upperBound
      case .broken(let reason, let isCut):
        let next = nextFrame(in: bytes, after: offset)
        if next == nil && isCut {
          try visit(.torn(offset..<bytes.count))
        } else {
          try visit(.corrupt(offset..<(next ?? bytes.count), reason: reason))
        }
        offset = next ?? bytes.count
      }
    }
  }

  private enum Check {
    case whole(Range<Int>)
    case broken(reason: String, isCut: Bool)
  }

  private static func check(_ bytes: [UInt8], at offset: Int) -> Check {
    let present = bytes.count - offset
    let found = bytes[offset..<min(offset + marker.count, bytes.count)]
    guard present >= frameHeaderSize else {
      return .broken(reason: "\(present) bytes, too few for a frame", isCut: true)
    }
    guard found.elementsEqual(marker) else {
      // A kill of the machine, not of the process, may leave zeros where nothing was written yet.
      let isBlank = bytes[offset...].allSatisfy { $0 == 0 }
      return .broken(reason: "no frame begins here", isCut: isBlank)
    }
    let length = Int(number(in: bytes, at: offset + 4))
    let payload = offset + frameHeaderSize
    guard length <= bytes.count - payload else {
      return .broken(
        reason: "a length of \(length) bytes, but \(bytes.count - payload) are left", isCut: true)
    }
    let covered = [bytes[offset + 4..<offset + 8], bytes[payload..<payload + length]].joined()
    let checksum = Checksum.crc32c(covered)
    let stored = number(in: bytes, at: offset + 8)
    guard checksum == stored else {
      return .broken(
        reason: "checksum \(String(checksum, radix: 16)), expected \(String(stored, radix: 16))",
        isCut: false)
    }
    return .whole(payload..<payload + length)
  }

  private static func nextFrame(in bytes: [UInt8], after offset: Int) -> Int? {
    var start = offset + 1
    while start + frameHeaderSize <= bytes.count {
      if bytes[start] == marker[0], case .whole = check(bytes, at: start) { return start }
      start += 1
    }
    return nil
  }

  private static func number(in bytes: [UInt8], at offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * $1) }
  }
}
