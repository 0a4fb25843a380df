/// The keys of the positions of a game, to which superko forbids a return.
///
/// The newest are in the value itself and the others in a list of full blocks that copies share, so
/// that a copy costs one reference, and one block is allocated every 16 plies.
struct PositionHistory: Sendable {
  private static var blockSize: Int { 16 }

  /// Sixteen keys, the blocks before them, and a filter of all of these.
  private final class Block: Sendable {
    let keys: InlineArray<16, PositionKey>
    let earlier: Block?
    let filter: KeyFilter

    init(_ keys: InlineArray<16, PositionKey>, _ earlier: Block?) {
      self.keys = keys
      self.earlier = earlier
      var filter = earlier?.filter ?? KeyFilter()
      for index in 0..<blockSize { filter.insert(keys[index]) }
      self.filter = filter
    }
  }

  private var newest = InlineArray<16, PositionKey>(repeating: PositionKey())
  private var newestCount = 0
  private var blocks: Block?
  /// A sum over all keys, the same in any order: two games with equal sums have been in the same
  /// positions.
  private(set) var digest: UInt64 = 0

  /// Enters a position.
  mutating func append(_ key: PositionKey) {
    if newestCount == Self.blockSize {
      blocks = Block(newest, blocks)
      newestCount = 0
    }
    newest[newestCount] = key
    newestCount += 1
    digest &+= (key.low ^ key.high) &* 0x9E37_79B9_7F4A_7C15
  }

  /// Whether a position was entered.
  func contains(_ key: PositionKey) -> Bool {
    for index in 0..<newestCount where newest[index] == key { return true }
    guard let blocks, blocks.filter.mayContain(key) else { return false }
    return Self.contains(key, in: blocks)
  }

  @inline(never)
  private static func contains(_ key: PositionKey, in newest: Block) -> Bool {
    var block: Block? = newest
    while let current = block {
      for index in 0..<blockSize where current.keys[index] == key { return true }
      block = current.earlier
    }
    return false
  }
}

/// Tells of most keys that were not entered that they were not, whatever their number.
///
/// Of 700 keys, as in a long game on 19×19, one in twelve others passes.
///
/// Source: Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 13 (1970), with
/// two bits a key.
private struct KeyFilter: Sendable {
  private var bits = InlineArray<64, UInt64>(repeating: 0)

  mutating func insert(_ key: PositionKey) {
    bits[Int(key.low & 63)] |= 1 << (key.low >> 6 & 63)
    bits[Int(key.high & 63)] |= 1 << (key.high >> 6 & 63)
  }

  func mayContain(_ key: PositionKey) -> Bool {
    bits[Int(key.low & 63)] >> (key.low >> 6 & 63)
      & bits[Int(key.high & 63)] >> (key.high >> 6 & 63) & 1 != 0
  }
}
