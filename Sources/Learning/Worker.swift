import Dispatch
import Foundation
import Synchronization

/// A piece of work on a thread of its own, whose result is waited for.
///
/// Network calls block for long; on the threads of Swift's own pool they would keep everything else
/// from running.
public final class Worker<Result: Sendable>: Sendable {
  private let outcome: Mutex<Swift.Result<Result, any Error>?> = Mutex(nil)
  private let done = DispatchSemaphore(value: 0)

  /// Starts the work at once.
  ///
  /// - Parameters:
  ///   - name: The name of the thread, for debuggers.
  ///   - work: What to do.
  public init(_ name: String, _ work: @escaping @Sendable () throws -> Result) {
    let thread = Thread { [self] in
      let result = Swift.Result { try work() }
      outcome.withLock { $0 = result }
      done.signal()
    }
    thread.name = name
    // Rules and searches are shallow, but a native library may want more than the usual 512 KiB.
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Waits for the work to end.
  ///
  /// - Parameter tick: Called four times a second meanwhile.
  /// - Returns: What it gave.
  /// - Throws: What it threw.
  public func wait(whileWaiting tick: () -> Void = {}) throws -> Result {
    while done.wait(timeout: .now() + .milliseconds(250)) == .timedOut { tick() }
    defer { done.signal() }
    guard let result = outcome.withLock({ $0 }) else {
      preconditionFailure("a worker that is done has a result")
    }
    return try result.get()
  }

  /// Waits for several pieces of work, all of them even if one fails.
  ///
  /// - Parameters:
  ///   - workers: The workers.
  ///   - tick: Called four times a second meanwhile.
  /// - Returns: What they gave, in order.
  /// - Throws: What the first one that failed threw.
  public static func waitForAll(
    _ workers: [Worker], whileWaiting tick: () -> Void = {}
  ) throws -> [Result] {
    let results = workers.map { worker in Swift.Result { try worker.wait(whileWaiting: tick) } }
    return try results.map { try $0.get() }
  }
}
