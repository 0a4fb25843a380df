import Synchronization

/// Where an engine's answers go; whole messages, from any thread.
public final class EngineOutput: Sendable {
  private let lock = Mutex<Void>(())
  private let write: @Sendable (String) -> Void

  /// Makes an output.
  ///
  /// - Parameter write: Takes a message that ends with a line feed; never called twice at once.
  public init(_ write: @escaping @Sendable (String) -> Void) {
    self.write = write
  }

  /// Writes lines, between which no other message comes.
  ///
  /// - Parameter text: The lines; a line feed is put at the end.
  func send(_ text: String) {
    lock.withLock { _ in write(text + "\n") }
  }
}
