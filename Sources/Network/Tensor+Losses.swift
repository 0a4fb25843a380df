import CTorch

extension Tensor {
  /// How the losses of single positions become one number.
  public enum Reduction: Int32, Sendable {
    /// They do not.
    case none = 0
    /// Their mean.
    case mean = 1
    /// Their sum.
    case sum = 2
  }

  /// The cross entropy `-Σ target · log softmax(self)` of each row of logits.
  ///
  /// - Parameters:
  ///   - targets: Probabilities `[N, A]`, or indices `[N]`. A row of zeros has no loss.
  ///   - reduction: How rows become one number.
  /// - Returns: `[N]`, or one number.
  public func crossEntropy(_ targets: Tensor, reduction: Reduction = .none) -> Tensor {
    make(targets) { $0.cross_entropy($1, $2, reduction.rawValue) }
  }

  /// The cross entropy of each row of logits times the row's weight, averaged over all rows.
  ///
  /// - Parameters:
  ///   - targets: Probabilities `[N, A]`, or indices `[N]`.
  ///   - weights: `[N]`; 0 leaves a row out.
  /// - Returns: One number: the sum divided by `N`.
  public func crossEntropy(_ targets: Tensor, weights: Tensor) -> Tensor {
    (crossEntropy(targets) * weights).mean()
  }

  /// The squared differences.
  ///
  /// - Parameters:
  ///   - targets: A tensor of the same shape.
  ///   - reduction: How they become one number.
  /// - Returns: A tensor of the same shape, or one number.
  public func squaredError(_ targets: Tensor, reduction: Reduction = .none) -> Tensor {
    make(targets) { $0.squared_error($1, $2, reduction.rawValue) }
  }

  /// The squared differences times weights, averaged over all elements.
  ///
  /// - Parameters:
  ///   - targets: A tensor of the same shape.
  ///   - weights: A tensor of the same shape; 0 leaves an element out.
  /// - Returns: One number.
  public func squaredError(_ targets: Tensor, weights: Tensor) -> Tensor {
    (squaredError(targets) * weights).mean()
  }
}
