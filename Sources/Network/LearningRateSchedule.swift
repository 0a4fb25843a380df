import Foundation

/// The learning rate as a function of the training step.
public struct LearningRateSchedule: Codable, Hashable, Sendable {
  /// How the rate falls.
  public enum Shape: String, Codable, Hashable, Sendable, CaseIterable {
    /// It stays.
    case constant
    /// Half a cosine from `initial` at step 0 to 0 at step `decaySteps` and after.
    ///
    /// Source: Schrittwieser et al., "Online and offline reinforcement learning by planning with a
    /// learned model", 2021 (MuZero Unplugged), appendix A.
    case cosine
    /// `initial · decayRate^(step / decaySteps)`, not in stairs. Source: MuZero, pseudocode.
    case exponential
    /// Multiplied by `decayRate` at each of the `boundaries`. Source: AlphaZero, methods.
    case steps
  }

  /// How the rate falls.
  public var shape = Shape.constant

  /// The rate at step 0.
  ///
  /// AlphaZero: 0.2; MuZero: Go 0.01, chess and shogi 0.1, Atari 0.05; MuZero Unplugged: 1e-4.
  public var initial = 0.1

  /// The factor of a decay.
  ///
  /// Papers: 0.1.
  public var decayRate = 0.1

  /// Steps of one decay.
  ///
  /// MuZero: 400,000 for board games, 350,000 for Atari.
  public var decaySteps = 400_000

  /// Steps at which the rate is multiplied, ascending.
  ///
  /// AlphaZero: 100,000, 300,000 and 500,000.
  public var boundaries: [Int] = []

  /// Makes a constant rate.
  public init() {}

  /// The rate of a step.
  ///
  /// - Parameter step: The number of updates before this one.
  /// - Returns: The rate.
  public func rate(at step: Int) -> Double {
    switch shape {
    case .constant:
      return initial
    case .cosine:
      let progress = min(1, Double(step) / Double(decaySteps))
      return initial * 0.5 * (1 + cos(.pi * progress))
    case .exponential:
      return initial * pow(decayRate, Double(step) / Double(decaySteps))
    case .steps:
      return initial * pow(decayRate, Double(boundaries.count { $0 <= step }))
    }
  }
}
