import Dispatch
import Synchronization

/// The time since some fixed moment, which no adjustment of the calendar moves.
enum MonotonicTime {
  /// Nanoseconds.
  static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }
}

extension Duration {
  /// Whole nanoseconds; nothing for a negative time.
  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = components
    if seconds < 0 || attoseconds < 0 { return 0 }
    return UInt64(min(seconds, 1 << 33)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
  }
}

/// What the thread that reads commands tells a search that is under way.
///
/// An open search, for analysis or pondering, has no end of its own: even a tree that is full waits
/// until the search is stopped or closed, because only then an answer is expected.
final class SearchControl: Sendable {
  private let stopped = Atomic<Bool>(false)
  private let open: Atomic<Bool>
  private let deadline: Atomic<UInt64>
  private let wake = DispatchSemaphore(value: 0)
  /// When the time that the search takes began and ended; no end yet is 0.
  private let began: Atomic<UInt64>
  private let ended = Atomic<UInt64>(0)
  private let finished = DispatchSemaphore(value: 0)
  /// When the search was asked for.
  let start = MonotonicTime.now

  /// Makes the control of a search.
  ///
  /// - Parameters:
  ///   - isOpen: Whether it has no end of its own.
  ///   - budget: The time that it has, from now on; `nil` for no limit.
  init(isOpen: Bool = false, budget: Duration? = nil) {
    open = Atomic(isOpen)
    began = Atomic(start)
    deadline = Atomic(budget.map { [start] in start &+ $0.nanoseconds } ?? .max)
  }

  /// Asks for an answer at once.
  func stop() {
    stopped.store(true, ordering: .releasing)
    wake.signal()
  }

  /// Gives an open search an end, as when the move that it ponders on was played.
  ///
  /// - Parameter budget: The time that it has, from now on; `nil` for no limit.
  func close(budget: Duration?) {
    let now = MonotonicTime.now
    began.store(now, ordering: .releasing)
    deadline.store(budget.map { now &+ $0.nanoseconds } ?? .max, ordering: .releasing)
    open.store(false, ordering: .releasing)
    wake.signal()
  }

  /// Whether an answer was asked for.
  var isStopped: Bool { stopped.load(ordering: .acquiring) }

  /// Whether the search has no end of its own.
  var isOpen: Bool { open.load(ordering: .acquiring) }

  /// Whether time is left and nobody asked for an answer.
  var hasTime: Bool {
    if isStopped { return false }
    if isOpen { return true }
    let deadline = deadline.load(ordering: .acquiring)
    return deadline == .max || MonotonicTime.now < deadline
  }

  /// The time since the search was asked for.
  var elapsed: Duration { .nanoseconds(Int64(MonotonicTime.now - start)) }

  /// Waits until the search is stopped or has an end of its own.
  func waitWhileOpen() {
    while isOpen && !isStopped { wake.wait() }
  }

  /// Marks the search as answered.
  func finish() {
    ended.store(max(MonotonicTime.now, 1), ordering: .releasing)
    finished.signal()
  }

  /// Whether the answer was given.
  var isFinished: Bool { ended.load(ordering: .acquiring) != 0 }

  /// What the answer took of the clock; the time of an open search does not count.
  var timeTaken: Duration {
    let end = ended.load(ordering: .acquiring)
    let begin = began.load(ordering: .acquiring)
    return .nanoseconds(Int64(end > begin ? end - begin : 0))
  }

  /// Waits for the answer to be given.
  func waitUntilFinished() {
    finished.wait()
    finished.signal()
  }
}
