package import Engines
import Experiments
import FoundationEssentials
package import GameProtocol
package import Learning
import Network
package import Planner
import Runs

/// Weights that can play, from a checkpoint file or from a recorded run.
package struct TrainedPlayer {
  /// What it is called.
  package let name: String
  private let checkpoint: Network.Checkpoint
  private let configuration: RunConfiguration

  /// Reads the weights.
  ///
  /// - Parameter text: The path of a checkpoint, or a run as `experiment list` names it; `latest` is
  ///   the newest run that has a checkpoint.
  /// - Throws: `Failure` if there are none, or they cannot be read.
  package init(_ text: String) throws(Failure) {
    do {
      if text.contains("/") || text.hasSuffix(".safetensors") {
        name = text
        checkpoint = try Network.Checkpoint(contentsOf: URL(filePath: text))
      } else {
        (name, checkpoint) = try Self.recorded(text)
      }
      configuration = try RunConfiguration.read(
        canonical: checkpoint.configuration, from: "the configuration of \(text)"
      ).value
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("\(error)", .data)
    }
  }

  /// The game that was learnt, with the options of the run.
  ///
  /// - Returns: The game.
  /// - Throws: `Failure` if this program has no such game.
  package func game() throws(Failure) -> any Game {
    do {
      return try configuration.makeGame().game
    } catch {
      throw Failure("\(name): \(error)", .data)
    }
  }

  /// Simulations for each move unless others are asked for.
  package var usualSimulations: Int { configuration.evaluation.simulations }

  /// The optimizer steps that made the weights.
  package var trainingStep: Int { checkpoint.trainingStep }

  /// Writes the weights, with what they belong to, to a file of their own.
  ///
  /// - Parameter path: The file; what was there is replaced.
  /// - Throws: `Failure` if it cannot be written; what was there then stays.
  package func write(to path: String) throws(Failure) {
    do {
      try checkpoint.write(to: URL(filePath: path))
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  /// How the weights search, without noise.
  ///
  /// - Parameter simulations: Simulations for each move; 0, for the network alone, makes one whose
  ///   root is all that counts.
  /// - Returns: The configuration.
  package func search(simulations: Int) -> SearchConfiguration {
    var search = configuration.search.withoutExploration
    search.simulations = max(1, simulations)
    return search
  }

  /// Makes a player of the weights.
  ///
  /// - Parameters:
  ///   - game: The game, which must be the one that was learnt.
  ///   - simulations: Simulations for each move, 0 for the network alone; `nil` for the usual number.
  ///   - treeCount: How many positions are asked about at once.
  /// - Returns: The player.
  /// - Throws: `Failure` if it plays another game or cannot be evaluated here.
  package func agent<G: Game>(
    for game: G, simulations: Int? = nil, treeCount: Int = 1
  ) throws(Failure) -> any Agent<G.State> {
    let simulations = simulations ?? usualSimulations
    let network = try network(for: game)
    do {
      return try network.agent(
        named: "\(name)@\(simulations)", for: game, search: configuration.search,
        simulations: simulations, treeCount: treeCount)
    } catch {
      throw Failure("\(name): \(error)", .failed)
    }
  }

  /// Makes what search grows trees on.
  ///
  /// - Parameters:
  ///   - game: The game, which must be the one that was learnt.
  ///   - treeCount: The most trees at once.
  ///   - slotsPerTree: Positions of a tree.
  /// - Returns: The rules with the network, or the learned model.
  /// - Throws: `Failure` if it plays another game or cannot be evaluated here.
  package func model<G: Game>(
    for game: G, treeCount: Int, slotsPerTree: Int
  ) throws(Failure) -> PlanningModel<G> {
    let network = try network(for: game)
    do {
      return try network.model(for: game, treeCount: treeCount, slotsPerTree: slotsPerTree)
    } catch {
      throw Failure("\(name): \(error)", .failed)
    }
  }

  /// Makes what an engine plays with.
  ///
  /// - Parameters:
  ///   - game: The game, which must be the one that was learnt.
  ///   - simulations: The most simulations for each move; `nil` for as many as the clock allows.
  /// - Returns: The player.
  /// - Throws: `Failure` if it plays another game or cannot be evaluated here.
  package func enginePlayer<G: Game>(
    for game: G, simulations: Int?
  ) throws(Failure) -> EnginePlayer<G> {
    let network = try network(for: game)
    let hiddenState = try blueprint(for: game).hiddenState
    return EnginePlayer(
      name: name, game: game, search: configuration.search, simulations: simulations,
      usualSimulations: max(1, usualSimulations), hiddenStateSize: hiddenState.map { 4 * $0.count }
    ) { slots throws(EngineError) in
      do throws(NetworkError) {
        return try network.model(for: game, treeCount: 1, slotsPerTree: slots)
      } catch {
        throw EngineError("\(error)")
      }
    }
  }

  private func blueprint<G: Game>(for game: G) throws(Failure) -> Blueprint {
    do {
      return try configuration.makeBlueprint(for: game)
    } catch {
      throw Failure("\(name): \(error)", .data)
    }
  }

  private func network<G: Game>(for game: G) throws(Failure) -> PlayerNetwork {
    let specification = game.specification
    guard specification.name == checkpoint.game, specification.version == checkpoint.gameVersion
    else {
      throw Failure(
        "\(name) has learnt \(checkpoint.game), version \(checkpoint.gameVersion); expected "
          + "\(specification.name), version \(specification.version)", .data)
    }
    let blueprint = try blueprint(for: game)
    do {
      return try PlayerNetwork(blueprint: blueprint, weights: checkpoint.weights)
    } catch {
      // Where the library is there, it is the weights that are wrong.
      var isLibraryThere = false
      if case .success = InferencePlanLibrary.summary { isLibraryThere = true }
      throw Failure("\(name): \(error)", isLibraryThere ? .data : .failed)
    }
  }

  /// The newest checkpoint of a run, and what the run is called.
  private static func recorded(_ text: String) throws -> (String, Network.Checkpoint) {
    let store = try ExperimentStore.open(
      project: FileManager.default.currentDirectoryPath, creating: false)
    let run = try text == "latest" ? newest(in: store) : store.find(text)
    guard let checkpoint = try store.checkpoint(at: run.commit),
      let file = checkpoint.files["network.safetensors"]
    else {
      throw Failure("the run \(run.id) has no checkpoint", .data)
    }
    let weights = try Network.Checkpoint(
      decoding: Data(store.blobs.read(file)), name: "the checkpoint of \(run.id)")
    return (text == "latest" ? run.id.description : text, weights)
  }

  private static func newest(in store: ExperimentStore) throws -> FoundRun {
    for run in try store.tips().reversed() where try store.checkpoint(at: run.commit) != nil {
      return run
    }
    throw Failure("there is no run with a checkpoint in \(store.folder)", .data)
  }
}
