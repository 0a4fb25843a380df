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
    _ mode: Blueprint.Mode, rewards: NetworkConfiguration.RewardHead = .none,
    depth: Int = 3, learningRate: Double = 0.003, games: UInt64 = 2,
    change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> (Trainer<TicTacToe>, ReplayBuffer, TemporaryFolder) {
    var network = NetworkConfiguration()
    network.body = .mlp
    network.width = 64
    network.depth = depth
    network.dynamicsDepth = depth
    network.normalization = .none
    network.valueWidth = 0
    network.rewardHead = rewards
    network.rewardWidth = 0
    var training = TrainingConfiguration()
    training.batchSize = 32
    training.unrollSteps = 4
    change(&training)
    var optimizer = OptimizerConfiguration()
    optimizer.algorithm = .adam
    optimizer.learningRate.initial = learningRate
    optimizer.weightDecay = 0
    let game = TicTacToe()
    let blueprint = try Blueprint(configuration: network, game: game, mode: mode)
    let folder = try TemporaryFolder()
    let buffer = try ReplayBuffer(
      folder: folder.path, game: identity, configuration: training.replay(discount: 1))
    try buffer.append(record(0, actions: [0, 3, 1, 4, 2]))
    try buffer.append(record(1, actions: [4, 0, 8, 1, 6, 2]))
    for game in 2..<games { try buffer.append(record(game, actions: randomGame(game))) }
    try buffer.advance(toGame: games)
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

  /// F20: the age of what is learnt from is told.
  @Test func `the age of the data is the mean number of newer games`() throws {
    let (trainer, buffer, folder) = try Self.trainer(.alphazero, games: 6)
    defer { withExtendedLifetime(folder) {} }
    for step in 0..<3 {
      var samples: [PositionSample] = []
      buffer.sample(seed: 3, step: UInt64(step), count: 32, into: &samples)
      let sum = samples.reduce(0) { $0 + 5 - Int($1.gameID) }
      #expect(try trainer.step(on: buffer).dataAge == Double(sum) / 32)
    }
  }

  // MARK: Past the end of a game

  /// F3: unrolled ten steps past the end of a game, the value keeps the outcome or stays at 0, and
  /// search, which meets these states when it is long enough, does not think less of a win in one.
  @Test(arguments: [NetworkConfiguration.RewardHead.none, .scalar])
  func `what follows the end of a game is learnt`(
    _ rewards: NetworkConfiguration.RewardHead
  ) throws {
    let (trainer, buffer, folder) = try Self.trainer(
      .muzero, rewards: rewards, depth: 1, learningRate: 0.006
    ) {
      $0.unrollSteps = 11
      $0.batchSize = 16
    }
    defer { withExtendedLifetime(folder) {} }
    for _ in 0..<300 { _ = try trainer.step(on: buffer) }
    let network = trainer.network
    var state = TicTacToe().initialState(seed: 0)
    for action in [0, 3, 1, 4] { _ = state.apply(Action(action)) }
    var planes = [Float](repeating: 0, count: 18)
    var span = planes.mutableSpan
    state.observe(as: state.playerToMove, into: &span)
    var random = CounterRandom(seed: 5, stream: .batch)
    var worst: [Float] = []
    for _ in 0..<8 {
      var output = network.initialInference(network.observationTensor(planes.span, count: 1))
      // The winning move, then ten moves that no game has.
      for step in 0...10 {
        let action = step == 0 ? 2 : random.below(9)
        output = network.recurrentInference(output.hidden, actions: [action])
        let value = output.value.item()
        if let reward = output.reward?.item() {
          worst.append(abs(reward - (step == 0 ? 1 : 0)))
          worst.append(abs(value))
        } else {
          // The loser is to move first: the outcome, with the sign of whose turn it would be.
          worst.append(abs(value - (step % 2 == 0 ? -1 : 1)))
        }
      }
    }
    #expect(worst.allSatisfy { $0 < 0.05 }, "\(worst)")

    let values = try [8, 32, 128].map { simulations in
      try Self.searchValue(of: state, by: network, simulations: simulations)
    }
    #expect(values[0] > 0.9)
    for (few, many) in zip(values, values.dropFirst()) { #expect(many >= few - 0.01, "\(values)") }
  }

  /// What a search with the learned model takes a position to be worth.
  static func searchValue(
    of state: TicTacToe.State, by network: TorchNetwork, simulations: Int
  ) throws -> Float {
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = simulations
    let search = Search(configuration: configuration, treeCount: 1, actionCount: 9)
    let model = LearnedDynamics(
      network: TorchDynamics(network: network, batchSize: 1), playerCount: 2, discount: 1,
      treeCount: 1, slotsPerTree: search.slotsPerTree)
    model.setRoot(state, tree: 0)
    try search.run(on: model, keys: [SearchKey()])
    return search.result(of: 0).value
  }

  // MARK: One player

  /// A trainer of one game with a reward for every step; its values and rewards are categorical.
  static func trainer(
    of game: ScriptedGame, unrollSteps: Int, valueSupport: Int, rewardSupport: Int
  ) throws -> (Trainer<ScriptedGame>, ReplayBuffer, TemporaryFolder) {
    var network = NetworkConfiguration()
    network.body = .mlp
    network.width = 64
    network.depth = 1
    network.dynamicsDepth = 1
    network.normalization = .none
    network.valueHead = .categorical
    network.valueWidth = 0
    network.valueSupport = valueSupport
    network.rewardHead = .categorical
    network.rewardWidth = 0
    network.rewardSupport = rewardSupport
    var training = TrainingConfiguration()
    training.batchSize = 32
    training.unrollSteps = unrollSteps
    // Each of the steps counts 1/K, and K is large here.
    training.rewardWeight = Double(unrollSteps)
    var optimizer = OptimizerConfiguration()
    optimizer.algorithm = .adam
    optimizer.learningRate.initial = 0.01
    optimizer.learningRate.shape = .exponential
    optimizer.learningRate.decaySteps = 400
    optimizer.weightDecay = 0
    let blueprint = try Blueprint(configuration: network, game: game, mode: .muzero)
    let folder = try TemporaryFolder()
    let buffer = try ReplayBuffer(
      folder: folder.path, game: GameIdentity(game.specification),
      configuration: training.replay(discount: 1))
    try buffer.append(game.record())
    try buffer.advance(toGame: 1)
    let trainer = try Trainer(
      game: game, blueprint: blueprint,
      weights: NetworkWeights(initializing: blueprint, seed: 1), configuration: training,
      optimizer: optimizer, seed: 3)
    return (trainer, buffer, folder)
  }

  /// F6: every reward is predicted at the step that brings it.
  @Test func `ten different rewards are learnt each at its step`() throws {
    let game = ScriptedGame(
      rewards: [0.5, -1, 2, 0, 1.5, -0.5, 1, -2, 2.5, -1.5], playerCount: 1)
    let (trainer, buffer, folder) = try Self.trainer(
      of: game, unrollSteps: 10, valueSupport: 2, rewardSupport: 1)
    defer { withExtendedLifetime(folder) {} }
    for _ in 0..<400 { _ = try trainer.step(on: buffer) }
    let head = try #require(trainer.network.blueprint.model?.dynamics.head(.reward)?.output)
    var planes = [Float](repeating: 0, count: 8)
    var span = planes.mutableSpan
    game.initialState(seed: 0).observe(as: .first, into: &span)
    var output = trainer.network.initialInference(
      trainer.network.observationTensor(planes.span, count: 1))
    var found: [Float] = []
    for ply in 0..<10 {
      output = trainer.network.recurrentInference(output.hidden, actions: [ply % 4])
      found.append(head.decode(try #require(output.reward).floats().span))
    }
    // No two rewards are nearer to each other than 0.5.
    for (reward, expected) in zip(found, game.rewards) {
      #expect(abs(reward - expected) < 0.2, "\(found)")
    }
  }

  @Test func `rewards beyond the reward head are found behind a wide value head`() throws {
    let game = ScriptedGame(rewards: [0, 50], playerCount: 1)
    func clippedShare(rewardSupport: Int) throws -> Double {
      let (trainer, buffer, folder) = try Self.trainer(
        of: game, unrollSteps: 1, valueSupport: 10, rewardSupport: rewardSupport)
      defer { withExtendedLifetime(folder) {} }
      _ = try trainer.step(on: buffer)
      return trainer.diagnostics().clippedShare
    }
    #expect(try clippedShare(rewardSupport: 10) == 0)
    #expect(try clippedShare(rewardSupport: 2) > 0.05)
  }

  // MARK: Signs of health

  /// F18: hidden states neither explode nor vanish, twenty steps deep.
  @Test func `hidden states keep their range at every depth`() throws {
    let (trainer, buffer, folder) = try Self.trainer(.muzero)
    defer { withExtendedLifetime(folder) {} }
    for _ in 0..<60 { _ = try trainer.step(on: buffer) }
    let planes = [Float](repeating: 0, count: 18)
    var output = trainer.network.initialInference(
      trainer.network.observationTensor(planes.span, count: 1))
    var random = CounterRandom(seed: 5, stream: .batch)
    for depth in 0...20 {
      let hidden = output.hidden.floats()
      #expect(hidden.min() == 0, "at depth \(depth)")
      #expect((0.99...1).contains(hidden.max() ?? .nan), "at depth \(depth)")
      output = trainer.network.recurrentInference(output.hidden, actions: [random.below(9)])
    }
  }

  /// F18: one step with an absurd learning rate leaves logits whose gradient is too large for a
  /// `Float`, or that are so themselves.
  @Test(arguments: [1e30, 1e38])
  func `a loss or gradient that is no finite number ends training with its step`(
    _ learningRate: Double
  ) throws {
    let (trainer, buffer, folder) = try Self.trainer(.alphazero, learningRate: learningRate)
    defer { withExtendedLifetime(folder) {} }
    _ = try trainer.step(on: buffer)
    let error = #expect(throws: TrainingError.self) { try trainer.step(on: buffer) }
    guard case .diverged(let step, let loss, let norm)? = error else { return }
    #expect(step == 1)
    #expect(loss.isFinite == (learningRate == 1e30) && !norm.isFinite)
  }

  /// F22: the nearer the end, the better the value knows what becomes of games it never saw; a head
  /// that gives the mean would have no correlation anywhere.
  @Test func `the value follows the outcome the more the nearer the end`() throws {
    let (trainer, buffer, folder) = try Self.trainer(.alphazero, games: 500) {
      $0.batchSize = 256
      // The moves were drawn at random: there is no policy to learn.
      $0.policyWeight = 0
    }
    defer { withExtendedLifetime(folder) {} }
    for _ in 0..<300 { _ = try trainer.step(on: buffer) }
    // Moves to the end, from the last backwards, two and two, so that either player is to move in
    // one half of each.
    var pairs: [[(value: Double, outcome: Double)]] = Array(repeating: [], count: 5)
    for game in 1000..<1300 as Range<UInt64> {
      let actions = Self.randomGame(game)
      var state = TicTacToe().initialState(seed: 0)
      var planes = [Float](repeating: 0, count: 18 * actions.count)
      for (ply, action) in actions.enumerated() {
        var seen = [Float](repeating: 0, count: 18)
        var span = seen.mutableSpan
        state.observe(as: state.playerToMove, into: &span)
        planes.replaceSubrange(ply * 18..<(ply + 1) * 18, with: seen)
        _ = state.apply(Action(action))
      }
      let values = trainer.network.initialInference(
        trainer.network.observationTensor(planes.span, count: actions.count)
      ).value.floats()
      for ply in actions.indices {
        let outcome = state.returnOf(ply % 2 == 0 ? .first : .second)
        pairs[(actions.count - ply - 1) / 2].append((Double(values[ply]), Double(outcome)))
      }
    }
    let correlations = pairs.map(Self.correlation)
    #expect(correlations[0] > 0.6, "\(correlations)")
    #expect(correlations[0] > correlations[1] + 0.1, "\(correlations)")
    #expect(correlations[1] > correlations[2] + 0.1, "\(correlations)")
  }

  /// The correlation of pairs; 0 where one side is constant.
  static func correlation(of pairs: [(value: Double, outcome: Double)]) -> Double {
    let count = Double(max(1, pairs.count))
    let meanValue = pairs.reduce(0) { $0 + $1.value } / count
    let meanOutcome = pairs.reduce(0) { $0 + $1.outcome } / count
    var product = 0.0
    var squares = (0.0, 0.0)
    for (value, outcome) in pairs {
      product += (value - meanValue) * (outcome - meanOutcome)
      squares.0 += (value - meanValue) * (value - meanValue)
      squares.1 += (outcome - meanOutcome) * (outcome - meanOutcome)
    }
    let size = (squares.0 * squares.1).squareRoot()
    return size > 0 ? product / size : 0
  }

  /// The moves of a game in which whoever can win at once does so, and all else is random.
  static func randomGame(_ game: UInt64) -> [Int] {
    var random = CounterRandom(seed: 9, stream: .playout, game: game)
    var state = TicTacToe().initialState(seed: 0)
    var actions: [Int] = []
    while state.outcome == nil {
      let legal = state.legalActions
      let winning = legal.first { state.applying($0).outcome == .line }
      let action = winning ?? legal[random.below(legal.count)]
      actions.append(action.index)
      _ = state.apply(action)
    }
    return actions
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
