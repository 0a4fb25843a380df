/// How gradients change weights: the `optimizer` section of a configuration.
public struct OptimizerConfiguration: Codable, Hashable, Sendable {
  /// The rule of an update.
  public enum Algorithm: String, Codable, Hashable, Sendable, CaseIterable {
    /// Gradient descent with momentum; the weight decay is added to the gradient.
    case sgd
    /// Adam; the weight decay is added to the gradient.
    case adam
    /// Adam with a weight decay of its own, beside the gradient.
    ///
    /// Source: Loshchilov and Hutter, "Decoupled weight decay regularization", 2019.
    case adamw
  }

  /// The rule of an update.
  ///
  /// AlphaZero and MuZero: `sgd`; MuZero Unplugged: `adamw`.
  public var algorithm = Algorithm.sgd

  /// The learning rate.
  public var learningRate = LearningRateSchedule()

  /// The momentum of `sgd`.
  ///
  /// Papers: 0.9.
  public var momentum = 0.9

  /// The weight decay c, of all trained parameters.
  ///
  /// Papers: 1e-4.
  public var weightDecay = 1e-4

  /// The decay of the mean gradient of `adam` and `adamw`.
  public var beta1 = 0.9

  /// The decay of the mean squared gradient of `adam` and `adamw`.
  public var beta2 = 0.999

  /// Added to the root of the mean squared gradient.
  public var epsilon = 1e-8

  /// The largest norm of all gradients together; 0 for no limit.
  ///
  /// MuZero: none; EfficientZero: 5.
  public var gradientClip = 0.0

  /// Makes the configuration of the papers.
  public init() {}
}
