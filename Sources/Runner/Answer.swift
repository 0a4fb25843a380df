import GameProtocol

/// The answer to one line of a stream of requests.
package struct Answer: Hashable, Sendable {
  /// What is printed.
  package var document: JSONValue
  /// Why the line could not be answered; `nil` if it could.
  package var failure: String?

  /// An answer to a line that could be answered.
  ///
  /// - Parameters:
  ///   - id: The `id` of the request.
  ///   - members: What follows it.
  package init(id: JSONValue, _ members: [JSONValue.Member]) {
    document = .object([JSONValue.Member("id", id)] + members)
  }

  /// An answer to a line that is wrong as a whole.
  ///
  /// - Parameters:
  ///   - error: What is wrong.
  ///   - id: The `id` of the request, as far as it could be read.
  package init(_ error: RequestError, id: JSONValue) {
    document = ["id": id, "error": ["ply": nil, "move": nil, "reason": .string(error.reason)]]
    failure = error.reason
  }

  /// An answer to a request with a move that could not be made.
  ///
  /// - Parameters:
  ///   - fault: The move.
  ///   - walk: The way up to there.
  ///   - id: The `id` of the request.
  package init<State>(_ fault: Walk<State>.Fault, after walk: Walk<State>, id: JSONValue) {
    document = .object(
      [
        JSONValue.Member("id", id),
        JSONValue.Member(
          "error",
          [
            "ply": .integer(fault.ply), "move": fault.move, "reason": .string(fault.reason),
          ]),
      ] + walk.progress + [JSONValue.Member("position", .string(walk.state.positionText))])
    failure = "move \(fault.ply): \(fault.reason)"
  }
}

extension Walk {
  /// The members of an answer that tell how far the moves went.
  package var progress: [JSONValue.Member] {
    var members = [
      JSONValue.Member("plies", .integer(plies)),
      JSONValue.Member("legalCounts", .array(legalCounts.map(JSONValue.integer))),
    ]
    if !legalMoves.isEmpty {
      members.append(
        JSONValue.Member(
          "legalMoves", .array(legalMoves.map { .array($0.map(JSONValue.string)) })))
    }
    return members
  }
}

extension Answer {
  /// Reads a JSON document from a line and answers it, whatever the line holds.
  ///
  /// - Parameters:
  ///   - line: A line of standard input.
  ///   - answer: Answers a document.
  package init(
    _ line: LineReader.Line, by answer: (JSONValue) throws(RequestError) -> Answer
  ) {
    guard case .text(let bytes) = line else {
      self.init(RequestError("the line is too long"), id: .null)
      return
    }
    let document: JSONValue
    do {
      document = try JSONParser.parse(bytes)
    } catch {
      self.init(RequestError(error.description), id: .null)
      return
    }
    do {
      self = try answer(document)
    } catch {
      self.init(error, id: document["id"] ?? .null)
    }
  }
}

extension Request {
  /// Reads a request from a line and answers it, whatever the line holds.
  ///
  /// - Parameters:
  ///   - line: A line of standard input.
  ///   - answer: Answers a request that could be read.
  /// - Returns: The answer, or what is wrong with the line.
  package static func answer(
    _ line: LineReader.Line, by answer: (Request) throws(RequestError) -> Answer
  ) -> Answer {
    Answer(line) { document throws(RequestError) in try answer(Request(document)) }
  }
}
