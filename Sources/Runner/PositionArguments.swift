import ArgumentParser

/// Where a command takes its positions from, and how it prints what it finds.
struct PositionArguments: ParsableArguments {
  @Option(help: "A position in the game's own text form; the start position unless given.")
  var position: String?

  @Flag(
    help: """
      Read one position a line from standard input and print one answer a line. A line that begins \
      with '{' is read as an object, as 'rules replay' reads it.
      """)
  var stdin = false

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    if stdin, position != nil {
      throw ValidationError("--position and --stdin exclude each other.")
    }
  }

  /// Answers for the one position, or for every line of standard input.
  ///
  /// - Parameters:
  ///   - answer: Answers a request.
  ///   - text: What is printed for an answer without `--json`.
  /// - Throws: `Failure` with the status 65 if anything could not be answered.
  func answerAll(
    _ answer: (Request) throws(RequestError) -> Answer, text: (Answer) -> String
  ) throws(Failure) {
    func print(_ answer: Answer) -> String {
      if json { return answer.document.description }
      return answer.failure.map { "error: \($0)" } ?? text(answer)
    }
    if stdin {
      try Requests.answerAll({ Self.answer($0, by: answer) }, as: print)
      return
    }
    do {
      try Output.result(print(answer(Request(position: position))))
    } catch let error as RequestError {
      throw Failure(error.reason, .data)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  private static func answer(
    _ line: LineReader.Line, by answer: (Request) throws(RequestError) -> Answer
  ) -> Answer {
    guard case .text(let bytes) = line, bytes.first != UInt8(ascii: "{") else {
      return Request.answer(line, by: answer)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return Answer(RequestError("bad position: the line is not UTF-8"), id: .null)
    }
    do {
      return try answer(Request(position: text))
    } catch {
      return Answer(error, id: .null)
    }
  }
}
