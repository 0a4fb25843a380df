import GameProtocol
import Learning
import Network
import Planner
package import Runs

/// Measures self-play of a configuration on one core, in processor time.
package struct SelfPlayBenchmark {
  private let configuration: RunConfiguration
  private let runs: Int
  private let seconds: Double

  /// Prepares the measurement.
  ///
  /// - Parameters:
  ///   - configuration: What is measured.
  ///   - runs: How many times each figure is measured.
  ///   - seconds: The shortest time of a run.
  package init(_ configuration: RunConfiguration, runs: Int, seconds: Double) {
    self.configuration = configuration
    self.runs = runs
    self.seconds = seconds
  }

  /// All figures.
  ///
  /// - Parameter name: What the configuration is called.
  /// - Returns: The figures.
  /// - Throws: `Failure` if the network cannot be evaluated here.
  package func measure(name: String) throws(Failure) -> [Measurement] {
    do {
      let made = try configuration.makeGame()
      return try measure(made.game, made.identity, name)
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  private func measure<G: Game>(
    _ game: G, _ identity: GameIdentity, _ name: String
  ) throws -> [Measurement] {
    let blueprint = try Blueprint(
      configuration: configuration.network, game: game, mode: configuration.mode)
    let network = try PlayerNetwork(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 1))
    let meter = EvaluationMeter()
    let model = try network.model(
      for: game, treeCount: configuration.selfPlay.gamesAtOnce,
      slotsPerTree: configuration.search.simulations + 1, meter: meter)
    let play = SelfPlay(
      game: game, identity: identity, configuration: configuration.selfPlay,
      search: configuration.search, seed: 0, generation: 0, weights: .none)
    var positions: [Double] = []
    var evaluations: [Double] = []
    var shares: [Double] = []
    var overheads: [Double] = []
    var number: UInt64 = 0
    for run in 0...runs {
      let (before, judged) = (meter.seconds, meter.evaluations)
      let start = Measurement.Clock.processor.seconds
      var moves = 0
      // Games that begin late end late: the time is asked at every step, and the rest is thrown away.
      do {
        try play.play(on: model) {
          defer { number += 1 }
          return number
        } moved: { count in
          moves += count
          if Measurement.Clock.processor.seconds - start >= seconds { throw TimeIsUp() }
        } finished: { _ in
        }
      } catch is TimeIsUp {
      }
      let elapsed = Measurement.Clock.processor.seconds - start
      guard run > 0 else { continue }
      let inside = meter.seconds - before
      positions.append(Double(moves) / elapsed)
      evaluations.append(Double(meter.evaluations - judged) / elapsed)
      shares.append(inside / elapsed * 100)
      overheads.append(
        (elapsed - inside) / Double(moves * configuration.search.simulations) * 1e6)
    }
    return [
      Measurement("\(name) self-play", positions, "positions/s"),
      Measurement("\(name) network evaluations", evaluations, "evaluations/s"),
      Measurement("\(name) time inside the network", shares, "%"),
      Measurement("\(name) time outside it for each simulation", overheads, "µs"),
    ]
  }
}

/// Ends a measurement in the middle of its games.
private struct TimeIsUp: Error {}
