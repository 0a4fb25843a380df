import GameProtocol

/// Random numbers from which the keys of positions are made.
struct ZobristKeys: @unchecked Sendable {
  // Sendable: the memory is never written after `init` and never freed.

  static let shared = ZobristKeys()

  /// `[2, 16, 81]`: by colour, code and square.
  private let pieces: UnsafePointer<UInt64>
  /// `[2, 8, 32]`: by colour, code and count; 0 for the count 0.
  private let hands: UnsafePointer<UInt64>
  /// Part of the key when White is to move.
  let turn: UInt64

  private init() {
    var random = CounterRandom(seed: 0x73_68_6F_67_69, stream: .game)
    let pieces = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * 16 * 81)
    for index in 0..<2 * 16 * 81 { (pieces + index).initialize(to: random.next()) }
    let hands = UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * 8 * 32)
    for index in 0..<2 * 8 * 32 {
      (hands + index).initialize(to: index % 32 == 0 ? 0 : random.next())
    }
    turn = random.next()
    self.pieces = UnsafePointer(pieces)
    self.hands = UnsafePointer(hands)
  }

  @inline(__always)
  func piece(_ color: Color, _ code: Int, _ square: Int) -> UInt64 {
    pieces[(Int(color.rawValue) &* 16 &+ code) &* 81 &+ square]
  }

  @inline(__always)
  func hand(_ color: Color, _ code: Int, _ count: Int) -> UInt64 {
    hands[(Int(color.rawValue) &* 8 &+ code) &* 32 &+ count]
  }
}
