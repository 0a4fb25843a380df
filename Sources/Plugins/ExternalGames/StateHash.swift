/// A number for what is seen of a state: 64 bits of FNV-1a, taken a word at a time.
///
/// Source: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm", IETF draft, 2012.
struct StateHash {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Takes one more number in.
  mutating func mix(_ number: UInt64) { value = (value ^ number) &* 0x100_0000_01B3 }
}
