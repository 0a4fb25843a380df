import Synchronization

/// Hands out the numbers of the games that are still to be played.
final class TicketCounter: Sendable {
  private let upcoming: Mutex<Int>
  private let end: Int
  private let isPlayed: @Sendable (UInt64) -> Bool

  /// Makes a counter.
  ///
  /// - Parameters:
  ///   - numbers: The games of a generation.
  ///   - isPlayed: Whether a game was recorded before the run was interrupted.
  init(_ numbers: Range<Int>, skipping isPlayed: @escaping @Sendable (UInt64) -> Bool) {
    upcoming = Mutex(numbers.lowerBound)
    end = numbers.upperBound
    self.isPlayed = isPlayed
  }

  /// The number of the next game, or `nil` when there are no more.
  func next() -> UInt64? {
    upcoming.withLock { number in
      while number < end {
        let candidate = UInt64(number)
        number += 1
        if !isPlayed(candidate) { return candidate }
      }
      return nil
    }
  }
}
