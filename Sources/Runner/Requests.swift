/// Answers standard input line by line.
package enum Requests {
  /// Reads every line of standard input, and prints each answer before the next line is read.
  ///
  /// - Parameter answer: Answers one line.
  /// - Throws: `Failure` with the status 65 and no message if an answer was an error, which the
  ///   answer itself tells.
  package static func answerAll(_ answer: (LineReader.Line) -> Answer) throws(Failure) {
    try answerAll(answer) { $0.document.description }
  }

  /// Reads every line of standard input, and prints each answer before the next line is read.
  ///
  /// - Parameters:
  ///   - answer: Answers one line.
  ///   - text: The line to print for an answer.
  /// - Throws: `Failure` with the status 65 and no message if an answer was an error, which the
  ///   answer itself tells.
  package static func answerAll(
    _ answer: (LineReader.Line) -> Answer, as text: (Answer) -> String
  ) throws(Failure) {
    var reader = LineReader()
    var hasFailed = false
    while let line = try reader.next() {
      let answer = answer(line)
      hasFailed = hasFailed || answer.failure != nil
      try Output.result(text(answer))
    }
    if hasFailed { throw Failure("", .data) }
  }
}
