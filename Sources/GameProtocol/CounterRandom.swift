/// A purpose of random numbers; numbers of different streams are independent.
public struct RandomStream: RawRepresentable, Hashable, Sendable {
  /// The number of the stream, part of the generator's key.
  public var rawValue: UInt64

  /// Makes a stream of its number.
  @inlinable
  public init(rawValue: UInt64) {
    self.rawValue = rawValue
  }

  /// The start of a game and the chance in its rules.
  public static let game = RandomStream(rawValue: 1)
  /// Dirichlet or Gumbel noise at the root of a search.
  public static let rootNoise = RandomStream(rawValue: 2)
  /// The choice of the move that is played.
  public static let move = RandomStream(rawValue: 3)
  /// Random play to the end.
  public static let playout = RandomStream(rawValue: 4)
  /// The initial weights of a network.
  public static let weights = RandomStream(rawValue: 5)
  /// The positions drawn for a training batch.
  public static let batch = RandomStream(rawValue: 6)
  /// Openings and pairings of a match.
  public static let match = RandomStream(rawValue: 7)
  /// Random opening moves of self-play.
  public static let opening = RandomStream(rawValue: 8)
}

/// Random numbers that are a pure function of what they are for: seed, stream, game and ply.
///
/// The generator is Philox4x64-10: block `i` is a keyed bijection of the counter `(i, ply, game, 0)`
/// under the key `(seed, stream)`. Nothing is carried from one game or ply to the next, so the order
/// in which games are played, and by how many workers, changes nothing.
///
/// Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011,
/// section 4.3.
public struct CounterRandom: RandomNumberGenerator, Sendable {
  private var key: (UInt64, UInt64)
  private var counter: (UInt64, UInt64, UInt64, UInt64)
  private var block: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
  private var used = 4

  /// Makes the generator for one purpose.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - stream: What the numbers are for.
  ///   - game: The game's number within the run, or any other identity.
  ///   - ply: The ply within the game, or any other position in a sequence.
  public init(seed: UInt64, stream: RandomStream, game: UInt64 = 0, ply: UInt64 = 0) {
    key = (seed, stream.rawValue)
    counter = (0, ply, game, 0)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    if used == 4 {
      block = Self.block(counter: counter, key: key)
      counter.0 &+= 1
      used = 0
    }
    defer { used += 1 }
    switch used {
    case 0: return block.0
    case 1: return block.1
    case 2: return block.2
    default: return block.3
    }
  }

  /// A number in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number in (0, 1), for logarithms.
  public mutating func openUniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// An integer in `0..<bound`, every one equally likely.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019),
  /// algorithm 5.
  ///
  /// - Parameter bound: At least 1.
  /// - Returns: The integer.
  public mutating func below(_ bound: Int) -> Int {
    precondition(bound > 0, "an interval needs at least one number")
    let width = UInt64(bound)
    var product = next().multipliedFullWidth(by: width)
    if product.low < width {
      let threshold = (0 &- width) % width
      while product.low < threshold {
        product = next().multipliedFullWidth(by: width)
      }
    }
    return Int(product.high)
  }

  /// One block of Philox4x64 with ten rounds.
  ///
  /// - Parameters:
  ///   - counter: Four words, the lowest first.
  ///   - key: Two words.
  /// - Returns: Four random words.
  public static func block(
    counter: (UInt64, UInt64, UInt64, UInt64), key: (UInt64, UInt64)
  ) -> (UInt64, UInt64, UInt64, UInt64) {
    var word = counter
    var key = key
    for _ in 0..<10 {
      let left = word.0.multipliedFullWidth(by: 0xD2E7_470E_E14C_6C93)
      let right = word.2.multipliedFullWidth(by: 0xCA5A_8263_9512_1157)
      word = (right.high ^ word.1 ^ key.0, right.low, left.high ^ word.3 ^ key.1, left.low)
      key = (key.0 &+ 0x9E37_79B9_7F4A_7C15, key.1 &+ 0xBB67_AE85_84CA_A73B)
    }
    return word
  }
}
