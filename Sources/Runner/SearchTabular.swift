import Experiments
package import Planner

/// Searches models given as tables, for comparison with other programs.
package enum SearchTabular {
  /// Searches a table.
  ///
  /// - Parameters:
  ///   - document: The table as JSON.
  ///   - algorithm: The root rule.
  ///   - simulations: Simulations.
  ///   - conventions: Whose conventions are followed.
  /// - Returns: The tree and what it says about the root.
  /// - Throws: `RequestError` if the table or the number of simulations is at fault.
  package static func answer(
    _ document: JSONValue, algorithm: SearchConfiguration.Algorithm, simulations: Int,
    conventions: TabularSearch.Conventions
  ) throws(RequestError) -> TabularSearch.Answer {
    let search = TabularSearch(
      model: try TabularModel(document), algorithm: algorithm, simulations: simulations,
      conventions: conventions)
    do {
      return try search.answer()
    } catch {
      throw RequestError(error.description)
    }
  }

  /// Answers a line `{"id", "algorithm", "simulations", "model": {…}}`.
  ///
  /// - Parameters:
  ///   - line: A line of standard input.
  ///   - algorithm: The root rule where the line names none.
  ///   - simulations: Simulations where the line names none.
  ///   - conventions: Whose conventions are followed.
  /// - Returns: The answer, or what is wrong with the line.
  package static func answer(
    _ line: LineReader.Line, algorithm: SearchConfiguration.Algorithm, simulations: Int,
    conventions: TabularSearch.Conventions
  ) -> Answer {
    Answer(line) { (document: JSONValue) throws(RequestError) in
      guard case .object(let members) = document else {
        throw RequestError("found \(document.typeName), expected an object")
      }
      let keys = ["id", "algorithm", "simulations", "model"]
      for member in members where !keys.contains(member.key) {
        throw RequestError(
          "unknown key '\(member.key)'; \(hint(for: member.key, in: keys, plural: "keys"))")
      }
      guard let model = document["model"] else {
        throw RequestError("model: found nothing, expected a table")
      }
      let answer = try answer(
        model, algorithm: try self.algorithm(document["algorithm"]) ?? algorithm,
        simulations: try self.simulations(document["simulations"]) ?? simulations,
        conventions: conventions)
      return Answer(id: document["id"] ?? .null, self.members(of: answer))
    }
  }

  /// The members of an answer's document.
  ///
  /// - Parameter answer: The tree and what it says about the root.
  /// - Returns: `nodes`, `rootVisits`, `policy` and `action`.
  package static func members(of answer: TabularSearch.Answer) -> [JSONValue.Member] {
    [
      JSONValue.Member("nodes", .array(answer.nodes.map(JSONValue.init))),
      JSONValue.Member("rootVisits", .array(answer.rootVisits.map(JSONValue.integer))),
      JSONValue.Member("policy", .array(answer.policy.map { .real(Float($0)) })),
      JSONValue.Member("action", .integer(answer.action)),
    ]
  }

  private static func algorithm(
    _ value: JSONValue?
  ) throws(RequestError) -> SearchConfiguration.Algorithm? {
    guard let value else { return nil }
    guard let algorithm = value.text.flatMap(SearchConfiguration.Algorithm.init) else {
      throw RequestError("algorithm: found \(value), expected \"puct\" or \"gumbel\"")
    }
    return algorithm
  }

  private static func simulations(_ value: JSONValue?) throws(RequestError) -> Int? {
    guard let value else { return nil }
    guard let simulations = value.integer else {
      throw RequestError("simulations: found \(value.typeName), expected a whole number")
    }
    return simulations
  }
}

extension JSONValue {
  /// A node of a search tree.
  package init(_ node: TabularSearch.Node) {
    self = [
      "parent": .integer(node.parent), "action": .integer(node.action),
      "visits": .integer(node.visits), "value": .real(node.value), "reward": .real(node.reward),
    ]
  }
}
