package import Planner

/// A network that counts what it is asked and how long it takes.
package final class TimedNetwork: PolicyValueNetwork {
  private let network: any PolicyValueNetwork
  /// Positions judged so far.
  package private(set) var positions = 0
  /// Calls so far.
  package private(set) var calls = 0
  /// Processor time inside the network so far, in seconds.
  package private(set) var seconds = 0.0

  /// Wraps a network.
  ///
  /// - Parameter network: The network that answers.
  package init(_ network: any PolicyValueNetwork) {
    self.network = network
  }

  /// The number of actions, `A`.
  package var actionCount: Int { network.actionCount }

  /// The numbers of one observation, `O`.
  package var observationSize: Int { network.observationSize }

  /// Judges positions, and keeps time.
  ///
  /// - Parameters:
  ///   - observations: `[count, O]`.
  ///   - count: The number of positions.
  ///   - logits: Receives `[count, A]`.
  ///   - values: Receives `[count]`.
  package func evaluate(
    observations: Span<Float>, count: Int, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    let start = Measurement.processorSeconds()
    network.evaluate(observations: observations, count: count, logits: &logits, values: &values)
    seconds += Measurement.processorSeconds() - start
    positions += count
    calls += 1
  }
}
