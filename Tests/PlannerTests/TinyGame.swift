import GameProtocol

@testable import Planner

/// Three in a row on a board of 3 × 3: the smallest game with everything that search must know of.
///
/// Equal positions are equal boards; who moves follows from the stones.
struct TinyGame: Game {
  struct State: GameState {
    var cells: [Int8] = Array(repeating: 0, count: 9)
    var playerToMove = Player.first
    var plies = 0
    /// Ends the game by a step limit after so many plies.
    var stepLimit = 99
    /// Marks of `reseed`, for a test of what planners see.
    var chance: UInt64 = 0

    private static let lines = [
      [0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6],
    ]

    /// 1 or 2 for the owner of a line, 0 if there is none.
    var winner: Int8 {
      for line in Self.lines
      where cells[line[0]] != 0 && cells[line[0]] == cells[line[1]]
        && cells[line[1]] == cells[line[2]]
      {
        return cells[line[0]]
      }
      return 0
    }

    var outcome: Outcome? {
      if winner != 0 { return .line }
      if plies == 9 { return .fullBoard }
      return plies >= stepLimit ? .stepLimit : nil
    }

    mutating func apply(_ action: Action) -> Step {
      precondition(cells[action.index] == 0 && outcome == nil, "illegal action")
      cells[action.index] = playerToMove == .first ? 1 : 2
      playerToMove = playerToMove.opponent
      plies += 1
      if winner != 0 { return Step(reward: 1, end: .terminated) }
      if plies == 9 { return Step(end: .terminated) }
      return Step(end: plies >= stepLimit ? .truncated : .continues)
    }

    func returnOf(_ player: Player) -> Float {
      winner == 0 ? 0 : winner == Int8(player.rawValue) + 1 ? 1 : -1
    }

    func appendLegalActions(to actions: inout [Action]) {
      if outcome != nil { return }
      for cell in 0..<9 where cells[cell] == 0 { actions.append(Action(cell)) }
    }

    func observe(as player: Player, into planes: inout MutableSpan<Float>) {
      let own = Int8(player.rawValue) + 1
      for cell in 0..<9 {
        planes[cell] = cells[cell] == own ? 1 : 0
        planes[9 + cell] = cells[cell] != 0 && cells[cell] != own ? 1 : 0
      }
    }

    var positionText: String { cells.map { ".xo".map(String.init)[Int($0)] }.joined() }

    mutating func reseed(_ seed: UInt64) { chance = seed }
  }

  var isStochastic = false

  var specification: GameSpecification {
    GameSpecification(
      name: "tiny", version: 1, actionCount: 9,
      observationShape: .init(channels: 2, height: 3, width: 3), lengthLimit: 9,
      isStochastic: isStochastic)
  }

  func initialState(seed: UInt64) -> State { State() }

  func state(at positionText: String) throws(NotationError) -> State {
    var state = State()
    for (cell, mark) in positionText.enumerated() {
      state.cells[cell] = mark == "x" ? 1 : mark == "o" ? 2 : 0
      if mark != "." { state.plies += 1 }
    }
    state.playerToMove = state.plies % 2 == 0 ? .first : .second
    return state
  }

  /// The position after some actions.
  func state(after actions: [Int]) -> State {
    var state = State()
    for action in actions { _ = state.apply(Action(action)) }
    return state
  }
}

/// An opinion on a position of `TinyGame`: random, but always the same.
func opinion(of state: TinyGame.State, logits: (Int, Float) -> Void) -> Float {
  var seed: UInt64 = UInt64(state.playerToMove.rawValue)
  for cell in state.cells { seed = seed &* 3 &+ UInt64(cell) }
  var random = SplitMix64(seed &* 0x9E37)
  for action in 0..<9 { logits(action, 4 * random.uniform() - 2) }
  return 2 * random.uniform() - 1
}

/// Gives `TinyGame` positions their opinions, and counts how often it is asked.
final class OpinionEvaluator: Evaluator {
  typealias State = TinyGame.State
  private(set) var questions = 0
  private(set) var askedAboutFinished = 0
  private(set) var chances: Set<UInt64> = []

  func evaluate(
    _ leaves: Span<LeafPosition>, of states: [State], logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    for leaf in 0..<leaves.count {
      let state = states[Int(leaves[leaf].slot)]
      questions += 1
      if state.winner != 0 || state.plies == 9 { askedAboutFinished += 1 }
      chances.insert(state.chance)
      var row: [Float] = []
      values[leaf] = opinion(of: state) { row.append($1) }
      for action in 0..<9 { logits[leaf * 9 + action] = row[action] }
    }
  }
}

/// A dynamics network that replays the rules of `TinyGame`.
///
/// The outcome is the reward of the last step; after it everything is 0. Illegal actions have logits
/// like −∞ and lead nowhere.
final class PerfectNetwork: DynamicsNetwork {
  let actionCount = 9
  let observationSize = 18
  private var states: [TinyGame.State?] = []

  func reserveSlots(_ count: Int) { states = Array(repeating: nil, count: count) }

  func initialInference(
    observations: Span<Float>, slots: Span<Int32>, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    for row in 0..<slots.count {
      var state = TinyGame.State()
      for cell in 0..<9 where observations[row * 18 + cell] + observations[row * 18 + 9 + cell] > 0
      {
        state.plies += 1
      }
      state.playerToMove = state.plies % 2 == 0 ? .first : .second
      let own: Int8 = state.playerToMove == .first ? 1 : 2
      for cell in 0..<9 {
        if observations[row * 18 + cell] > 0 { state.cells[cell] = own }
        if observations[row * 18 + 9 + cell] > 0 { state.cells[cell] = 3 - own }
      }
      states[Int(slots[row])] = state
      judge(state, row, &logits, &values)
    }
  }

  func recurrentInference(
    from sources: Span<Int32>, actions: Span<Int32>, to targets: Span<Int32>,
    logits: inout MutableSpan<Float>, values: inout MutableSpan<Float>,
    rewards: inout MutableSpan<Float>
  ) {
    for row in 0..<sources.count {
      rewards[row] = 0
      var state = states[Int(sources[row])]
      let action = Action(rawValue: actions[row])
      if let before = state {
        precondition(before.cells[action.index] == 0, "an illegal action was searched")
        var after = before
        let step = after.apply(action)
        rewards[row] = step.reward
        state = step.end == .continues ? after : nil
      }
      states[Int(targets[row])] = state
      judge(state, row, &logits, &values)
    }
  }

  private func judge(
    _ state: TinyGame.State?, _ row: Int, _ logits: inout MutableSpan<Float>,
    _ values: inout MutableSpan<Float>
  ) {
    guard let state else {
      for action in 0..<9 { logits[row * 9 + action] = 0 }
      values[row] = 0
      return
    }
    var opinions: [Float] = []
    values[row] = opinion(of: state) { opinions.append($1) }
    for action in 0..<9 {
      logits[row * 9 + action] = state.cells[action] == 0 ? opinions[action] : -1e30
    }
  }
}
