public import GameProtocol

/// Judges positions by a network that sees them as their player to move does.
public final class NetworkEvaluator<G: Game>: Evaluator {
  /// The position type.
  public typealias State = G.State

  private let network: any PolicyValueNetwork
  private let observationSize: Int
  /// The observations of one call, `[n, O]`.
  private var observations: [Float] = []

  /// Makes an evaluator.
  ///
  /// - Parameters:
  ///   - network: The network; its action count and observation size are the game's.
  ///   - game: The rules.
  public init(network: any PolicyValueNetwork, game: G) {
    let specification = game.specification
    observationSize = specification.observationShape.count
    precondition(
      network.actionCount == specification.actionCount
        && network.observationSize == observationSize,
      "the network is for another game than \(specification.name)")
    self.network = network
  }

  /// Observes the positions and asks the network once.
  public func evaluate(
    _ leaves: Span<LeafPosition>, of states: [State], logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    let count = leaves.count
    if observations.count < count * observationSize {
      observations = Array(repeating: 0, count: count * observationSize)
    }
    for leaf in 0..<count {
      var planes = observations.mutableSpan
      let slot = Int(leaves[leaf].slot)
      let start = leaf * observationSize
      var own = planes._mutatingExtracting(start..<start + observationSize)
      states[slot].observe(as: states[slot].playerToMove, into: &own)
    }
    let observed = observations
    network.evaluate(
      observations: observed.span.extracting(first: count * observationSize), count: count,
      logits: &logits, values: &values)
  }
}
