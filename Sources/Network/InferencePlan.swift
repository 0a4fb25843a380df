import COneDNN
public import Planner

/// A network ready for play on one processor core, through oneDNN and kernels of our own.
///
/// It is the `PolicyValueNetwork` of an AlphaZero blueprint or the `DynamicsNetwork` of a MuZero
/// blueprint. Weights are packed once, in a `PackedNetwork` that many plans may share; a plan holds
/// activations and hidden states, and belongs to one thread at a time. Whatever the number of
/// OpenMP threads, a plan computes on the thread that calls it.
///
/// - Invariant: The result for one position has the same bits in any batch, in any plan.
public final class InferencePlan {
  /// The number format of convolutions and of what they give; everything else is fp32.
  public enum Precision: String, Codable, Hashable, Sendable, CaseIterable {
    /// 32 bits.
    case fp32
    /// 16 bits with the range of fp32; slow where the processor has no instructions for it.
    case bf16

    /// The fastest format of this processor.
    public static var best: Precision { InferencePlanLibrary.hasNativeBFloat16 ? .bf16 : .fp32 }
  }

  /// The packed network.
  public let network: PackedNetwork

  private let table: onednn_table
  private let session: onednn_session

  /// Makes a plan that shares the weights of others.
  ///
  /// - Parameter network: The packed weights.
  /// - Throws: `NetworkError` where oneDNN refuses.
  public init(_ network: PackedNetwork) throws(NetworkError) {
    let table = network.table
    guard let session = table.session_create(network.handle) else {
      throw InferencePlanLibrary.lastError(table)
    }
    self.network = network
    self.table = table
    self.session = session
  }

  /// Makes a plan of weights that it shares with nobody.
  ///
  /// - Parameters:
  ///   - blueprint: The network.
  ///   - weights: Its weights.
  ///   - precision: The number format of convolutions; the fastest of this processor if `nil`.
  /// - Throws: `NetworkError` where the library is missing or the weights are not the network's.
  public convenience init(
    blueprint: Blueprint, weights: NetworkWeights, precision: Precision? = nil
  ) throws(NetworkError) {
    try self.init(
      PackedNetwork(blueprint: blueprint, weights: weights, precision: precision))
  }

  deinit {
    table.session_free(session)
  }

  /// The number of actions, `A`.
  public var actionCount: Int { network.actionCount }

  /// The numbers of one observation, `O`.
  public var observationSize: Int { network.observationSize }

  private func run(_ entry: InferencePlanProgram.Entry, _ call: onednn_call) {
    var call = call
    guard table.session_run(session, entry.rawValue, &call) == 0 else {
      preconditionFailure(InferencePlanLibrary.lastError(table).description)
    }
  }
}

extension InferencePlan: PolicyValueNetwork {
  /// Judges observations.
  ///
  /// - Parameters:
  ///   - observations: `[count, O]`, each in the view of its player to move.
  ///   - count: How many there are.
  ///   - logits: Receives policy logits, `[count, A]`.
  ///   - values: Receives values for the player to move, `[count]`, in units of reward.
  public func evaluate(
    observations: Span<Float>, count: Int, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    precondition(network.mode == .alphazero, "a MuZero network judges hidden states")
    precondition(observations.count >= count * observationSize, "too few observations")
    precondition(logits.count >= count * actionCount, "too little room for logits")
    precondition(values.count >= count, "too little room for values")
    observations.withUnsafeBufferPointer { observations in
      logits.withUnsafeMutableBufferPointer { logits in
        values.withUnsafeMutableBufferPointer { values in
          var call = onednn_call()
          call.count = Int32(count)
          call.observations = observations.baseAddress
          call.logits = logits.baseAddress
          call.values = values.baseAddress
          run(.initial, call)
        }
      }
    }
  }
}

extension InferencePlan: DynamicsNetwork {
  /// Makes room for hidden states in slots `0..<count`; what is there stays.
  ///
  /// - Parameter count: The number of slots.
  public func reserveSlots(_ count: Int) {
    guard table.session_reserve(session, Int64(count)) == 0 else {
      preconditionFailure(InferencePlanLibrary.lastError(table).description)
    }
  }

  /// Represents observations and judges them: h, then f.
  ///
  /// - Parameters:
  ///   - observations: `[n, O]`, each in the view of its player to move.
  ///   - slots: Where the hidden states go, `[n]`.
  ///   - logits: Receives policy logits, `[n, A]`.
  ///   - values: Receives values for the player to move, `[n]`, in units of reward.
  public func initialInference(
    observations: Span<Float>, slots: Span<Int32>, logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    let count = slots.count
    precondition(network.mode == .muzero, "an AlphaZero network has no hidden states")
    precondition(observations.count >= count * observationSize, "too few observations")
    precondition(logits.count >= count * actionCount, "too little room for logits")
    precondition(values.count >= count, "too little room for values")
    observations.withUnsafeBufferPointer { observations in
      slots.withUnsafeBufferPointer { slots in
        logits.withUnsafeMutableBufferPointer { logits in
          values.withUnsafeMutableBufferPointer { values in
            var call = onednn_call()
            call.count = Int32(count)
            call.observations = observations.baseAddress
            call.to = slots.baseAddress
            call.logits = logits.baseAddress
            call.values = values.baseAddress
            run(.initial, call)
          }
        }
      }
    }
  }

  /// Takes one imagined step from hidden states and judges where it leads: g, then f.
  ///
  /// - Parameters:
  ///   - sources: The slots of the states to step from, `[n]`.
  ///   - actions: The indices of the actions, `[n]`.
  ///   - targets: Where the new hidden states go, `[n]`; no target is a source.
  ///   - logits: Receives policy logits, `[n, A]`.
  ///   - values: Receives values for the player to move at the new state, `[n]`.
  ///   - rewards: Receives the reward of the player who acted, `[n]`; 0 without a reward head.
  public func recurrentInference(
    from sources: Span<Int32>, actions: Span<Int32>, to targets: Span<Int32>,
    logits: inout MutableSpan<Float>, values: inout MutableSpan<Float>,
    rewards: inout MutableSpan<Float>
  ) {
    let count = sources.count
    precondition(network.mode == .muzero, "an AlphaZero network has no hidden states")
    precondition(actions.count >= count && targets.count >= count, "each row needs all three")
    precondition(logits.count >= count * actionCount, "too little room for logits")
    precondition(values.count >= count && rewards.count >= count, "too little room for values")
    if !network.hasRewards {
      for row in 0..<count { rewards[row] = 0 }
    }
    sources.withUnsafeBufferPointer { sources in
      actions.withUnsafeBufferPointer { actions in
        targets.withUnsafeBufferPointer { targets in
          logits.withUnsafeMutableBufferPointer { logits in
            values.withUnsafeMutableBufferPointer { values in
              rewards.withUnsafeMutableBufferPointer { rewards in
                var call = onednn_call()
                call.count = Int32(count)
                call.from = sources.baseAddress
                call.actions = actions.baseAddress
                call.to = targets.baseAddress
                call.logits = logits.baseAddress
                call.values = values.baseAddress
                call.rewards = rewards.baseAddress
                run(.recurrent, call)
              }
            }
          }
        }
      }
    }
  }
}
