/// What a commit of a run is about.
public enum CommitKind: String, Hashable, Sendable, Codable {
  /// The first commit, made before the first step.
  case intent
  /// A state from which the run can go on.
  case checkpoint
  /// Another process took the run up again.
  case resume
  /// The run reached its end.
  case result
  /// The run stopped because of an error.
  case failed
  /// The run was compared with the one it repeats.
  case verify
}

/// The message of a run's commit: a line for people and trailers for programs.
struct CommitMessage {
  var summary: String
  var kind: CommitKind
  var run: RunIdentifier
  var step: Int?

  /// The text, as `git interpret-trailers` understands it.
  var text: String {
    var text = "\(summary)\n\nTesuji-Kind: \(kind.rawValue)\nTesuji-Run: \(run)\n"
    if let step { text += "Tesuji-Step: \(step)\n" }
    return text
  }

  init(_ summary: String, kind: CommitKind, run: RunIdentifier, step: Int? = nil) {
    // One line: what follows a line feed would be taken for the body.
    self.summary = String(summary.map { $0.isNewline ? " " : $0 })
    self.kind = kind
    self.run = run
    self.step = step
  }

  /// Reads a message, or nothing if it is not one of a run.
  init?(text: String) {
    let lines = text.split(separator: "\n")
    var trailers: [Substring: Substring] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2 { trailers[parts[0]] = parts[1].drop { $0 == " " } }
    }
    guard let kind = trailers["Tesuji-Kind"].flatMap({ CommitKind(rawValue: String($0)) }),
      let run = trailers["Tesuji-Run"].flatMap({ RunIdentifier(String($0)) })
    else { return nil }
    summary = lines.first.map(String.init) ?? ""
    self.kind = kind
    self.run = run
    step = trailers["Tesuji-Step"].flatMap { Int($0) }
  }
}
