public import GameProtocol

extension TicTacToe: Solvable {
  /// One set, `all`: the 4520 positions of any game in which there is a choice to make or a last
  /// cell to fill.
  public var positionSets: [PositionSet<TicTacToeState>] {
    let solver = makeSolver()
    let decisions = reachableStates().filter { !$0.isTerminal }
    return [
      PositionSet(
        name: "all", positions: decisions, scores: decisions.map { solver.scores(of: $0) })
    ]
  }

  /// Makes a solver, which values all positions at once.
  ///
  /// - Returns: The solver.
  public func makeSolver() -> TicTacToeSolver {
    TicTacToeSolver(reachableStates())
  }

  /// The 5478 states that games can reach, the empty board first and each after all shorter ones.
  ///
  /// - Returns: The states, 4520 of them unfinished.
  public func reachableStates() -> [TicTacToeState] {
    var states = [initialState(seed: 0)]
    var seen = Set(states)
    var next = 0
    while next < states.count {
      for action in states[next].legalActions {
        let state = states[next].applying(action)
        if seen.insert(state).inserted { states.append(state) }
      }
      next += 1
    }
    return states
  }
}

/// The value of every position of tic-tac-toe.
///
/// A score of `+k` means that the side to move wins, and `k = 6 − s` where `s` is the number of its
/// own stones on the board when it does; `−k` means that the opponent wins likewise.
public struct TicTacToeSolver: GameSolver {
  private var scores: [TicTacToeState: Int] = [:]

  /// Values states.
  ///
  /// - Parameter states: All states that can be reached, each after those that lead to it.
  init(_ states: [TicTacToeState]) {
    // Backwards, so that what follows a state is known before it.
    for state in states.reversed() {
      scores[state] = state.isTerminal ? 0 : self.scores(of: state).compactMap { $0 }.max() ?? 0
    }
  }

  /// The exact score of every cell for the player to move.
  ///
  /// - Parameter state: A position that games can reach.
  /// - Returns: Nine scores; `nil` for a taken cell, and everywhere in a finished game.
  public func scores(of state: TicTacToeState) -> [Int?] {
    var result: [Int?] = Array(repeating: nil, count: 9)
    for action in state.legalActions {
      var next = state
      let wins = next.apply(action).reward > 0
      guard let score = wins ? 6 - (next.stoneCount + 1) / 2 : scores[next].map({ -$0 }) else {
        preconditionFailure("no game reaches \(next.positionText)")
      }
      result[action.index] = score
    }
    return result
  }
}
