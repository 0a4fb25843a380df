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
  /// - Parameter configuration: The run.
  /// - Throws: `Failure` if the game or the networks cannot be made.
  package init(of configuration: RunConfiguration) throws(Failure) {
    do {
      let game = try configuration.makeGame().game
      try add(game, configuration)
    } catch {
      throw Failure(describing: error)
    }
  }

  private mutating func add<G: Game>(_ game: G, _ configuration: RunConfiguration) throws {
    let specification = game.specification
    let training = configuration.training
    let blueprint = try Blueprint(
      configuration: configuration.network, game: game, mode: configuration.mode)
    parameters = blueprint.parameters.reduce(0) { $0 + $1.count }
    games = max(0, training.generations - 1) * configuration.selfPlay.gamesPerGeneration

    // A record holds action, values and the visited actions of every ply, at about 12 bytes each.
    let plies = (specification.lengthLimit ?? 200) * 2 / 3
    let visited = min(specification.actionCount, configuration.search.simulations)
    let recordBytes = plies * (24 + 12 * visited)
    let kept = min(games, training.windowGames)

    // A node and its row of candidates, with the hidden state of MuZero.
    let hidden = blueprint.hiddenState?.count ?? 0
    let slotBytes = 128 + 4 * specification.actionCount + 4 * hidden
    let slots = configuration.selfPlay.gamesAtOnce * (configuration.search.simulations + 1)

    // Activations for the gradient: about as many numbers as parameters are used on each cell.
    let unrolled = configuration.mode == .muzero ? training.unrollSteps + 1 : 1
    let observation = specification.observationShape.count
    let activations = blueprint.programs.reduce(0) { sum, program in
      sum + program.output.count * (program.body.count + 2)
    }
    let batchBytes = 4 * training.batchSize * unrolled * (3 * activations + observation)

    let libTorch = 300 << 20
    // Weights, gradients, the optimizer's two moments, and the packed copy that plays.
    memoryBytes =
      libTorch + 20 * parameters + batchBytes + kept * recordBytes + 2 * slots * slotBytes
    let checkpoints = training.generations / max(1, training.checkpointInterval) + 1
    diskBytes = games * recordBytes + checkpoints * 12 * parameters
  }

  /// The estimate in one line.
  package var text: String {
    "estimate: \(Measurement.grouped(whole: parameters)) parameters, "
      + "\(Measurement.grouped(whole: games)) games, "
      + "\(ProgressReport.size(UInt64(memoryBytes))) memory, "
      + "\(ProgressReport.size(UInt64(diskBytes))) disk"
  }
}
