import CTorch

extension Tensor {
  /// The same numbers in row-major order under another shape.
  ///
  /// - Parameter shape: The sizes; one may be -1 and is computed.
  /// - Returns: A view where the layout allows it, a copy otherwise.
  public func reshaped(_ shape: [Int]) -> Tensor {
    make { table, handle in Self.withSizes(shape) { table.reshape(handle, $0, $1) } }
  }

  /// The dimensions in another order.
  ///
  /// - Parameter order: For each new dimension the old one.
  /// - Returns: A view.
  public func permuted(_ order: [Int]) -> Tensor {
    make { table, handle in Self.withSizes(order) { table.permute(handle, $0, $1) } }
  }

  /// A part of one dimension.
  ///
  /// - Parameters:
  ///   - dimension: Which one.
  ///   - range: The places to keep.
  /// - Returns: A view.
  public func narrowed(_ dimension: Int, to range: Range<Int>) -> Tensor {
    make {
      $0.narrow($1, Int32(dimension), Int64(range.lowerBound), Int64(range.count))
    }
  }

  /// One place of one dimension, which is gone from the result.
  ///
  /// - Parameters:
  ///   - dimension: Which one.
  ///   - index: The place.
  /// - Returns: A view.
  public func selected(_ dimension: Int, at index: Int) -> Tensor {
    make { $0.select($1, Int32(dimension), Int64(index)) }
  }

  /// Tensors laid one behind the other along a dimension that they have.
  ///
  /// - Parameters:
  ///   - parts: At least one.
  ///   - dimension: Which one.
  /// - Returns: The whole.
  public static func concatenating(_ parts: [Tensor], dimension: Int) -> Tensor {
    Tensor(withHandles(parts) { TorchLibrary.table.concatenate($0, $1, Int32(dimension)) })
  }

  /// Tensors of one shape laid side by side along a new dimension.
  ///
  /// - Parameters:
  ///   - parts: At least one.
  ///   - dimension: Where the new dimension goes.
  /// - Returns: The whole.
  public static func stacking(_ parts: [Tensor], dimension: Int = 0) -> Tensor {
    Tensor(withHandles(parts) { TorchLibrary.table.stack($0, $1, Int32(dimension)) })
  }

  /// `[N, C, H, W]` with the planes of one cell next to each other in memory, the order in which
  /// convolutions are fastest; shape and meaning stay.
  public func channelsLast() -> Tensor {
    make { $0.channels_last($1) }
  }

  /// Rows along the first dimension.
  ///
  /// - Parameter indices: Which ones, `[n]`.
  /// - Returns: `[n, …]`.
  public func rows(at indices: Tensor) -> Tensor {
    make(indices) { $0.index_select($1, 0, $2) }
  }

  /// One number of each row of `[N, A]`.
  ///
  /// - Parameter indices: The column in each row, `[N]`.
  /// - Returns: `[N]`.
  public func columns(at indices: Tensor) -> Tensor {
    make(indices.reshaped([-1, 1])) { $0.gather($1, 1, $2) }.reshaped([-1])
  }

  /// A copy that shares no memory.
  public func copied() -> Tensor {
    make { $0.clone($1) }
  }
}
