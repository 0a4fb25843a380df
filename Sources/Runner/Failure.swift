/// The end of a command that did not succeed: a sentence for standard error and an exit status.
package struct Failure: Error, Hashable, Sendable {
  /// The exit statuses of the program.
  package enum Status: Int32, Sendable {
    /// Something failed that is nobody's spelling.
    case failed = 1
    /// The command line is wrong.
    case usage = 64
    /// The input is wrong.
    case data = 65
    /// The user stopped it.
    case interrupted = 130
  }

  /// What happened, what was expected, what to do; empty where it has been said already.
  package var message: String

  /// The exit status.
  package var status: Status

  /// Makes a failure.
  ///
  /// - Parameters:
  ///   - message: What is printed after `error: `; empty to print nothing.
  ///   - status: The exit status.
  package init(_ message: String, _ status: Status) {
    self.message = message
    self.status = status
  }
}
