import Synchronization

/// How far a measurement of strength at the end of a run is.
final class MeasuredShare: Sendable {
  /// The share that is done, in [0, 1].
  private let done = Mutex(0.0)
  private let start = ContinuousClock.now

  /// Adds a share that was done.
  func advance(by share: Double) { done.withLock { $0 += share } }

  /// Seconds until its end; `nil` before anything is done.
  var secondsLeft: Double? {
    let done = done.withLock(\.self)
    return done > 0 ? (ContinuousClock.now - start) / .seconds(1) / done * max(0, 1 - done) : nil
  }
}
