/// Why training cannot go on.
public enum TrainingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A loss or gradient is no finite number; the weights are of no use any more.
  case diverged(step: Int, loss: Float, gradientNorm: Float)

  /// What was found, and where.
  public var description: String {
    switch self {
    case .diverged(let step, let loss, let gradientNorm):
      "training diverged at step \(step): found \(Self.found(loss, gradientNorm)), expected finite "
        + "numbers; start again with a lower optimizer.learningRate.initial or with "
        + "optimizer.gradientClip"
    }
  }

  /// A loss that is no finite number has no gradient worth telling.
  private static func found(_ loss: Float, _ gradientNorm: Float) -> String {
    guard loss.isFinite else { return "a loss that is \(inWords(loss))" }
    return "a loss of \(loss) with a gradient whose norm is \(inWords(gradientNorm))"
  }

  private static func inWords(_ number: Float) -> String {
    if number.isNaN { return "not a number" }
    if number.isInfinite { return number > 0 ? "infinite" : "minus infinity" }
    return "\(number)"
  }
}
