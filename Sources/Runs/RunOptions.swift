import Experiments
import Foundation

/// What decides how a run is carried out, and nothing of what it computes.
public struct RunOptions: Sendable {
  /// Threads that play; results do not depend on them.
  public var workers: Int

  /// Whether the run shall stop at the next moment that loses nothing.
  public var shouldStop: @Sendable () -> Bool

  /// Is told how the run stands, several times a second, on the thread that runs it.
  public var progress: @Sendable (ProgressReport) -> Void

  /// What a repetition is compared with, generation by generation.
  struct Expectation: Sendable {
    /// The commit that is repeated.
    var commit: GitObjectID
    /// The digests that it must give; the run stops at the first that differs.
    var digests: DigestChain
  }

  var expected: Expectation?

  /// Makes options.
  ///
  /// - Parameters:
  ///   - workers: Threads that play; as many as there are cores if `nil`.
  ///   - shouldStop: Whether the run shall stop.
  ///   - progress: Is told how the run stands.
  public init(
    workers: Int? = nil, shouldStop: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (ProgressReport) -> Void = { _ in }
  ) {
    self.workers = workers ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    self.shouldStop = shouldStop
    self.progress = progress
  }
}
