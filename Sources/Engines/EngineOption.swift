/// An option that a GUI may set, as UCI and USI announce it.
struct EngineOption: Hashable, Sendable {
  /// What can be set.
  enum Kind: Hashable, Sendable {
    /// A whole number in a range.
    case spin(Int, ClosedRange<Int>)
    /// Yes or no.
    case check(Bool)
    /// A text.
    case string(String)
  }

  /// The name.
  var name: String
  /// What can be set, with the default.
  var kind: Kind

  /// Makes an option.
  init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }

  /// The line that announces it.
  var announcement: String {
    switch kind {
    case .spin(let value, let range):
      "option name \(name) type spin default \(value) min \(range.lowerBound) "
        + "max \(range.upperBound)"
    case .check(let value): "option name \(name) type check default \(value)"
    case .string(let value):
      "option name \(name) type string default \(value.isEmpty ? "<empty>" : value)"
    }
  }

  /// Whether a name means this option; capital and small letters are the same.
  func isNamed(_ text: String) -> Bool { text.lowercased() == name.lowercased() }

  /// Reads a whole number.
  ///
  /// - Throws: `EngineError` if the text is none in the range.
  func number(_ text: String) throws(EngineError) -> Int {
    guard case .spin(_, let range) = kind, let number = Int(text), range.contains(number) else {
      throw EngineError("option \(name): found '\(text.shortened)', expected \(expectation)")
    }
    return number
  }

  /// Reads yes or no.
  ///
  /// - Throws: `EngineError` if the text is neither.
  func flag(_ text: String) throws(EngineError) -> Bool {
    guard let flag = Bool(text.lowercased()) else {
      throw EngineError("option \(name): found '\(text.shortened)', expected \(expectation)")
    }
    return flag
  }

  private var expectation: String {
    switch kind {
    case .spin(_, let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .check: "true or false"
    case .string: "a text"
    }
  }
}

extension String {
  /// The text as far as it is worth repeating in an error: hostile ones may be long.
  var shortened: String {
    let kept = unicodeScalars.prefix(60).map { $0.value < 32 ? "?" : String($0) }.joined()
    return unicodeScalars.count > 60 ? kept + "..." : kept
  }

  /// The words between blanks.
  var words: [Substring] { split { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" } }
}

extension Substring {
  /// The text as far as it is worth repeating in an error.
  var shortened: String { String(prefix(200)).shortened }
}
