import Dispatch
import GameProtocol
import Learning
import Synchronization

/// The thread on which an engine searches, so that commands can be read meanwhile.
final class SearchThread<G: Game>: Sendable {
  /// A piece of work; it has the room to itself.
  typealias Work = @Sendable (SearchRoom<G>) -> Void

  private struct Queue {
    var works: [Work] = []
    var isClosed = false
  }

  /// What the thread and its owner share.
  private final class Shared: Sendable {
    let queue = Mutex(Queue())
    let filled = DispatchSemaphore(value: 0)

    /// The next piece of work, waited for; `nil` once there will be none.
    func next() -> Work? {
      filled.wait()
      return queue.withLock { $0.works.isEmpty ? nil : $0.works.removeFirst() }
    }
  }

  private let shared = Shared()
  private let worker: Worker<Void>

  /// Starts the thread.
  ///
  /// - Parameter memory: The bytes that a tree may take.
  init(memory: Int) {
    worker = Worker("search") { [shared] in
      let room = SearchRoom<G>(memory: memory)
      while let work = shared.next() { work(room) }
    }
  }

  /// The thread ends when its work is done.
  deinit {
    shared.filled.signal()
  }

  /// Adds a piece of work, which begins when those before it are done.
  func submit(_ work: @escaping Work) {
    shared.queue.withLock { $0.works.append(work) }
    shared.filled.signal()
  }

  /// Makes what a player searches with, so that its first move does not have to wait for that.
  ///
  /// - Parameter player: The player.
  /// - Throws: `EngineError` if the player cannot play here.
  func prepare(_ player: EnginePlayer<G>) throws(EngineError) {
    let done = SearchControl()
    let failure = Box<EngineError>()
    submit { room in
      do throws(EngineError) {
        try room.prepare(player)
      } catch {
        failure.set(error)
      }
      done.finish()
    }
    done.waitUntilFinished()
    if let error = failure.value { throw error }
  }
}

/// A value that one thread leaves for another.
final class Box<Value: Sendable>: Sendable {
  private let content = Mutex<Value?>(nil)

  /// What was left, or `nil`.
  var value: Value? { content.withLock { $0 } }

  /// Leaves a value in place of the one before.
  func set(_ value: Value?) { content.withLock { $0 = value } }
}
