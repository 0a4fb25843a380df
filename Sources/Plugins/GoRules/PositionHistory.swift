/// The keys of the positions of a game, to which superko forbids a return.
///
/// The newest are in the value itself and the others in a list of full blocks that copies share, so
/// that a copy costs one reference, and one block is allocated every 16 plies.
struct PositionHistory: Sendable {
  private static var blockSize: Int { 16 }

  /// Sixteen keys and the blocks before them.
  private final class Block: Sendable {
    let keys: InlineArray<16, PositionKey>
    let earlier: Block?

    init(_ keys: InlineArray<16, PositionKey>, _ earlier: Block?) {
      self.keys = keys
      self.earlier = earlier
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
    var block = blocks
    while let current = block {
      for index in 0..<Self.blockSize where current.keys[index] == key { return true }
      block = current.earlier
    }
    return false
  }
}
