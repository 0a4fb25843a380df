import GameProtocol
import Learning
import Network
import Planner
import Testing
import TicTacToeRules

/// Training against hand-made games; needs LibTorch.
@Suite(.enabled(if: TorchLibrary.isAvailable)) struct TrainerTests {
  static let identity = GameIdentity(TicTacToe().specification)

  /// A game in which the first player wins in the top row; every policy is the move that was played.
  static func record(_ id: UInt64, actions: [Int]) -> GameRecord {
    var record = GameRecord(
      game: identity, seed: 0, gameID: id, generation: 0, model: .none,
      search: .init(simulationCount: 1, hasRootNoise: false, hasTemperature: false),
      policyKind: .improvedPolicy)
    var state = TicTacToe().initialState(seed: 0)
    for index in actions {
      let player = state.playerToMove
      let step = state.apply(Action(index))
      record.append(
        Action(index), by: player, reward: step.reward, rootValue: 0, networkValue: 0,
        policy: [(action: Action(index), weight: Float(1))])
      if step.end != .continues, let outcome = state.outcome {
        record.finish(
          step.end, outcome: outcome, next: state.playerToMove,
          returns: [state.returnOf(.first), state.returnOf(.second)])
      }
    }
    return record
  }

  static func trainer(
    _ mode: Blueprint.Mode, rewards: NetworkConfiguration.RewardHead = .none
  ) throws -> (Trainer<TicTacToe>, ReplayBuffer, TemporaryFolder) {
    var network = NetworkConfiguration()
    network.body = .mlp
    network.width = 64
    network.normalization = .none
    network.valueWidth = 0
    network.rewardHead = rewards
    network.rewardWidth = 0
    var training = TrainingConfiguration()
    training.batchSize = 32
    training.unrollSteps = 4
    var optimizer = OptimizerConfiguration()
    optimizer.algorithm = .adam
    optimizer.learningRate.initial = 0.003
    optimizer.weightDecay = 0
    let game = TicTacToe()
    let blueprint = try Blueprint(configuration: network, game: game, mode: mode)
    let folder = try TemporaryFolder()
    let buffer = try ReplayBuffer(
      folder: folder.path, game: identity, configuration: training.replay(discount: 1))
    try buffer.append(record(0, actions: [0, 3, 1, 4, 2]))
    try buffer.append(record(1, actions: [4, 0, 8, 1, 6, 2]))
    try buffer.advance(toGame: 2)
    let trainer = try Trainer(
      game: game, blueprint: blueprint,
      weights: NetworkWeights(initializing: blueprint, seed: 1), configuration: training,
      optimizer: optimizer, seed: 3)
    return (trainer, buffer, folder)
  }

  @Test(arguments: [Blueprint.Mode.alphazero, .muzero])
  func `two games are learnt by heart`(_ mode: Blueprint.Mode) throws {
    let (trainer, buffer, folder) = try Self.trainer(mode)
    defer { withExtendedLifetime(folder) {} }
    let first = try trainer.step(on: buffer)
    var last = first
    for _ in 0..<300 { last = try trainer.step(on: buffer) }
    #expect(first.losses.policy > 1)
    // The first position of both games is the same and has two answers: half of ln 2 a ninth
    // to a fifth of the time cannot be unlearnt.
    #expect(last.losses.policy < 0.3, "\(last.losses)")
    #expect(last.losses.value < 0.3, "\(last.losses)")
  }

  /// F3: the value past the end of a game, at unrolled steps that leave it.
  @Test(arguments: [NetworkConfiguration.RewardHead.none, .scalar])
  func `what follows the end of a game is learnt`(
    _ rewards: NetworkConfiguration.RewardHead
  ) throws {
    let (trainer, buffer, folder) = try Self.trainer(.muzero, rewards: rewards)
    defer { withExtendedLifetime(folder) {} }
    for _ in 0..<600 { _ = try trainer.step(on: buffer) }
    let network = trainer.network
    var state = TicTacToe().initialState(seed: 0)
    for action in [0, 3, 1, 4] { _ = state.apply(Action(action)) }
    var planes = [Float](repeating: 0, count: 18)
    var span = planes.mutableSpan
    state.observe(as: state.playerToMove, into: &span)
    // The winning move, then three moves that no game has.
    var output = network.initialInference(network.observationTensor(planes.span, count: 1))
    var values: [Float] = []
    var edges: [Float] = []
    for action in [2, 7, 7, 5] {
      output = network.recurrentInference(output.hidden, actions: [action])
      values.append(output.value.item())
      edges.append(output.reward?.item() ?? 0)
    }
    switch rewards {
    case .none:
      // The loser is to move first: the outcome, with the sign of whose turn it would be.
      for (value, outcome) in zip(values, [-1, 1, -1, 1] as [Float]) {
        #expect(abs(value - outcome) < 0.25, "\(values)")
      }
    default:
      #expect(abs(edges[0] - 1) < 0.2, "\(edges)")
      for value in values { #expect(abs(value) < 0.2, "\(values)") }
      for edge in edges.dropFirst() { #expect(abs(edge) < 0.2, "\(edges)") }
    }
  }

  @Test func `training is the same to the bit when repeated`() throws {
    func weights() throws -> NetworkWeights {
      let (trainer, buffer, folder) = try Self.trainer(.muzero)
      defer { withExtendedLifetime(folder) {} }
      for _ in 0..<20 { _ = try trainer.step(on: buffer) }
      return trainer.network.exportWeights()
    }
    #expect(try weights() == weights())
  }
}
