/// A command line of GTP, taken apart.
///
/// Source: Farnebäck, "Specification of the Go Text Protocol, version 2, draft 2", 2002, section 2.
struct GTPLine: Hashable, Sendable {
  /// The number before the command, which its answer repeats.
  var id: String
  /// The command.
  var command: String
  /// Its arguments.
  var arguments: [String]

  /// The longest number that is repeated, in digits.
  private static let longestID = 18

  /// Reads a line.
  ///
  /// Control characters are left out but for the tab, which is a blank; from `#` on everything is a
  /// comment.
  ///
  /// - Parameter line: The line without its end; there may be no command in it.
  init?(_ line: String) {
    var text = ""
    for scalar in line.unicodeScalars {
      if scalar == "#" { break }
      if scalar == "\t" {
        text.append(" ")
      } else if scalar.value >= 32 && scalar.value != 127 {
        text.unicodeScalars.append(scalar)
      }
    }
    var words = text.words[...]
    guard let first = words.first else { return nil }
    id = ""
    if first.utf8.allSatisfy({ 48...57 ~= $0 }), first.utf8.count <= Self.longestID {
      id = String(first)
      words.removeFirst()
    }
    guard let command = words.popFirst() else {
      // A number alone asks for nothing, but its answer is waited for.
      self.command = ""
      arguments = []
      return
    }
    self.command = String(command)
    arguments = words.map(String.init)
  }
}

/// What a command is given after its name.
struct GTPArguments {
  private(set) var rest: ArraySlice<String>

  init(_ arguments: [String]) { rest = arguments[...] }

  /// Checks that there are not more arguments than a command takes.
  ///
  /// - Parameter most: That number.
  /// - Throws: `EngineError` with the first that is too much.
  func limit(to most: Int) throws(EngineError) {
    guard let extra = rest.dropFirst(most).first else { return }
    let few = most == 1 ? "1 argument" : "\(most) arguments"
    throw Self.error(extra, most == 0 ? "no argument" : "no more than \(few)")
  }

  /// The next argument.
  ///
  /// - Parameter what: What it should be.
  /// - Returns: The argument.
  /// - Throws: `EngineError` if there is none.
  mutating func word(_ what: String) throws(EngineError) -> String {
    guard let word = rest.popFirst() else { throw Self.error(nil, what) }
    return word
  }

  /// The next argument as a whole number in a range.
  mutating func integer(_ what: String, in range: ClosedRange<Int>) throws(EngineError) -> Int {
    let text = try word(what)
    guard let number = Int(text), range.contains(number) else { throw Self.error(text, what) }
    return number
  }

  /// The next argument as a number.
  mutating func number(_ what: String) throws(EngineError) -> Double {
    let text = try word(what)
    guard let number = Double(text), number.isFinite else { throw Self.error(text, what) }
    return number
  }

  /// The next argument as seconds; unbelievably long times are shortened.
  mutating func seconds(_ what: String) throws(EngineError) -> Duration {
    let text = try word(what)
    guard let number = Double(text), number.isFinite, number >= 0 else {
      throw Self.error(text, what)
    }
    return .milliseconds(Int(min(number * 1000, Double(GoParameters.longest))))
  }

  /// The next argument as yes or no.
  mutating func flag(_ what: String) throws(EngineError) -> Bool {
    let text = try word(what)
    switch text.lowercased() {
    case "true", "on", "1", "yes": return true
    case "false", "off", "0", "no": return false
    default: throw Self.error(text, what)
    }
  }

  /// The error of a wrong argument, or of none where one is needed.
  static func error(_ text: String?, _ what: String) -> EngineError {
    EngineError(
      "syntax error: " + (text.map { "found '\($0.shortened)', " } ?? "") + "expected \(what)")
  }
}
