import Synchronization

/// The first thing that went wrong in several pieces of work, so that the others can stop.
final class Failure: Sendable {
  private let first: Mutex<(any Error)?> = Mutex(nil)

  /// Whether anything went wrong.
  var hasHappened: Bool { first.withLock { $0 != nil } }

  /// Runs a piece of work and notes its error.
  ///
  /// An interruption is noted by nobody: it is what the others then throw themselves.
  func watch<Result>(_ work: () throws -> Result) throws -> Result {
    do {
      return try work()
    } catch let interruption as RunInterrupted {
      throw interruption
    } catch {
      first.withLock { if $0 == nil { $0 = error } }
      throw error
    }
  }

  /// Throws what went wrong first, if anything did.
  func rethrow() throws {
    if let error = first.withLock({ $0 }) { throw error }
  }
}
