import GameProtocol
package import Network
import Planner

/// Measures the evaluation of networks, and LibTorch's beside it.
package struct InferenceBenchmark {
  private let batches: [Int]
  private let precisions: [InferencePlan.Precision]
  private let runs: Int
  private let seconds: Double

  /// Prepares the measurements.
  ///
  /// - Parameters:
  ///   - batches: Positions in a call.
  ///   - precisions: Number formats.
  ///   - runs: How many times each figure is measured.
  ///   - seconds: The shortest time of a run.
  package init(
    batches: [Int], precisions: [InferencePlan.Precision], runs: Int, seconds: Double
  ) {
    self.batches = batches
    self.precisions = precisions
    self.runs = runs
    self.seconds = seconds
  }

  /// All figures.
  ///
  /// - Returns: The figures.
  /// - Throws: `NetworkError` where the inference plan is missing.
  package func measure() throws(NetworkError) -> [Measurement] {
    let networks = [
      ("AlphaZero tower 6×64", try InferencePlanMeasurement.tower(.alphazero, hasHeads: false)),
      ("AlphaZero 6×64 with heads", try InferencePlanMeasurement.tower(.alphazero, hasHeads: true)),
      ("MuZero tower 6×64", try InferencePlanMeasurement.tower(.muzero, hasHeads: false)),
      ("MuZero 6×64 with heads", try InferencePlanMeasurement.tower(.muzero, hasHeads: true)),
      ("dense 3×128", try InferencePlanMeasurement.dense(width: 128)),
    ]
    var figures: [Measurement] = []
    for precision in precisions {
      if let peak = try InferencePlanMeasurement.peak(precision, runs: runs) {
        figures.append(Measurement(peak))
      }
      for (name, blueprint) in networks {
        for batch in batches {
          figures += try InferencePlanMeasurement.speed(
            of: name, blueprint, batch: batch, precision: precision, runs: runs,
            seconds: seconds / 10
          ).map(Measurement.init)
        }
      }
    }
    figures.append(
      Measurement(
        try InferencePlanMeasurement.renewal(
          of: "AlphaZero 6×64 with heads", networks[1].1, runs: runs)))
    if TorchLibrary.isAvailable {
      for batch in batches {
        figures.append(try torch("AlphaZero 6×64 with heads", networks[1].1, batch: batch))
      }
    }
    return figures
  }

  private func torch(
    _ name: String, _ blueprint: Blueprint, batch: Int
  ) throws(NetworkError) -> Measurement {
    let evaluator = TorchEvaluator(
      network: try TorchNetwork(
        blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1)),
      batchSize: batch)
    var random = CounterRandom(seed: 1, stream: .batch)
    let observations = (0..<batch * evaluator.observationSize).map { _ in Float(random.below(2)) }
    var logits = [Float](repeating: 0, count: batch * evaluator.actionCount)
    var values = [Float](repeating: 0, count: batch)
    return .rate(
      "\(name), LibTorch fp32, batch \(batch)", "positions/s", runs: runs, seconds: seconds
    ) {
      var logitsRoom = logits.mutableSpan
      var valuesRoom = values.mutableSpan
      evaluator.evaluate(
        observations: observations.span, count: batch, logits: &logitsRoom, values: &valuesRoom)
      return batch
    }
  }
}

extension Measurement {
  /// A figure of the inference plan.
  init(_ measurement: InferencePlanMeasurement) {
    self.init(measurement.name, measurement.values, measurement.unit)
  }
}
