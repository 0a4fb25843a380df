public import Planner

/// Networks for MuZero whose calls are counted.
public final class MeteredDynamics: DynamicsNetwork {
  private let network: any DynamicsNetwork
  private let meter: EvaluationMeter

  /// Puts a meter before the networks.
  ///
  /// - Parameters:
  ///   - network: The networks.
  ///   - meter: Counts their calls.
  public init(_ network: any DynamicsNetwork, meter: EvaluationMeter) {
    self.network = network
    self.meter = meter
  }

  /// The number of actions, `A`.
  public var actionCount: Int { network.actionCount }

  /// The numbers of one observation, `O`.
  public var observationSize: Int { network.observationSize }

  /// Makes room for hidden states.
  public func reserveSlots(_ count: Int) {
    network.reserveSlots(count)
  }

  /// Asks h, then f.
  public func initialInference(
    observations: Span<Float>, slots: Span<Int32>, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    let start = EvaluationMeter.now
    network.initialInference(
      observations: observations, slots: slots, logits: &logits, values: &values)
    meter.count(slots.count, since: start)
  }

  /// Asks g, then f.
  public func recurrentInference(
    from sources: Span<Int32>, actions: Span<Int32>, to targets: Span<Int32>,
    logits: inout MutableSpan<Float>, values: inout MutableSpan<Float>,
    rewards: inout MutableSpan<Float>
  ) {
    let start = EvaluationMeter.now
    network.recurrentInference(
      from: sources, actions: actions, to: targets, logits: &logits, values: &values,
      rewards: &rewards)
    meter.count(sources.count, since: start)
  }
}
