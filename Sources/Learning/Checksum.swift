/// The CRC-32C of bytes, which finds every burst of damage of up to 32 bits.
///
/// Source: Castagnoli, Bräuer and Herrmann, IEEE Transactions on Communications 41 (1993); the
/// reflected form of RFC 3720, appendix B.4.
enum Checksum {
  private static let table: [UInt32] = (0..<256).map { index in
    var value = UInt32(index)
    for _ in 0..<8 {
      value = value & 1 == 1 ? (value >> 1) ^ 0x82F6_3B78 : value >> 1
    }
    return value
  }

  /// The checksum of bytes.
  static func crc32c(_ bytes: some Sequence<UInt8>) -> UInt32 {
    var state = UInt32.max
    for byte in bytes {
      state = (state >> 8) ^ table[Int(UInt8(truncatingIfNeeded: state) ^ byte)]
    }
    return ~state
  }
}
