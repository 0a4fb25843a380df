/// Why a game that a server plays went wrong.
public enum ProcessError: Error, Hashable, Sendable {
  /// The server's program cannot be started.
  case notStarted(command: String, reason: String)
  /// The server has ended or closed its pipe; `wrote` is the end of its standard error.
  case gone(how: String, wrote: String)
  /// The server did not answer in time.
  case silent(operation: String, seconds: Double, wrote: String)
  /// The server's answer is no answer to what was asked.
  case badFrame(operation: String, found: String, expected: String)
  /// The server speaks another version of the protocol.
  case wrongVersion(found: UInt32, expected: UInt32)
  /// What the server says of its game cannot be played.
  case badFacts(String)
  /// The shared memory is not there or too small.
  case badMemory(found: String, expected: String)
  /// The server describes an impossible position or step.
  case badPosition(found: String, expected: String)
  /// The server answered with an error of its own.
  case refused(operation: String, text: String)
  /// The game itself failed inside the server.
  case failed(text: String)
  /// A position reached again is not what it was.
  case notRepeatable(how: String)

  /// Whether the conversation itself is lost, so that the server has to be started again.
  var isServerLost: Bool {
    switch self {
    case .badPosition, .refused, .failed, .notRepeatable: false
    default: true
    }
  }
}

extension ProcessError: CustomStringConvertible {
  /// What was found and what was expected.
  public var description: String {
    switch self {
    case .notStarted(let command, let reason):
      return "the server '\(command)' cannot be started: \(reason)"
    case .gone(let how, let wrote):
      return "the server is gone: \(how)\(Self.quoted(wrote))"
    case .silent(let operation, let seconds, let wrote):
      return "the server did not answer \(operation) within \(seconds) s\(Self.quoted(wrote))"
    case .badFrame(let operation, let found, let expected):
      return "the server's answer to \(operation): found \(found), expected \(expected)"
    case .wrongVersion(let found, let expected):
      return "the server speaks version \(found) of the protocol, expected \(expected)"
    case .badFacts(let reason): return "the server's facts of the game: \(reason)"
    case .badMemory(let found, let expected):
      return "the shared memory: found \(found), expected \(expected)"
    case .badPosition(let found, let expected):
      return "the server's position: found \(found), expected \(expected)"
    case .refused(let operation, let text): return "the server refuses \(operation): \(text)"
    case .failed(let text): return "the game failed in the server: \(text)"
    case .notRepeatable(let how): return "the game is not repeatable: \(how)"
    }
  }

  private static func quoted(_ wrote: String) -> String {
    wrote.isEmpty ? "" : "; it wrote:\n\(wrote)"
  }
}
