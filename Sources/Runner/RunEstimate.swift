import GameProtocol
import Learning
import Network
import Planner
package import Runs

/// What a run will need, roughly, told before it starts.
package struct RunEstimate: Hashable, Sendable {
  /// Numbers in the networks.
  package private(set) var parameters = 0
  /// Memory at its highest, in bytes.
  package private(set) var memoryBytes = 0
  /// Disk space at the end, in bytes.
  package private(set) var diskBytes = 0
  /// Games in all.
  package private(set) var games = 0

  /// Estimates a run.
  ///
  /// - Parameters:
  ///   - configuration: The run.
  ///   - workers: The threads that play, each with trees of its own.
  /// - Throws: `Failure` if the game or the networks cannot be made.
  package init(of configuration: RunConfiguration, workers: Int) throws(Failure) {
    do {
      let game = try configuration.makeGame().game
      try add(game, configuration, workers)
    } catch {
      throw Failure(describing: error)
    }
  }

  // In floating point, where the products of the largest values that a configuration may hold are
  // large numbers and no overflow.
  private mutating func add<G: Game>(
    _ game: G, _ configuration: RunConfiguration, _ workers: Int
  ) throws {
    let specification = game.specification
    let training = configuration.training
    let blueprint = try configuration.makeBlueprint(for: game)
    let parameterCount = blueprint.parameters.reduce(0) { $0 + Double($1.count) }
    let gameCount =
      Double(max(0, training.generations - 1)) * Double(configuration.selfPlay.gamesPerGeneration)
    let simulations = Double(configuration.search.simulations)

    // A record holds action, values and the visited actions of every ply, at about 12 bytes each.
    let plies = Double(specification.lengthLimit ?? 200) * 2 / 3
    let visited = min(Double(specification.actionCount), simulations)
    let recordBytes = plies * (24 + 12 * visited)
    let kept = min(gameCount, Double(training.windowGames))

    // A node and its row of candidates, with the hidden state of MuZero.
    let hidden = Double(blueprint.hiddenState?.count ?? 0)
    let slotBytes = 128 + 4 * Double(specification.actionCount) + 4 * hidden
    let slots = Double(configuration.selfPlay.gamesAtOnce) * (simulations + 1)

    // Activations for the gradient: about as many numbers as parameters are used on each cell.
    let unrolled = configuration.mode == .muzero ? Double(training.unrollSteps) + 1 : 1
    let observation = Double(specification.observationShape.count)
    let activations = blueprint.programs.reduce(0) { sum, program in
      sum + Double(program.output.count) * Double(program.body.count + 2)
    }
    let batchBytes = 4 * Double(training.batchSize) * unrolled * (3 * activations + observation)

    // What the positions of a slow game showed, at a byte a number.
    let shown =
      specification.isSlow
      ? min(kept * plies * observation, Double(training.observationMemory) * 0x1p20) : 0

    let libTorch = Double(300 << 20)
    // Weights, gradients, the optimizer's two moments, and the packed copy that plays.
    let memory =
      libTorch + 20 * parameterCount + batchBytes + kept * recordBytes + shown
      + Double(workers) * slots * slotBytes
    let checkpoints = Double(training.generations / max(1, training.checkpointInterval) + 1)
    parameters = Self.whole(parameterCount)
    games = Self.whole(gameCount)
    memoryBytes = Self.whole(memory)
    diskBytes = Self.whole(gameCount * recordBytes + checkpoints * 12 * parameterCount)
  }

  /// The nearest whole number that can be written.
  private static func whole(_ number: Double) -> Int {
    Int(exactly: number.rounded()) ?? .max
  }

  /// What the run would lack.
  ///
  /// - Parameters:
  ///   - memory: The memory of the machine, in bytes.
  ///   - disk: The free space where the run is recorded, in bytes, where it can be told.
  /// - Returns: A line for each of the two that is too small.
  package func shortages(memory: UInt64, disk: UInt64?) -> (memory: String?, disk: String?) {
    func line(_ what: String, _ need: Int, _ there: UInt64) -> String? {
      guard UInt64(need) > there else { return nil }
      return "the run needs about \(ProgressReport.size(UInt64(need))) of \(what), and there are "
        + ProgressReport.size(there)
    }
    return (
      line("memory", memoryBytes, memory), disk.flatMap { line("disk space", diskBytes, $0) }
    )
  }

  /// The estimate in one line.
  package var text: String {
    "estimate: \(Measurement.grouped(whole: parameters)) parameters, "
      + "\(Measurement.grouped(whole: games)) games, "
      + "\(ProgressReport.size(UInt64(memoryBytes))) memory, "
      + "\(ProgressReport.size(UInt64(diskBytes))) disk"
  }
}
