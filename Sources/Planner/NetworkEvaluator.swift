public import GameProtocol

/// Judges positions by a network that sees them as their player to move does.
public final class NetworkEvaluator<G: Game>: Evaluator {
  /// The position type.
  public typealias State = G.State

  private let network: any PolicyValueNetwork
  private let observationSize: Int
  /// The observations of one call, `[n, O]`.
  private var observations: [Float] = []
  /// Where the positions of one call are kept, `[n]`.
  private var places: [Int] = []

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
    places.removeAll(keepingCapacity: true)
    for leaf in 0..<count { places.append(Int(leaves[leaf].slot)) }
    var planes = observations.mutableSpan
    var planesInUse = planes._mutatingExtracting(first: count * observationSize)
    State.observe(states, at: places, into: &planesInUse)
    let observed = observations
    network.evaluate(
      observations: observed.span.extracting(first: count * observationSize), count: count,
      logits: &logits, values: &values)
  }
}
