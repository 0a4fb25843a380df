import Glibc
public import Planner
import Synchronization

/// Counts what a network is asked, and how long it takes to answer.
public final class EvaluationMeter: Sendable {
  private let count = Atomic<Int>(0)
  private let duration = Atomic<Int>(0)

  /// Makes a meter at zero.
  public init() {}

  /// Positions judged so far.
  public var evaluations: Int { count.load(ordering: .relaxed) }

  /// Processor time spent in the network so far, summed over all threads, in seconds.
  public var seconds: Double { Double(duration.load(ordering: .relaxed)) * 1e-9 }

  /// Counts one call of a network.
  ///
  /// - Parameters:
  ///   - rows: The positions judged.
  ///   - start: `now` when the call began; it has just ended.
  func count(_ rows: Int, since start: Int) {
    count.add(rows, ordering: .relaxed)
    duration.add(Self.now - start, ordering: .relaxed)
  }

  /// The processor time of this thread, in nanoseconds: what other programs take does not count.
  static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}

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
