/// Why training cannot go on.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A loss or gradient is not a number; the last checkpoint is the place to go on from.
  case diverged(step: Int, loss: Float, gradientNorm: Float)

  /// What was found, and where.
  public var description: String {
    switch self {
    case .diverged(let step, let loss, let gradientNorm):
      "training diverged at step \(step): found a loss of \(loss) and a gradient of norm "
        + "\(gradientNorm), expected finite numbers; a lower learning rate or a gradient clip helps"
    }
  }
}
