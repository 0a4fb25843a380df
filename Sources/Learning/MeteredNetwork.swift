public import Planner

/// A network for AlphaZero whose calls are counted.
public final class MeteredNetwork: PolicyValueNetwork {
  private let network: any PolicyValueNetwork
  private let meter: EvaluationMeter

  /// Puts a meter before a network.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - meter: Counts its calls.
  public init(_ network: any PolicyValueNetwork, meter: EvaluationMeter) {
    self.network = network
    self.meter = meter
  }

  /// The number of actions, `A`.
  public var actionCount: Int { network.actionCount }

  /// The numbers of one observation, `O`.
  public var observationSize: Int { network.observationSize }

  /// Asks the network.
  public func evaluate(
    observations: Span<Float>, count: Int, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    let start = EvaluationMeter.now
    network.evaluate(
      observations: observations, count: count, logits: &logits, values: &values)
    meter.count(count, since: start)
  }
}
