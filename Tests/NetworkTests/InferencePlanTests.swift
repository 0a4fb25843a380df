import Foundation
import GameProtocol
import Network
import Planner
import Testing

@Suite(.enabled(if: InferencePlanLibrary.isAvailable, "needs libonednn_plan.so"))
struct InferencePlanTests {
  /// A network, its plan and its reference.
  struct Trial {
    let blueprint: Blueprint
    let weights: NetworkWeights
    let plan: InferencePlan

    init(
      _ configuration: NetworkConfiguration, _ mode: Blueprint.Mode, seed: UInt64 = 1,
      specification: GameSpecification = TestNetworks.specification,
      precision: InferencePlan.Precision = .fp32
    ) throws {
      blueprint = try TestNetworks.blueprint(configuration, mode, specification: specification)
      weights = TestNetworks.scattered(blueprint, seed: seed)
      plan = try InferencePlan(blueprint: blueprint, weights: weights, precision: precision)
    }

    var reference: ReferenceNetwork { ReferenceNetwork(blueprint: blueprint, weights: weights) }

    func observations(_ count: Int, seed: UInt64 = 5) -> [Float] {
      TestNetworks.numbers(count * blueprint.observation.count, seed: seed)
    }
  }

  /// What a plan answered for some rows.
  struct Answer: Equatable {
    var logits: [Float]
    var values: [Float]
    var rewards: [Float] = []

    /// The numbers of one row as bits, so that equal means equal bits.
    func bits(_ row: Int, actions: Int) -> [UInt32] {
      let judged = rewards.isEmpty ? [values[row]] : [values[row], rewards[row]]
      return (logits[row * actions..<(row + 1) * actions] + judged).map(\.bitPattern)
    }
  }

  static func evaluate(_ plan: InferencePlan, _ observations: ArraySlice<Float>) -> Answer {
    let count = observations.count / plan.observationSize
    var logits = [Float](repeating: .nan, count: count * plan.actionCount)
    var values = [Float](repeating: .nan, count: count)
    var logitsRoom = logits.mutableSpan
    var valuesRoom = values.mutableSpan
    let rows = Array(observations)
    plan.evaluate(
      observations: rows.span, count: count, logits: &logitsRoom, values: &valuesRoom)
    return Answer(logits: logits, values: values)
  }

  static func begin(
    _ plan: InferencePlan, _ observations: ArraySlice<Float>, slots: [Int32]
  ) -> Answer {
    var logits = [Float](repeating: .nan, count: slots.count * plan.actionCount)
    var values = [Float](repeating: .nan, count: slots.count)
    var logitsRoom = logits.mutableSpan
    var valuesRoom = values.mutableSpan
    let rows = Array(observations)
    plan.initialInference(
      observations: rows.span, slots: slots.span, logits: &logitsRoom, values: &valuesRoom)
    return Answer(logits: logits, values: values)
  }

  static func step(
    _ plan: InferencePlan, from: [Int32], actions: [Int32], to: [Int32]
  ) -> Answer {
    var logits = [Float](repeating: .nan, count: from.count * plan.actionCount)
    var values = [Float](repeating: .nan, count: from.count)
    var rewards = values
    var logitsRoom = logits.mutableSpan
    var valuesRoom = values.mutableSpan
    var rewardsRoom = rewards.mutableSpan
    plan.recurrentInference(
      from: from.span, actions: actions.span, to: to.span, logits: &logitsRoom,
      values: &valuesRoom, rewards: &rewardsRoom)
    return Answer(logits: logits, values: values, rewards: rewards)
  }

  static let shapes: [NetworkConfiguration] = {
    var made: [NetworkConfiguration] = []
    for body in NetworkConfiguration.Body.allCases {
      for normalization in NetworkConfiguration.Normalization.allCases {
        made.append(TestNetworks.configuration(body, normalization))
      }
    }
    var categorical = TestNetworks.configuration(.residual, .batch)
    categorical.valueHead = .categorical
    categorical.rewardHead = .categorical
    categorical.predictionBlocks = 1
    categorical.channels = 20
    categorical.policyChannels = 17
    made.append(categorical)
    // Planes in whole vectors, and a head that is not: two kinds of convolutions in one plan.
    var vectors = categorical
    vectors.channels = 48
    vectors.normalization = .layer
    made.append(vectors)
    var plain = TestNetworks.configuration(.mlp, .none)
    plain.skipConnections = false
    plain.depth = 2
    plain.predictionDepth = 2
    plain.rewardHead = .scalar
    plain.hiddenScaling = .none
    plain.width = 33
    made.append(plain)
    var bare = TestNetworks.configuration(.residual, .layer)
    bare.blocks = 0
    bare.dynamicsBlocks = 0
    bare.predictionBlocks = 1
    bare.hiddenScaling = .none
    bare.rewardHead = .scalar
    bare.policyWidth = 40
    made.append(bare)
    return made
  }()

  static func close(_ found: Float, _ expected: Double, _ tolerance: Double = 1e-5) -> Bool {
    abs(Double(found) - expected) <= tolerance * max(1, abs(expected))
  }

  @Test(arguments: shapes)
  func `AlphaZero networks agree with plain loops`(
    _ configuration: NetworkConfiguration
  ) throws {
    let trial = try Trial(configuration, .alphazero)
    let size = trial.plan.observationSize
    let observations = trial.observations(19)
    let answer = Self.evaluate(trial.plan, observations[...])
    let actions = trial.plan.actionCount
    for row in 0..<19 {
      let expected = trial.reference.initialInference(
        Array(observations[row * size..<(row + 1) * size]))
      for action in 0..<actions {
        #expect(Self.close(answer.logits[row * actions + action], expected.logits[action]))
      }
      #expect(Self.close(answer.values[row], expected.value))
    }
  }

  @Test(arguments: shapes)
  func `MuZero networks agree with plain loops over several steps`(
    _ configuration: NetworkConfiguration
  ) throws {
    let trial = try Trial(configuration, .muzero)
    let (plan, reference) = (trial.plan, trial.reference)
    let size = plan.observationSize
    let count = 6
    let observations = trial.observations(count)
    plan.reserveSlots(3 * count)
    // Slots in another order than rows.
    var slots = (0..<Int32(count)).map { (5 * $0 + 2) % Int32(count) }
    var answer = Self.begin(plan, observations[...], slots: slots)
    var judgements = (0..<count).map {
      reference.initialInference(Array(observations[$0 * size..<($0 + 1) * size]))
    }
    for depth in 0..<3 {
      if depth > 0 {
        let actions = (0..<Int32(count)).map { ($0 * 3 + Int32(depth)) % 5 }
        let next = slots.map { Int32(depth % 3 * count) + ($0 + 1) % Int32(count) }
        answer = Self.step(plan, from: slots, actions: actions, to: next)
        slots = next
        judgements = try judgements.indices.map {
          try reference.recurrentInference(judgements[$0].hidden, action: Int(actions[$0]))
        }
      }
      for row in 0..<count {
        for action in 0..<5 {
          #expect(Self.close(answer.logits[row * 5 + action], judgements[row].logits[action]))
        }
        #expect(Self.close(answer.values[row], judgements[row].value))
        if depth > 0 { #expect(Self.close(answer.rewards[row], judgements[row].reward)) }
      }
    }
  }

  @Test(arguments: [
    (1, 2, 16), (2, 2, 64), (3, 3, 32), (4, 1, 48), (2, 7, 16), (3, 9, 48), (2, 12, 32),
    (3, 13, 16), (2, 19, 48), (1, 25, 16),
  ])
  func `boards of all widths agree with plain loops and have the same bits in every batch`(
    _ height: Int, _ width: Int, _ channels: Int
  ) throws {
    var configuration = TestNetworks.configuration(.residual, .batch)
    configuration.channels = channels
    configuration.blocks = 1
    var specification = TestNetworks.specification
    specification.observationShape = .init(channels: 3, height: height, width: width)
    let trial = try Trial(configuration, .alphazero, specification: specification)
    let (size, actions) = (trial.plan.observationSize, trial.plan.actionCount)
    let observations = trial.observations(19)
    let whole = Self.evaluate(trial.plan, observations[...])
    for row in [0, 18] {
      let observation = observations[row * size..<(row + 1) * size]
      let expected = trial.reference.initialInference(Array(observation))
      for action in 0..<actions {
        #expect(
          Self.close(whole.logits[row * actions + action], expected.logits[action], 2e-5))
      }
      #expect(Self.close(whole.values[row], expected.value, 2e-5))
    }
    for row in 0..<19 {
      let alone = Self.evaluate(trial.plan, observations[row * size..<(row + 1) * size])
      #expect(alone.bits(0, actions: actions) == whole.bits(row, actions: actions))
    }
  }

  @Test func `a screen front with strides and pools agrees with plain loops`() throws {
    var configuration = TestNetworks.configuration(.residual, .batch)
    configuration.front = .screen
    configuration.blocks = 1
    var specification = TestNetworks.specification
    specification.observationShape = .init(channels: 3, height: 32, width: 16)
    specification.actionPlaneCount = 5
    let trial = try Trial(configuration, .alphazero, specification: specification)
    let observations = trial.observations(1)
    let answer = Self.evaluate(trial.plan, observations[...])
    let expected = trial.reference.initialInference(observations)
    for action in 0..<5 {
      #expect(Self.close(answer.logits[action], expected.logits[action], 1e-4))
    }
    #expect(Self.close(answer.values[0], expected.value, 1e-4))
  }

  @Test func `planes of logits leave cell by cell`() throws {
    var configuration = TestNetworks.configuration(.residual, .batch)
    configuration.policyHead = .planes
    var specification = TestNetworks.specification
    specification.actionCount = 36
    let trial = try Trial(configuration, .alphazero, specification: specification)
    let observations = trial.observations(1)
    let answer = Self.evaluate(trial.plan, observations[...])
    let expected = trial.reference.initialInference(observations)
    for action in 0..<36 {
      #expect(Self.close(answer.logits[action], expected.logits[action]))
    }
  }

  /// The formats that oneDNN computes here: bf16 only where there is AVX-512, whether or not the
  /// processor multiplies it by itself.
  static let precisions: [InferencePlan.Precision] = {
    let flags = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let isHeldBack = ProcessInfo.processInfo.environment["DNNL_MAX_CPU_ISA"] != nil
    return flags.contains(" avx512bw ") && !isHeldBack ? [.fp32, .bf16] : [.fp32]
  }()

  @Test(arguments: shapes, precisions)
  func `a row has the same bits in every batch`(
    _ configuration: NetworkConfiguration, _ precision: InferencePlan.Precision
  ) throws {
    let trial = try Trial(configuration, .muzero, precision: precision)
    let (plan, size) = (trial.plan, trial.plan.observationSize)
    let (rows, actions) = (128, plan.actionCount)
    let observations = trial.observations(rows)
    plan.reserveSlots(2 * rows)
    let slots = (0..<Int32(rows)).map { $0 }
    let targets = slots.map { $0 + Int32(rows) }
    let moves = slots.map { $0 % Int32(actions) }
    let whole = Self.begin(plan, observations[...], slots: slots)
    let wholeStep = Self.step(plan, from: slots, actions: moves, to: targets)
    for count in Array(1...40) {
      let first = (count * 7) % (rows - count)
      let part = first..<first + count
      let answer = Self.begin(
        plan, observations[first * size..<part.upperBound * size], slots: Array(targets[part]))
      let step = Self.step(
        plan, from: Array(targets[part]), actions: Array(moves[part]), to: Array(slots[part]))
      for row in 0..<count {
        #expect(
          answer.bits(row, actions: actions) == whole.bits(first + row, actions: actions),
          "row \(row) of \(count)")
        #expect(
          step.bits(row, actions: actions) == wholeStep.bits(first + row, actions: actions),
          "row \(row) of a step of \(count)")
      }
      // The rows that were overwritten are made anew.
      _ = Self.begin(
        plan, observations[first * size..<part.upperBound * size], slots: Array(slots[part]))
    }
  }

  @Test(arguments: [
    (64, NetworkConfiguration.Body.mlp), (256, .mlp), (64, .residual),
  ])
  func `networks of useful size have the same bits in every batch`(
    _ size: Int, _ body: NetworkConfiguration.Body
  ) throws {
    var configuration = TestNetworks.configuration(body, .batch)
    configuration.width = size
    configuration.channels = size
    configuration.valueHead = .categorical
    configuration.valueSupport = 300
    var specification = TestNetworks.specification
    specification.observationShape = .init(channels: 3, height: 6, width: 7)
    specification.actionCount = 7
    let trial = try Trial(configuration, .alphazero, specification: specification)
    let plan = trial.plan
    let observations = trial.observations(128)
    let whole = Self.evaluate(plan, observations[...])
    for count in Array(1...40) + [77] {
      let first = (count * 11) % (128 - count)
      let answer = Self.evaluate(
        plan, observations[first * plan.observationSize..<(first + count) * plan.observationSize])
      for row in 0..<count {
        #expect(
          answer.bits(row, actions: 7) == whole.bits(first + row, actions: 7), "\(row) of \(count)")
      }
    }
  }

  @Test(
    .enabled(if: precisions.contains(.bf16), "oneDNN computes no bf16 on this processor"),
    arguments: shapes)
  func `bf16 stays near fp32`(_ configuration: NetworkConfiguration) throws {
    let wide = try Trial(configuration, .muzero)
    let narrow = try Trial(configuration, .muzero, precision: .bf16)
    let observations = wide.observations(5)
    let slots: [Int32] = [0, 1, 2, 3, 4]
    for plan in [wide.plan, narrow.plan] { plan.reserveSlots(10) }
    _ = Self.begin(wide.plan, observations[...], slots: slots)
    _ = Self.begin(narrow.plan, observations[...], slots: slots)
    let expected = Self.step(wide.plan, from: slots, actions: slots, to: [5, 6, 7, 8, 9])
    let answer = Self.step(narrow.plan, from: slots, actions: slots, to: [5, 6, 7, 8, 9])
    for (found, exact) in zip(answer.logits + answer.values, expected.logits + expected.values) {
      #expect(Self.close(found, Double(exact), 0.05))
    }
  }

  @Test(
    .enabled(if: TorchLibrary.isAvailable, "needs LibTorch"), arguments: shapes)
  func `networks agree with LibTorch`(_ configuration: NetworkConfiguration) throws {
    let trial = try Trial(configuration, .muzero)
    let torch = try TorchNetwork(blueprint: trial.blueprint, weights: trial.weights)
    let observations = trial.observations(9)
    let slots = (0..<Int32(9)).map { $0 }
    let actions = slots.map { $0 % 5 }
    trial.plan.reserveSlots(18)
    let first = Self.begin(trial.plan, observations[...], slots: slots)
    let second = Self.step(trial.plan, from: slots, actions: actions, to: slots.map { $0 + 9 })
    let begun = torch.initialInference(torch.observationTensor(observations.span, count: 9))
    let stepped = torch.recurrentInference(begun.hidden, actions: actions.map(Int.init))
    for (answer, output) in [(first, begun), (second, stepped)] {
      for (found, expected) in zip(answer.logits, output.policy.floats()) {
        #expect(Self.close(found, Double(expected)))
      }
      let head = try #require(trial.blueprint.prediction.head(.value))
      let rows = output.value.floats()
      for row in 0..<9 {
        let expected = head.output.decode(rows.span, at: row * head.output.count)
        #expect(Self.close(answer.values[row], Double(expected), 2e-5))
      }
    }
  }

  @Test func `a slot is read by any later row and keeps its state when room is made`() throws {
    let trial = try Trial(TestNetworks.configuration(.residual), .muzero)
    let plan = trial.plan
    plan.reserveSlots(2)
    let observations = trial.observations(2)
    _ = Self.begin(plan, observations[...], slots: [1, 0])
    plan.reserveSlots(50)
    let both = Self.step(plan, from: [0, 1, 0], actions: [2, 3, 2], to: [30, 40, 49])
    let again = Self.step(plan, from: [1], actions: [3], to: [2])
    #expect(both.bits(0, actions: 5) == both.bits(2, actions: 5))
    #expect(both.bits(1, actions: 5) == again.bits(0, actions: 5))
    #expect(both.bits(0, actions: 5) != both.bits(1, actions: 5))
    let deeper = Self.step(plan, from: [30, 49], actions: [0, 0], to: [3, 4])
    #expect(deeper.bits(0, actions: 5) == deeper.bits(1, actions: 5))
  }

  @Test func `new weights give new answers and old weights the old ones`() throws {
    let configuration = TestNetworks.configuration(.mlp, .batch)
    let first = try Trial(configuration, .alphazero, seed: 1)
    let second = try Trial(configuration, .alphazero, seed: 2)
    let again = try Trial(configuration, .alphazero, seed: 1)
    let observations = first.observations(3)
    let answers = [first, second, again].map { Self.evaluate($0.plan, observations[...]) }
    #expect(answers[0].logits != answers[1].logits)
    #expect(answers[0].logits == answers[2].logits)
  }

  @Test func `plans on several threads give the bits of one`() throws {
    let trial = try Trial(TestNetworks.configuration(.residual, .batch), .alphazero)
    let observations = trial.observations(64)
    let expected = Self.evaluate(trial.plan, observations[...])
    let network = trial.plan.network
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      guard let plan = try? InferencePlan(network) else {
        Issue.record("a plan could not be made")
        return
      }
      for _ in 0..<20 {
        let answer = Self.evaluate(plan, observations[...])
        #expect(answer.logits == expected.logits && answer.values == expected.values)
      }
    }
  }

  @Test func `wrong weights are refused by name`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration(), .alphazero)
    let entries = TestNetworks.scattered(blueprint, seed: 1).entries
    let missing = NetworkWeights(Array(entries.dropLast()))
    var error = #expect(throws: NetworkError.self) {
      try InferencePlan(blueprint: blueprint, weights: missing)
    }
    #expect(error?.description.contains(entries.last?.name ?? "?") == true)
    var changed = entries
    changed[0] = .init(name: entries[0].name, shape: [1], values: [0])
    error = #expect(throws: NetworkError.self) {
      try InferencePlan(blueprint: blueprint, weights: NetworkWeights(changed))
    }
    #expect(error?.description.contains("has the shape [1]") == true)
  }

  @Test func `a call leaves no memory behind`() async {
    // In a process of its own: other tests run beside this one and use memory too.
    await #expect(processExitsWith: .success) {
      let trial = try Trial(TestNetworks.configuration(.residual, .batch), .alphazero)
      let observations = trial.observations(40)
      var logits = [Float](repeating: 0, count: 40 * 5)
      var values = [Float](repeating: 0, count: 40)
      func call() {
        var logits = logits.mutableSpan
        var values = values.mutableSpan
        trial.plan.evaluate(
          observations: observations.span, count: 40, logits: &logits, values: &values)
      }
      func residentPages() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .ascii)
        return Int(text.split(separator: " ")[1])!
      }
      for _ in 0..<200 { call() }
      let before = try residentPages()
      for _ in 0..<2000 { call() }
      // A leak of a kilobyte a call would be 488 pages.
      try #require(residentPages() < before + 400)
    }
  }
}
