import GameProtocol

/// A Zobrist key of 128 bits, by which superko tells positions apart.
///
/// Two positions with equal keys are taken for the same one. With 128 random bits, a game of 10,000
/// plies, which compares fewer than 2^27 pairs, goes wrong with a chance below 2^-101; so nothing but
/// the keys of earlier positions need be kept.
///
/// Source: Zobrist, "A new hashing method with application for game playing", 1970.
struct PositionKey: Hashable, Sendable {
  var low: UInt64 = 0
  var high: UInt64 = 0

  @inline(__always)
  static func ^= (left: inout PositionKey, right: PositionKey) {
    left.low ^= right.low
    left.high ^= right.high
  }

  @inline(__always)
  static func ^ (left: PositionKey, right: PositionKey) -> PositionKey {
    PositionKey(low: left.low ^ right.low, high: left.high ^ right.high)
  }

  /// The key of a position and the colour to move, as situational superko compares them.
  @inline(__always)
  func situation(toMove stone: Stone) -> PositionKey {
    stone == .black ? self : self ^ Self.whiteToMove
  }

  private static let whiteToMove = PositionKey(
    low: 0x9D39_247E_3377_6D41, high: 0x2AF7_3980_05AA_A5C7)
}

/// One random key a colour and point, in memory that lives as long as the program.
struct ZobristTable: @unchecked Sendable {
  /// `[points, 2]`: Black's key and White's of each point of a `BoardLayout`.
  let keys: UnsafePointer<PositionKey>

  static let shared = ZobristTable()

  private init() {
    let count = 2 * BoardLayout(size: GoBoard.largestSize).pointCount
    let memory = UnsafeMutablePointer<PositionKey>.allocate(capacity: count)
    var random = CounterRandom(seed: 0, stream: .game)
    for index in 0..<count {
      (memory + index).initialize(to: PositionKey(low: random.next(), high: random.next()))
    }
    keys = UnsafePointer(memory)
  }
}
