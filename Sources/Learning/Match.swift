public import GameProtocol
public import Planner

/// A match between two players of a game of two, every opening played twice with colours swapped.
///
/// What is played depends on the players, the seed and the number of the pair alone.
public struct Match<G: Game> {
  /// The game.
  public let game: G
  /// How it is played.
  public let configuration: MatchConfiguration
  private let isFair: (G.State) -> Bool

  /// Makes a match.
  ///
  /// - Parameters:
  ///   - game: A game of two.
  ///   - configuration: How it is played.
  ///   - isFair: Whether a position may be an opening; others are drawn anew.
  public init(
    game: G, configuration: MatchConfiguration,
    isFair: @escaping (G.State) -> Bool = { _ in true }
  ) {
    precondition(game.specification.playerCount == 2, "a match needs a game of two")
    self.game = game
    self.configuration = configuration
    self.isFair = isFair
  }

  /// One game of a pair.
  private struct Board {
    var state: G.State
    var plies: [Action]
    /// Whether the match's first player moves first.
    var isStraight: Bool
    var number: UInt64
  }

  /// The players of a match.
  private typealias Players = (player: any Agent<G.State>, opponent: any Agent<G.State>)

  /// Plays the match.
  ///
  /// - Parameters:
  ///   - player: The first player, in whose view the result is.
  ///   - opponent: The other one.
  ///   - progress: Called after each group of pairs with the result so far.
  /// - Returns: The result; with a test, of the pairs up to its decision.
  /// - Throws: `SearchError` if a player's model gives an answer that cannot be searched with.
  public func play(
    _ player: any Agent<G.State>, against opponent: any Agent<G.State>,
    progress: (MatchResult) -> Void = { _ in }
  ) throws(SearchError) -> MatchResult {
    var result = MatchResult(
      player: player.name, opponent: opponent.name, movingFirst: MatchScore(),
      movingSecond: MatchScore(), pairs: PairScore(), uniqueGames: 0, meanPlies: 0)
    var games: Set<[Action]> = []
    var plyCount = 0
    for start in stride(from: 0, to: configuration.pairs, by: configuration.pairsAtOnce) {
      let end = min(start + configuration.pairsAtOnce, configuration.pairs)
      var boards: [Board] = []
      for pair in start..<end {
        let opening = opening(of: pair)
        for isStraight in [true, false] {
          boards.append(
            Board(
              state: opening.state, plies: opening.plies, isStraight: isStraight,
              number: UInt64(2 * pair + (isStraight ? 0 : 1))))
        }
      }
      try finish(&boards, players: (player, opponent))
      for pair in 0..<end - start {
        for board in boards[2 * pair...2 * pair + 1] {
          games.insert(board.plies)
          plyCount += board.plies.count
        }
        count(boards[2 * pair], boards[2 * pair + 1], in: &result)
        if let decision = result.decision, decision != .continue { break }
      }
      result.uniqueGames = games.count
      result.meanPlies = Double(plyCount) / Double(result.score.games)
      progress(result)
      if let decision = result.decision, decision != .continue { break }
    }
    return result
  }

  /// Plays all games to their ends, each player asked about all its positions at once.
  private func finish(_ boards: inout [Board], players: Players) throws(SearchError) {
    while true {
      var waiting: (own: [Int], other: [Int]) = ([], [])
      for (index, board) in boards.enumerated() where !board.state.isTerminal {
        if (board.state.playerToMove == .first) == board.isStraight {
          waiting.own.append(index)
        } else {
          waiting.other.append(index)
        }
      }
      if waiting.own.isEmpty && waiting.other.isEmpty { return }
      try move(&boards, at: waiting.own, by: players.player)
      try move(&boards, at: waiting.other, by: players.opponent)
    }
  }

  private func move(
    _ boards: inout [Board], at indices: [Int], by agent: any Agent<G.State>
  ) throws(SearchError) {
    let indices = indices.filter { declareWin(in: &boards[$0].state) == nil }
    if indices.isEmpty { return }
    let keys = indices.map {
      SearchKey(
        seed: configuration.seed, game: boards[$0].number, ply: UInt64(boards[$0].plies.count))
    }
    let actions = try agent.actions(for: indices.map { boards[$0].state }, keys: keys)
    for (index, action) in zip(indices, actions) {
      _ = boards[index].state.apply(action)
      boards[index].plies.append(action)
    }
  }

  /// Plays random plies until a position is found that is not finished, and fair.
  private func opening(of pair: Int) -> (state: G.State, plies: [Action]) {
    let seed = GameRecord.startSeed(seed: configuration.seed, gameID: UInt64(pair))
    var best: (state: G.State, plies: [Action]) = (game.initialState(seed: seed), [])
    for attempt in 0..<1000 {
      var random = CounterRandom(
        seed: configuration.seed, stream: .match, game: UInt64(pair), ply: UInt64(attempt))
      var state = game.initialState(seed: seed)
      var plies: [Action] = []
      while plies.count < configuration.openingPlies, !state.isTerminal {
        let legal = state.legalActions
        let action = legal[random.below(legal.count)]
        _ = state.apply(action)
        plies.append(action)
      }
      if state.isTerminal { continue }
      if isFair(state) { return (state, plies) }
      // A game may have no fair opening of this length; then any is played, with both colours.
      best = (state, plies)
    }
    return best
  }

  private func count(_ straight: Board, _ swapped: Board, in result: inout MatchResult) {
    var halfPoints = 0
    for board in [straight, swapped] {
      let points = board.state.returnOf(board.isStraight ? .first : .second)
      let score = MatchScore(
        wins: points > 0 ? 1 : 0, draws: points == 0 ? 1 : 0, losses: points < 0 ? 1 : 0)
      if board.isStraight {
        result.movingFirst = result.movingFirst + score
      } else {
        result.movingSecond = result.movingSecond + score
      }
      halfPoints += points > 0 ? 2 : points == 0 ? 1 : 0
    }
    result.pairs.add(halfPoints: halfPoints)
    guard let test = configuration.test else { return }
    let ratio = test.ratio(of: result.pairs, smoothing: 0.5)
    result.ratio = ratio
    result.decision = test.decision(at: ratio)
  }
}

/// Plays a player against Monte-Carlo tree search with growing budgets, for games without a solver.
///
/// - Parameters:
///   - player: Whose strength is measured.
///   - game: A game of two.
///   - budgets: Simulations per move of each rung, such as 10, 100, 1000.
///   - configuration: How each match is played.
/// - Returns: One result a rung.
/// - Throws: `SearchError` if the player's model gives an answer that cannot be searched with.
public func climbLadder<G: Game>(
  _ player: any Agent<G.State>, game: G, budgets: [Int], configuration: MatchConfiguration
) throws(SearchError) -> [MatchResult] {
  var results: [MatchResult] = []
  let match = Match(game: game, configuration: configuration)
  for budget in budgets {
    let rung = SearchAgent<G.State>.rolloutSearch(game: game, budget: budget)
    results.append(try match.play(player, against: rung))
  }
  return results
}
