/// The keys of the positions of a game, from which repetitions are found.
///
/// Any position may come back in shogi, because captured pieces return, so all are kept; they lie in
/// the value itself, which makes a copy a plain copy of memory.
struct RepetitionHistory: Sendable {
  static let capacity = 512

  /// The key after `n` plies is at `n / 2`, from 256 on for odd `n`.
  private var keys = InlineArray<512, UInt64>(repeating: 0)
  /// Plies whose keys are noted.
  private(set) var count = 0

  /// Notes the key of a position.
  mutating func append(_ key: UInt64) {
    keys[count >> 1 | (count & 1) << 8] = key
    count += 1
  }

  /// How often a key was noted with the same side to move as the next one, and after how many plies
  /// it was first.
  func occurrences(of key: UInt64) -> (count: Int, first: Int) {
    let half = (count & 1) << 8
    let length = count >> 1
    var found = 0
    var first = 0
    let span = keys.span
    // From the end, so that the last hit is the first occurrence.
    var index = length
    while index > 0 {
      index &-= 1
      if span[half &+ index] == key {
        found &+= 1
        first = index
      }
    }
    return (found, first << 1 | (count & 1))
  }
}
