/// What one optimizer step did.
public struct TrainingReport: Hashable, Sendable {
  /// The step, from 0.
  public var step: Int
  /// The losses before the step.
  public var losses: TrainingLosses
  /// The norm of the gradient before it was limited.
  public var gradientNorm: Float
  /// The learning rate.
  public var learningRate: Double
  /// How many games, on average, are newer than the one that a drawn position is of.
  public var dataAge: Double
  /// Which positions were drawn.
  public var samples: ContentDigest
}
