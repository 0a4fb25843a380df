import BuiltInGames
import Experiments
import Foundation
import GameProtocol
import Learning
import Network
import Runs

/// Checkpoints of tic-tac-toe with untrained weights, for tests of what plays with them.
enum UntrainedCheckpoint {
  /// Changes that make networks as small as they can be.
  static let changes = [
    "network.body=mlp", "network.width=8", "network.depth=1", "network.dynamicsDepth=1",
    "search.simulations=8",
  ]

  /// Writes a checkpoint.
  ///
  /// - Parameters:
  ///   - preset: The preset that it was made by.
  ///   - folder: Where it is written.
  /// - Returns: The file.
  /// - Throws: An error if it cannot be made.
  static func write(_ preset: String, to folder: TemporaryFolder) throws -> String {
    let resolved = try RunConfiguration.load(preset, overrides: changes)
    let game = try resolved.value.makeGame().game
    func blueprint<G: Game>(_ game: G) throws -> Blueprint {
      try Blueprint(
        configuration: resolved.value.network, game: game, mode: resolved.value.mode)
    }
    let checkpoint = Network.Checkpoint(
      game: game.specification.name, gameVersion: game.specification.version, trainingStep: 0,
      configuration: resolved.canonicalJSON,
      weights: NetworkWeights(initializing: try blueprint(game), seed: 1))
    return try folder.write(checkpoint.encoded(), to: "weights.safetensors")
  }
}
