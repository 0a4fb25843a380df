package import GameProtocol
import Planner

/// Answers requests with what trained weights make of the last position.
package final class Analyst<G: Game> {
  private let game: G
  private let searcher: PositionSearcher<G>
  private let simulations: Int
  private let seed: UInt64

  /// Makes an analyst.
  ///
  /// - Parameters:
  ///   - game: The game that was learnt.
  ///   - player: The weights.
  ///   - simulations: Simulations for each position; 0: the network alone.
  ///   - seed: Decides every random choice.
  /// - Throws: `Failure` if the weights cannot be evaluated here.
  package init(
    _ game: G, _ player: TrainedPlayer, simulations: Int, seed: UInt64
  ) throws(Failure) {
    self.game = game
    self.simulations = simulations
    self.seed = seed
    searcher = try PositionSearcher(
      player.search(simulations: simulations), actionCount: game.specification.actionCount
    ) { slots throws(Failure) in
      try player.model(for: game, treeCount: 1, slotsPerTree: slots)
    }
  }

  /// Answers a request.
  ///
  /// - Parameters:
  ///   - request: The start and the moves.
  ///   - listsMoves: Whether the answer lists the legal moves of every ply.
  /// - Returns: The answer.
  /// - Throws: `RequestError` if the start is no position of the game or the weights fail.
  package func answer(_ request: Request, listsMoves: Bool) throws(RequestError) -> Answer {
    if !request.options.isEmpty {
      throw RequestError("\"options\": the run has its own, expected none")
    }
    let walk = try Walk(game, request, listsMoves: listsMoves)
    var answer = replay(game, walk, id: request.id)
    guard answer.failure == nil, case .object(var members) = answer.document else {
      return answer
    }
    members += try findings(about: walk.state)
    answer.document = .object(members)
    return answer
  }

  private func findings(about state: G.State) throws(RequestError) -> [JSONValue.Member] {
    if state.isTerminal {
      return [
        JSONValue.Member("action", nil), JSONValue.Member("move", nil),
        JSONValue.Member("value", nil), JSONValue.Member("policy", [:]),
        JSONValue.Member("visits", [:]),
      ]
    }
    let result: SearchResult
    do {
      result = try searcher.search(state, key: SearchKey(seed: seed))
    } catch {
      throw RequestError(error.message)
    }
    let isSearched = simulations > 0
    let policy = isSearched ? result.policy : result.prior
    let legal = state.legalActions
    let action = isSearched ? result.bestAction : best(of: legal, by: policy)
    var visits = [Int](repeating: 0, count: policy.count)
    if isSearched { for edge in result.edges { visits[edge.action.index] = edge.visits } }
    func table(_ value: (Action) -> JSONValue) -> JSONValue {
      .object(legal.map { JSONValue.Member(state.notation(for: $0), value($0)) })
    }
    return [
      JSONValue.Member("action", .integer(action.rawValue)),
      JSONValue.Member("move", .string(state.notation(for: action))),
      JSONValue.Member("value", .real(isSearched ? result.value : result.networkValue)),
      JSONValue.Member("policy", table { .real(policy[$0.index]) }),
      JSONValue.Member("visits", table { .integer(visits[$0.index]) }),
    ]
  }

  /// The action of the highest share, ties to the lower index.
  private func best(of legal: [Action], by policy: [Float]) -> Action {
    var best = legal[0]
    for action in legal where policy[action.index] > policy[best.index] { best = action }
    return best
  }
}
