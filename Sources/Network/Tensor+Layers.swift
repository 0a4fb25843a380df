import CTorch

extension Tensor {
  /// The larger of each element and 0.
  public func relu() -> Tensor { make { $0.relu($1) } }

  /// The larger of each element and 0, written over this tensor, which nobody else may need.
  func reluInPlace() -> Tensor { make { $0.relu_in_place($1) } }

  /// The hyperbolic tangent of each element.
  public func tanh() -> Tensor { make { $0.tanh($1) } }

  /// The logistic function of each element.
  public func sigmoid() -> Tensor { make { $0.sigmoid($1) } }

  /// Probabilities over a dimension.
  ///
  /// - Parameter dimension: Which one; the last by default.
  /// - Returns: Numbers that sum to 1 along it.
  public func softmax(over dimension: Int = -1) -> Tensor {
    make { $0.softmax($1, Int32(dimension)) }
  }

  /// Logarithms of probabilities over a dimension.
  ///
  /// - Parameter dimension: Which one; the last by default.
  /// - Returns: The logarithms.
  public func logSoftmax(over dimension: Int = -1) -> Tensor {
    make { $0.log_softmax($1, Int32(dimension)) }
  }

  /// A convolution of `[N, C, H, W]`.
  ///
  /// - Parameters:
  ///   - weight: `[outputs, C, kernel, kernel]`.
  ///   - bias: `[outputs]`.
  ///   - stride: Cells from one output to the next.
  ///   - padding: Zeros added on each side.
  /// - Returns: `[N, outputs, H', W']`.
  public func convolution(
    _ weight: Tensor, bias: Tensor?, stride: Int = 1, padding: Int = 0
  ) -> Tensor {
    make(weight) { table, input, weight in
      guard let bias else {
        return table.convolution(input, weight, nil, Int64(stride), Int64(padding))
      }
      return bias.read { table.convolution(input, weight, $1, Int64(stride), Int64(padding)) }
    }
  }

  /// A dense layer on the last dimension.
  ///
  /// - Parameters:
  ///   - weight: `[outputs, inputs]`.
  ///   - bias: `[outputs]`.
  /// - Returns: `[N, outputs]`.
  public func dense(_ weight: Tensor, bias: Tensor?) -> Tensor {
    make(weight) { table, input, weight in
      guard let bias else { return table.linear(input, weight, nil) }
      return bias.read { table.linear(input, weight, $1) }
    }
  }

  /// Batch normalisation of planes or features.
  ///
  /// - Parameters:
  ///   - scale: `[C]`.
  ///   - shift: `[C]`.
  ///   - mean: `[C]`, the running mean; changed in training.
  ///   - variance: `[C]`, the running variance; changed in training.
  ///   - isTraining: Whether the statistics are the batch's own, otherwise the running ones.
  /// - Returns: A tensor of the same shape.
  public func batchNorm(
    scale: Tensor, shift: Tensor, mean: Tensor, variance: Tensor, isTraining: Bool
  ) -> Tensor {
    make(scale) { table, input, scale in
      shift.read { _, shift in
        mean.read { _, mean in
          variance.read { _, variance in
            table.batch_norm(
              input, scale, shift, mean, variance, isTraining ? 1 : 0,
              Double(Layer.BatchNorm.momentum), Double(Layer.BatchNorm.epsilon))
          }
        }
      }
    }
  }

  /// Layer normalisation over everything but the first dimension.
  ///
  /// - Parameters:
  ///   - scale: `[C]`.
  ///   - shift: `[C]`.
  /// - Returns: A tensor of the same shape.
  public func layerNorm(scale: Tensor, shift: Tensor) -> Tensor {
    make(scale) { table, input, scale in
      shift.read { table.group_norm(input, 1, scale, $1, Double(Layer.LayerNorm.epsilon)) }
    }
  }

  /// The mean of each window of each plane; zeros beyond the border count.
  ///
  /// - Parameters:
  ///   - kernel: The side of the window.
  ///   - stride: Cells from one window to the next.
  ///   - padding: Zeros added on each side.
  /// - Returns: `[N, C, H', W']`.
  public func averagePool(kernel: Int, stride: Int, padding: Int) -> Tensor {
    make { $0.average_pool($1, Int64(kernel), Int64(stride), Int64(padding)) }
  }

  /// Each position scaled to [0, 1] by the smallest and largest of its numbers.
  ///
  /// Source: MuZero, appendix G.
  ///
  /// - Returns: A tensor of the same shape.
  public func minMaxScaled() -> Tensor {
    let features = Array(1..<shape.count)
    let lowest = smallest(over: features, keeping: true)
    let highest = largest(over: features, keeping: true)
    return (self - lowest) / (highest - lowest + Double(Layer.scaleEpsilon))
  }
}
