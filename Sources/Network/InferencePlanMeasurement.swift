import COneDNN
import GameProtocol

/// How fast networks are evaluated on one core, beside the peak of the core in the same seconds.
///
/// The clock of a shared machine moves, so every run of a network lies between two runs of a bare
/// loop of the processor's widest multiply-add instructions, and its share is of their mean. Times
/// are processor times of the calling thread.
public struct InferencePlanMeasurement: Hashable, Sendable {
  /// What was measured.
  public var name: String
  /// One number for each run, in the order of measurement.
  public var values: [Double]
  /// The unit: `GFLOP/s`, `positions/s`, `ms` or `% of peak`.
  public var unit: String

  /// The median of the runs.
  public var value: Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// The largest run minus the smallest, as a share of the median.
  public var spread: Double {
    value == 0 ? 0 : ((values.max() ?? 0) - (values.min() ?? 0)) / value.magnitude
  }

  /// The number of runs.
  public var runs: Int { values.count }
}

extension InferencePlanMeasurement {
  /// The residual tower that speeds are quoted for: 6 blocks of 64 planes on Go 9×9.
  ///
  /// - Parameters:
  ///   - mode: What search grows its tree on.
  ///   - hasHeads: Whether policy and value heads follow.
  /// - Returns: The network.
  /// - Throws: `NetworkError` never, because the configuration is fixed.
  public static func tower(
    _ mode: Blueprint.Mode, hasHeads: Bool
  ) throws(NetworkError) -> Blueprint {
    let specification = GameSpecification(
      name: "go-9", version: 1, actionCount: 82,
      observationShape: GameSpecification.Shape(channels: 17, height: 9, width: 9),
      lengthLimit: 162)
    var configuration = NetworkConfiguration()
    configuration.channels = 64
    configuration.blocks = 6
    configuration.dynamicsBlocks = 6
    var blueprint = try Blueprint(
      configuration: configuration, specification: specification, mode: mode
    ) {
      ActionEncoding(specification: specification, height: $0.height, width: $0.width) {
        if $0.index < $1.count { $1[$0.index] = 1 }
      }
    }
    if !hasHeads {
      blueprint.prediction.heads = []
      blueprint.model?.dynamics.heads = []
    }
    return blueprint
  }

  /// A small dense network such as tic-tac-toe and Connect Four use.
  ///
  /// - Parameter width: Units of each of its three layers.
  /// - Returns: The network.
  /// - Throws: `NetworkError` never, because the configuration is fixed.
  public static func dense(width: Int) throws(NetworkError) -> Blueprint {
    let specification = GameSpecification(
      name: "connect-four", version: 1, actionCount: 7,
      observationShape: GameSpecification.Shape(channels: 3, height: 6, width: 7), lengthLimit: 42)
    var configuration = NetworkConfiguration()
    configuration.body = .mlp
    configuration.width = width
    configuration.valueWidth = 0
    return try Blueprint(
      configuration: configuration, specification: specification, mode: .alphazero
    ) { _ in ActionEncoding(oneHot: 7) }
  }

  /// The peak of this core in a number format.
  ///
  /// - Parameters:
  ///   - precision: The number format.
  ///   - runs: The number of runs.
  /// - Returns: GFLOP/s, or `nil` where the processor does not multiply this format itself.
  /// - Throws: `NetworkError` where the library is missing.
  public static func peak(
    _ precision: InferencePlan.Precision, runs: Int
  ) throws(NetworkError) -> Self? {
    let table = try InferencePlanLibrary.table()
    guard let values = peak(precision, runs: runs, table: table) else { return nil }
    return Self(name: "peak, \(precision)", values: values, unit: "GFLOP/s")
  }

  /// The speed of a network: positions a second, and the share of the core's peak.
  ///
  /// MuZero is measured by recurrent inference, the call of every simulation.
  /// The share counts what the layers are defined as, multiplications by zeros around the board
  /// included. A kernel that leaves them out can pass 100 %: on 9×9 they are a seventh of a 3×3
  /// convolution.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - blueprint: The network.
  ///   - batch: Positions in a call.
  ///   - precision: The number format of convolutions.
  ///   - runs: The number of runs, after one to warm up.
  ///   - seconds: The shortest time of a run.
  /// - Returns: Two measurements, or the first alone where the format has no peak.
  /// - Throws: `NetworkError` where the library is missing.
  public static func speed(
    of name: String, _ blueprint: Blueprint, batch: Int, precision: InferencePlan.Precision,
    runs: Int = 15, seconds: Double = 0.02
  ) throws(NetworkError) -> [Self] {
    let table = try InferencePlanLibrary.table()
    let plan = try InferencePlan(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1),
      precision: precision)
    let work = Workload(plan, batch: batch)
    work.prepare(plan)
    var (logits, values, rewards) = work.room(plan)
    let operations = Double(blueprint.operationsPerCall)
    var rates: [Double] = []
    var shares: [Double] = []
    for run in 0...runs {
      let before = peak(precision, runs: 1, table: table)
      let start = table.thread_seconds()
      var calls = 0
      var elapsed = 0.0
      repeat {
        work.call(plan, logits: &logits, values: &values, rewards: &rewards)
        calls += 1
        elapsed = table.thread_seconds() - start
      } while elapsed < seconds
      let after = peak(precision, runs: 1, table: table)
      guard run > 0 else { continue }
      let rate = Double(calls * batch) / elapsed
      rates.append(rate)
      if let before, let after {
        shares.append(rate * operations * 1e-9 / ((before[0] + after[0]) / 2) * 100)
      }
    }
    let full = "\(name), \(precision), batch \(batch)"
    let speed = Self(name: full, values: rates, unit: "positions/s")
    return shares.isEmpty ? [speed] : [speed, Self(name: full, values: shares, unit: "% of peak")]
  }

  /// How long new weights take to become a plan.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - blueprint: The network.
  ///   - runs: The number of runs, after one to warm up.
  /// - Returns: Milliseconds.
  /// - Throws: `NetworkError` where the library is missing.
  public static func renewal(
    of name: String, _ blueprint: Blueprint, runs: Int = 5
  ) throws(NetworkError) -> Self {
    let table = try InferencePlanLibrary.table()
    let weights = NetworkWeights(initializing: blueprint, seed: 1)
    var values: [Double] = []
    for run in 0...runs {
      let start = table.thread_seconds()
      _ = try InferencePlan(blueprint: blueprint, weights: weights)
      if run > 0 { values.append((table.thread_seconds() - start) * 1000) }
    }
    return Self(name: "\(name), new weights to plan", values: values, unit: "ms")
  }

  private static func peak(
    _ precision: InferencePlan.Precision, runs: Int, table: onednn_table
  ) -> [Double]? {
    var figures = [Double](repeating: 0, count: runs)
    let format = Int32(precision == .bf16 ? ONEDNN_BF16 : ONEDNN_FP32)
    let status = figures.withUnsafeMutableBufferPointer { figures in
      figures.baseAddress.map { table.measure_peak(format, Int32(figures.count), $0) }
    }
    return status == 0 ? figures : nil
  }
}

/// The arguments of one call, made once.
private struct Workload {
  let observations: [Float]
  let sources: [Int32]
  let targets: [Int32]
  let actions: [Int32]

  init(_ plan: InferencePlan, batch: Int) {
    var random = CounterRandom(seed: 1, stream: .batch)
    observations = (0..<batch * plan.observationSize).map { _ in Float(random.below(2)) }
    sources = (0..<Int32(batch)).map { 2 * $0 }
    targets = sources.map { $0 + 1 }
    actions = sources.map { $0 % Int32(plan.actionCount) }
  }

  /// Room for the answers: logits, values, rewards.
  func room(_ plan: InferencePlan) -> ([Float], [Float], [Float]) {
    let zeros = [Float](repeating: 0, count: sources.count)
    return ([Float](repeating: 0, count: sources.count * plan.actionCount), zeros, zeros)
  }

  /// Fills the slots that `call` reads.
  func prepare(_ plan: InferencePlan) {
    guard plan.network.mode == .muzero else { return }
    plan.reserveSlots(2 * sources.count)
    var (logits, values, _) = room(plan)
    var logitsRoom = logits.mutableSpan
    var valuesRoom = values.mutableSpan
    plan.initialInference(
      observations: observations.span, slots: sources.span, logits: &logitsRoom,
      values: &valuesRoom)
  }

  func call(
    _ plan: InferencePlan, logits: inout [Float], values: inout [Float], rewards: inout [Float]
  ) {
    var logitsRoom = logits.mutableSpan
    var valuesRoom = values.mutableSpan
    var rewardsRoom = rewards.mutableSpan
    if plan.network.mode == .alphazero {
      plan.evaluate(
        observations: observations.span, count: sources.count, logits: &logitsRoom,
        values: &valuesRoom)
    } else {
      plan.recurrentInference(
        from: sources.span, actions: actions.span, to: targets.span, logits: &logitsRoom,
        values: &valuesRoom, rewards: &rewardsRoom)
    }
  }
}

extension Blueprint {
  /// Multiplications and additions of one position in the call that search makes most.
  ///
  /// Only convolutions and dense layers count, with the zeros around the board.
  fileprivate var operationsPerCall: Int {
    let called = model.map { [$0.dynamics, prediction] } ?? [prediction]
    return called.reduce(0) { sum, program in
      let body = program.body.operations(on: program.input)
      return program.heads.reduce(sum + body) { $0 + $1.layers.operations(on: program.output) }
    }
  }
}

extension [Layer] {
  /// Multiplications and additions on one activation of a shape.
  fileprivate func operations(on input: Blueprint.Shape) -> Int {
    var cells = input.height * input.width
    return reduce(0) { sum, layer in
      switch layer {
      case .convolution(let convolution):
        cells /= convolution.stride * convolution.stride
        return sum + 2 * convolution.weight.count * cells
      case .dense(let dense): return sum + 2 * dense.weight.count
      case .averagePool(let pool):
        cells /= pool.stride * pool.stride
        return sum
      case .residual(let branch):
        return sum
          + branch.operations(on: Blueprint.Shape(channels: 1, height: cells, width: 1))
      default: return sum
      }
    }
  }
}
