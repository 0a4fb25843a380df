internal import CLibgit2

/// What went wrong in a call of libgit2.
public struct GitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of failure that callers tell apart.
  public enum Kind: Hashable, Sendable {
    /// The object, reference or repository does not exist.
    case notFound
    /// The repository belongs to another user of the machine.
    case foreignOwner
    /// The repository has a format that libgit2 does not write.
    case unsupportedFormat
    /// Another process holds the lock of a reference.
    case locked
    /// The disk, or the user's share of it, is full.
    case diskFull
    /// Anything else.
    case other
  }

  /// The kind of failure.
  public let kind: Kind
  /// libgit2's return code, negative.
  public let code: Int32
  /// libgit2's message, or a clearer one where its own misleads.
  public let message: String
  /// The call that failed, with what it was about.
  public let operation: String

  init(code: Int32, message: String, operation: String, kind: Kind? = nil) {
    self.code = code
    self.message = message
    self.operation = operation
    self.kind = kind ?? GitError.kind(of: code, message)
  }

  /// The failure in words.
  public var description: String { "\(operation): \(message)" }

  private static func kind(of code: Int32, _ message: String) -> Kind {
    switch code {
    // Before libgit2 1.6 a foreign owner is reported as a missing configuration value.
    case GIT_EOWNER.rawValue: return .foreignOwner
    case GIT_ENOTFOUND.rawValue where message.contains("safe.directory"): return .foreignOwner
    case GIT_ENOTFOUND.rawValue: return .notFound
    case GIT_ELOCKED.rawValue: return .locked
    default: break
    }
    if message.contains("unsupported extension") || message.contains("unsupported repository") {
      return .unsupportedFormat
    }
    let full = ["No space left on device", "Disk quota exceeded", "File too large"]
    return full.contains(where: message.contains) ? .diskFull : .other
  }
}

/// Turns a failed call into an error.
///
/// libgit2 keeps the last message per thread, so it must be read at once, on the thread of the call.
///
/// - Parameters:
///   - code: What the call returned.
///   - operation: The call and what it is about, for the message.
/// - Returns: The code, zero or positive.
/// - Throws: The error when the code is negative.
@discardableResult
func check(_ code: Int32, _ operation: @autoclosure () -> String) throws(GitError) -> Int32 {
  if code >= 0 { return code }
  let message = git_error_last().map { String(cString: $0.pointee.message) } ?? "no message"
  throw GitError(code: code, message: message, operation: operation())
}

/// What a call left in its out parameter, which a successful call always fills.
///
/// - Parameters:
///   - pointer: The out parameter.
///   - operation: The call and what it is about, for the message.
/// - Returns: The pointer.
/// - Throws: An error when there is nothing.
func filled<Pointer>(
  _ pointer: Pointer?, _ operation: @autoclosure () -> String
) throws(GitError) -> Pointer {
  guard let pointer else {
    throw GitError(code: GIT_ERROR.rawValue, message: "nothing returned", operation: operation())
  }
  return pointer
}
