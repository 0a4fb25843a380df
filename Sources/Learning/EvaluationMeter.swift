import Glibc
import Synchronization

/// Counts what a network is asked, and how long it takes to answer.
public final class EvaluationMeter: Sendable {
  private let count = Atomic<Int>(0)
  private let callCount = Atomic<Int>(0)
  private let duration = Atomic<Int>(0)

  /// Makes a meter at zero.
  public init() {}

  /// Positions judged so far.
  public var evaluations: Int { count.load(ordering: .relaxed) }

  /// Calls of the network so far, each with a batch of positions.
  public var calls: Int { callCount.load(ordering: .relaxed) }

  /// Processor time spent in the network so far, summed over all threads, in seconds.
  public var seconds: Double { Double(duration.load(ordering: .relaxed)) * 1e-9 }

  /// Counts one call of a network.
  ///
  /// - Parameters:
  ///   - rows: The positions judged.
  ///   - start: `now` when the call began; it has just ended.
  func count(_ rows: Int, since start: Int) {
    count.add(rows, ordering: .relaxed)
    callCount.add(1, ordering: .relaxed)
    duration.add(Self.now - start, ordering: .relaxed)
  }

  /// The processor time of this thread, in nanoseconds: what other programs take does not count.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
