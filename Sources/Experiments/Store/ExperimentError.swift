/// Why the experiment store refused or failed.
public enum ExperimentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A call of libgit2 failed.
  case git(GitError)
  /// A file could not be read or written.
  case file(FileError)
  /// There is no store in the folder.
  case noStore(folder: String)
  /// No run has the name; the nearest one, if any is near.
  case unknownRun(String, suggestion: String?)
  /// Several runs begin with the text.
  case ambiguousRun(String, candidates: [String])
  /// Another run has the name.
  case nameTaken(String, by: String)
  /// A name that cannot be part of a reference.
  case invalidName(String)
  /// Another process is working on the run.
  case runInUse(RunIdentifier)
  /// Another process moved the run on since it was read.
  case runMovedOn(RunIdentifier)
  /// The run has ended and cannot be resumed.
  case runFinished(RunIdentifier)
  /// The configuration is not the one the run began with.
  case configurationChanged(RunIdentifier, [ConfigurationDifference])
  /// Something recorded cannot be read back: what it is and what is wrong with it.
  case corrupt(String, reason: String)

  /// The failure in words, with what can be done about it.
  public var description: String {
    switch self {
    case .git(let error):
      error.kind == .diskFull
        ? "the disk is full: \(error); everything recorded before is intact" : error.description
    case .file(let error):
      error.isDiskFull
        ? "the disk is full: \(error); everything recorded before is intact" : error.description
    case .noStore(let folder): "there is no experiment store in \(folder)"
    case .unknownRun(let text, let suggestion):
      "no run is called '\(text)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    case .ambiguousRun(let text, let candidates):
      "'\(text)' may be any of \(candidates.joined(separator: ", "))"
    case .nameTaken(let name, let run): "the name '\(name)' belongs to the run \(run)"
    case .invalidName(let name):
      "'\(name)' cannot name a run: expected lower-case letters, digits, '-', '_' and '.', "
        + "beginning and ending with a letter or digit"
    case .runInUse(let run): "another process is working on the run \(run)"
    case .runMovedOn(let run): "another process moved the run \(run) on; this one stops"
    case .runFinished(let run): "the run \(run) is finished; nothing is left to resume"
    case .configurationChanged(let run, let differences):
      "the configuration is not the one of the run \(run); a changed configuration is a new run:\n"
        + differences.map { "  \($0)" }.joined(separator: "\n")
    case .corrupt(let what, let reason): "\(what) cannot be read: \(reason)"
    }
  }
}

/// Runs a body of git calls, turning their errors into the store's.
func git<Value>(
  _ body: () throws(GitError) -> Value
) throws(ExperimentError) -> Value {
  do { return try body() } catch { throw .git(error) }
}

/// Runs a body of file operations, turning their errors into the store's.
func files<Value>(
  _ body: () throws(FileError) -> Value
) throws(ExperimentError) -> Value {
  do { return try body() } catch { throw .file(error) }
}
