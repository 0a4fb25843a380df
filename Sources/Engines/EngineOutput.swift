import Foundation
import Synchronization

/// Where an engine's answers go; whole messages, from any thread.
public final class EngineOutput: Sendable {
  private let lock = Mutex<Void>(())
  private let write: @Sendable (String) -> Void
  private let report: @Sendable (String) -> Void

  /// Makes an output.
  ///
  /// - Parameters:
  ///   - write: Takes a message that ends with a line feed; never called twice at once.
  ///   - report: Takes a line that is for a person and no part of the protocol, with its line feed;
  ///     without it such lines go to standard error.
  public init(
    _ write: @escaping @Sendable (String) -> Void,
    report: (@Sendable (String) -> Void)? = nil
  ) {
    self.write = write
    self.report =
      report ?? { text in
        // Who does not read errors misses this one.
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
      }
  }

  /// Writes lines, between which no other message comes.
  ///
  /// - Parameter text: The lines; a line feed is put at the end.
  func send(_ text: String) {
    lock.withLock { _ in write(text + "\n") }
  }

  /// Tells a person something that the protocol has no answer for.
  ///
  /// - Parameter text: A line; a line feed is put at its end.
  func warn(_ text: String) { report(text + "\n") }
}
