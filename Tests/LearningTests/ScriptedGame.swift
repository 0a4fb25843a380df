import GameProtocol
import Learning

/// A game whose rewards are written down: every action is always legal, ply `t` brings
/// `rewards[t]`, and the game ends with the script.
///
/// It sees how often each action was taken, as one plane `[1, 1, A]` of counts and one that holds
/// the ply everywhere. Reversing the order of the actions is a symmetry.
struct ScriptedGame: Symmetric {
  var rewards: [Float]
  var playerCount = 2
  var actionCount = 4
  var isTruncated = false
  var isSlow = false

  struct State: GameState {
    var game: ScriptedGame
    var taken: [Action] = []

    var playerToMove: Player { Player(rawValue: UInt8(taken.count % game.playerCount)) }
    var outcome: Outcome? {
      guard taken.count == game.rewards.count else { return nil }
      return game.isTruncated ? .stepLimit : .terminal
    }

    mutating func apply(_ action: Action) -> Step {
      precondition(!isTerminal)
      let reward = game.rewards[taken.count]
      taken.append(action)
      let end: Step.End =
        isTerminal ? (game.isTruncated ? .truncated : .terminated) : .continues
      return Step(reward: reward, end: end)
    }

    func returnOf(_ player: Player) -> Float {
      var sum: Float = 0
      for ply in taken.indices {
        sum += (ply % game.playerCount == player.index ? 1 : -1) * game.rewards[ply]
      }
      return sum
    }

    func appendLegalActions(to actions: inout [Action]) {
      if !isTerminal { actions += (0..<game.actionCount).map { Action($0) } }
    }

    func observe(as player: Player, into planes: inout MutableSpan<Float>) {
      let cells = game.actionCount
      for cell in 0..<cells {
        planes[cell] = 0
        planes[cells + cell] = Float(taken.count)
      }
      for action in taken { planes[action.index] += 1 }
    }

    var positionText: String { taken.map { String($0.rawValue) }.joined(separator: " ") }

    static func == (left: State, right: State) -> Bool { left.taken == right.taken }
    func hash(into hasher: inout Hasher) { hasher.combine(taken) }
  }

  var specification: GameSpecification {
    GameSpecification(
      name: "scripted", version: 1, playerCount: playerCount, actionCount: actionCount,
      observationShape: .init(channels: 2, height: 1, width: actionCount),
      rewardKind: .perStep, lengthLimit: rewards.count, isSlow: isSlow)
  }

  func initialState(seed: UInt64) -> State { State(game: self) }

  func state(at positionText: String) throws(NotationError) -> State { State(game: self) }

  var symmetryCount: Int { 2 }
  func cell(_ cell: Int, under symmetry: Int) -> Int {
    symmetry == 0 ? cell : actionCount - 1 - cell
  }
  func action(_ action: Action, under symmetry: Int) -> Action {
    Action(cell(action.index, under: symmetry))
  }

  /// The record of a game with given searched values; action `t` is `t mod A`, and of its visits
  /// `t + 1` go to action 0 and 3 to action 2.
  func record(
    id: UInt64 = 0, seed: UInt64 = 1, rootValues: [Float]? = nil, finalValue: Float? = nil,
    policyKind: GameRecord.PolicyKind = .visitCounts
  ) -> GameRecord {
    var record = GameRecord(
      game: GameIdentity(specification), seed: seed, gameID: id, generation: Int(id / 4),
      model: ContentDigest(of: [7]),
      search: .init(simulationCount: 32, hasRootNoise: true, hasTemperature: false),
      policyKind: policyKind)
    var state = initialState(seed: record.startSeed)
    for ply in rewards.indices {
      let player = state.playerToMove
      let action = Action(ply % actionCount)
      let step = state.apply(action)
      let weights: (Float, Float) =
        policyKind == .visitCounts ? (Float(ply + 1), 3) : (0.1234567, 0.8765433)
      record.append(
        action, by: player, reward: step.reward, rootValue: rootValues?[ply] ?? 0.25,
        networkValue: -0.5, policy: [(Action(0), weights.0), (Action(2), weights.1)])
    }
    let players = (0..<playerCount).map { Player(rawValue: UInt8($0)) }
    record.finish(
      isTruncated ? .truncated : .terminated, outcome: state.outcome ?? .terminal,
      next: state.playerToMove, returns: players.map(state.returnOf), finalValue: finalValue)
    return record
  }
}
