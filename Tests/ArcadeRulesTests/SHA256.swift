/// SHA-256, so that the tests of the rules need no other package.
///
/// Source: FIPS 180-4, section 6.2.
enum SHA256 {
  /// The first digits of the digest of some bytes.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - digits: How many hexadecimal digits.
  /// - Returns: The digits.
  static func prefix(of bytes: [UInt8], digits: Int) -> String {
    var message = bytes + [0x80]
    while message.count % 64 != 56 { message.append(0) }
    let length = UInt64(bytes.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: length >> UInt64(shift)))
    }
    var hash = initial
    var words = [UInt32](repeating: 0, count: 64)
    for start in stride(from: 0, to: message.count, by: 64) {
      for index in 0..<16 {
        words[index] = (0..<4).reduce(0) { $0 << 8 | UInt32(message[start + 4 * index + $1]) }
      }
      for index in 16..<64 {
        let (early, late) = (words[index - 15], words[index - 2])
        let first = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3
        let second = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10
        words[index] = words[index - 16] &+ first &+ words[index - 7] &+ second
      }
      mix(words, into: &hash)
    }
    return String(
      hash.map { word in
        let text = String(word, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
      }.joined().prefix(digits))
  }

  private static func mix(_ words: [UInt32], into hash: inout [UInt32]) {
    var state = hash
    for index in 0..<64 {
      let (a, b, c, e, f, g) = (state[0], state[1], state[2], state[4], state[5], state[6])
      let high = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let first = state[7] &+ high &+ (e & f ^ ~e & g) &+ constants[index] &+ words[index]
      let low = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let second = low &+ (a & b ^ a & c ^ b & c)
      state = [first &+ second, a, b, c, state[3] &+ first, e, f, g]
    }
    for index in 0..<8 { hash[index] &+= state[index] }
  }

  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let primes = (2...311).filter { number in
    !(2..<number).contains { $0 * $0 <= number && number % $0 == 0 }
  }

  /// The first 32 bits of the fractional part of a root of a prime.
  private static func fraction(of number: Int, cubic: Bool) -> UInt32 {
    // The largest r with r² ≤ p · 2⁶⁴ or r³ ≤ p · 2⁹⁶, found bit by bit.
    var root: UInt128 = 0
    for bit in stride(from: 36, through: 0, by: -1) {
      let next = root | 1 << UInt128(bit)
      let power = cubic ? next * next * next : next * next
      if power <= UInt128(number) << (cubic ? 96 : 64) { root = next }
    }
    return UInt32(truncatingIfNeeded: root)
  }

  private static let initial = primes.prefix(8).map { fraction(of: $0, cubic: false) }
  private static let constants = primes.map { fraction(of: $0, cubic: true) }
}
