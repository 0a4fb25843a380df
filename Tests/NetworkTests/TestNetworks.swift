import GameProtocol
import Network

/// Small networks and numbers for tests.
enum TestNetworks {
  /// Five actions on a board of 3 rows and 4 columns with two planes.
  static let specification = GameSpecification(
    name: "test", version: 1, actionCount: 5,
    observationShape: GameSpecification.Shape(channels: 2, height: 3, width: 4), lengthLimit: 12)

  static func configuration(
    _ body: NetworkConfiguration.Body = .residual,
    _ normalization: NetworkConfiguration.Normalization = .none
  ) -> NetworkConfiguration {
    var configuration = NetworkConfiguration()
    configuration.body = body
    configuration.normalization = normalization
    configuration.channels = 6
    configuration.blocks = 2
    configuration.dynamicsBlocks = 1
    configuration.width = 16
    configuration.valueWidth = 8
    configuration.valueSupport = 4
    configuration.rewardWidth = 8
    configuration.rewardSupport = 3
    return configuration
  }

  static func blueprint(
    _ configuration: NetworkConfiguration, _ mode: Blueprint.Mode = .muzero,
    specification: GameSpecification = specification
  ) throws -> Blueprint {
    try Blueprint(configuration: configuration, specification: specification, mode: mode) {
      ActionEncoding(specification: specification, height: $0.height, width: $0.width) {
        if $0.index < $1.count { $1[$0.index] = 1 }
      }
    }
  }

  /// Weights without zeros, so that every layer has a gradient.
  static func scattered(_ blueprint: Blueprint, seed: UInt64) -> NetworkWeights {
    NetworkWeights(
      NetworkWeights(initializing: blueprint, seed: seed).entries.enumerated().map { index, entry in
        var entry = entry
        let isVariance = entry.name.hasSuffix("variance")
        for (place, number) in numbers(entry.values.count, seed: seed, stream: index).enumerated() {
          entry.values[place] += isVariance ? abs(number) : 0.15 * number
        }
        return entry
      })
  }

  /// Numbers in [-1, 1).
  static func numbers(_ count: Int, seed: UInt64, stream: Int = 1000) -> [Float] {
    var random = CounterRandom(seed: seed, stream: .weights, game: UInt64(stream), ply: 7)
    return (0..<count).map { _ in Float(2 * random.uniform() - 1) }
  }
}
