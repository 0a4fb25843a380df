/// A branch of a network program that predicts one thing.
public struct Head: Hashable, Sendable {
  /// What is predicted.
  public enum Kind: String, Hashable, Sendable {
    /// Logits over all actions.
    case policy
    /// The return from here on, in the view of the player to move.
    case value
    /// The reward of the step that led here, in the view of the player who took it.
    case reward
  }

  /// How the numbers of the last layer are read.
  public enum Output: Hashable, Sendable {
    /// One unnormalised log probability for each action.
    case logits(Int)
    /// One number in units of reward, not bounded.
    case scalar
    /// One number in (-1, 1), because the last layer is a tanh, that stands for the given range.
    case bounded(ClosedRange<Float>)
    /// One unnormalised log probability for each atom.
    case categorical(ValueSupport)

    /// Numbers of one position.
    public var count: Int {
      switch self {
      case .logits(let count): count
      case .scalar, .bounded: 1
      case .categorical(let support): support.atomCount
      }
    }
  }

  /// What is predicted.
  public var kind: Kind

  /// The layers after the body; they end with `[N, output.count]`.
  public var layers: [Layer]

  /// How the last layer is read.
  public var output: Output
}

extension Head.Output {
  /// The predicted number, in units of reward.
  ///
  /// - Parameters:
  ///   - row: What the last layer gave, from `offset`.
  ///   - offset: Where the position's row begins.
  /// - Returns: The number; not defined for logits over actions.
  public func decode(_ row: Span<Float>, at offset: Int = 0) -> Float {
    switch self {
    case .logits: preconditionFailure("logits over actions are no number")
    case .scalar: row[offset]
    case .bounded(let range):
      range.lowerBound + (row[offset] + 1) / 2 * (range.upperBound - range.lowerBound)
    case .categorical(let support): support.decode(logits: row, at: offset)
    }
  }

  /// Writes what the last layer should give for a number: the training target.
  ///
  /// - Parameters:
  ///   - value: The number, in units of reward.
  ///   - row: `count` zeros from `offset`.
  ///   - offset: Where the position's row begins.
  public func encode(_ value: Float, into row: inout MutableSpan<Float>, at offset: Int = 0) {
    switch self {
    case .logits: preconditionFailure("logits over actions are no number")
    case .scalar: row[offset] = value
    case .bounded(let range):
      row[offset] = (value - range.lowerBound) / (range.upperBound - range.lowerBound) * 2 - 1
    case .categorical(let support): support.encode(value, into: &row, at: offset)
    }
  }
}
