import CTorch

/// An array of 32-bit floats (or of indices) in LibTorch, with its place in the graph of gradients.
///
/// Shapes that do not fit are bugs of the caller and trap with LibTorch's own words. Making the
/// first tensor needs LibTorch: whoever trains makes a `TorchNetwork` first, which throws where the
/// library is missing.
///
/// A tensor may be handed to another thread; changing one on two threads at once is the caller's
/// affair.
public final class Tensor: @unchecked Sendable {
  // The handle must not outlive the object, and an object may end right after its last use, which
  // is before the call that its handle is passed to. So handles are read only inside `with`.
  private let handle: ct_tensor

  /// Takes ownership of a new handle.
  init(_ handle: ct_tensor?) {
    guard let handle else {
      fatalError(String(cString: TorchLibrary.table.last_error()))
    }
    self.handle = handle
  }

  deinit {
    TorchLibrary.table.free(handle)
  }

  // MARK: Calling

  /// Calls a function that makes a tensor of this one.
  func make(_ body: (ctorch_table, ct_tensor) -> ct_tensor?) -> Tensor {
    withExtendedLifetime(self) { Tensor(body(TorchLibrary.table, handle)) }
  }

  /// Calls a function that makes a tensor of two.
  func make(
    _ other: Tensor, _ body: (ctorch_table, ct_tensor, ct_tensor) -> ct_tensor?
  ) -> Tensor {
    withExtendedLifetime((self, other)) {
      Tensor(body(TorchLibrary.table, handle, other.handle))
    }
  }

  /// Calls a function that gives a status.
  func run(_ body: (ctorch_table, ct_tensor) -> Int32) {
    withExtendedLifetime(self) {
      let status = body(TorchLibrary.table, handle)
      precondition(status == 0, String(cString: TorchLibrary.table.last_error()))
    }
  }

  /// Reads something of a handle.
  func read<Value>(_ body: (ctorch_table, ct_tensor) -> Value) -> Value {
    withExtendedLifetime(self) { body(TorchLibrary.table, handle) }
  }

  /// Calls a function with the handles of several tensors.
  static func withHandles<Value>(
    _ tensors: [Tensor], _ body: (UnsafePointer<ct_tensor>, Int32) -> Value
  ) -> Value {
    precondition(!tensors.isEmpty, "a list of tensors is empty")
    return withExtendedLifetime(tensors) {
      tensors.map(\.handle).withUnsafeBufferPointer { handles in
        guard let first = handles.baseAddress else { fatalError("a list of tensors is empty") }
        return body(first, Int32(handles.count))
      }
    }
  }

  /// Calls a function with a list of sizes.
  static func withSizes<Value>(
    _ sizes: [Int], _ body: (UnsafePointer<Int64>, Int32) -> Value
  ) -> Value {
    // A list without elements has no address, and is read by nobody.
    (sizes.isEmpty ? [0] : sizes.map(Int64.init)).withUnsafeBufferPointer { buffer in
      guard let first = buffer.baseAddress else { fatalError("a list of sizes is empty") }
      return body(first, Int32(sizes.count))
    }
  }

  // MARK: Making

  /// Makes a tensor of numbers in row-major order.
  ///
  /// - Parameters:
  ///   - shape: The sizes, outermost first; none for a single number.
  ///   - floats: As many numbers as the shape has places; copied.
  public convenience init(shape: [Int], floats: [Float]) {
    self.init(shape: shape, floats: floats.span)
  }

  /// Makes a tensor of numbers in row-major order.
  ///
  /// - Parameters:
  ///   - shape: The sizes, outermost first; none for a single number.
  ///   - floats: As many numbers as the shape has places; copied.
  public convenience init(shape: [Int], floats: Span<Float>) {
    precondition(
      floats.count == shape.reduce(1, *), "\(floats.count) numbers do not fill a shape \(shape)")
    self.init(
      floats.withUnsafeBufferPointer { numbers in
        Self.withSizes(shape) { sizes, rank -> ct_tensor? in
          guard let first = numbers.baseAddress else {
            return TorchLibrary.table.full(0, sizes, rank)
          }
          return TorchLibrary.table.from_floats(first, sizes, rank)
        }
      })
  }

  /// Makes a tensor of indices, for `rows(at:)` and as classes of a cross entropy.
  ///
  /// - Parameter indices: The indices; copied.
  public convenience init(indices: [Int]) {
    self.init(
      Self.withSizes(indices) { numbers, count in
        Self.withSizes([Int(count)]) { sizes, rank in
          TorchLibrary.table.from_indices(numbers, sizes, rank)
        }
      })
  }

  /// Makes a tensor of one number repeated.
  ///
  /// - Parameters:
  ///   - shape: The sizes, outermost first.
  ///   - value: The number.
  public convenience init(shape: [Int], repeating value: Float) {
    self.init(
      Self.withSizes(shape) { TorchLibrary.table.full(Double(value), $0, $1) })
  }

  /// Zeros of the same shape and the same layout in memory.
  public func zeros() -> Tensor {
    make { $0.zeros_like($1) }
  }

  // MARK: Reading

  /// The sizes, outermost first.
  public var shape: [Int] {
    read { table, handle in
      (0..<table.rank(handle)).map { Int(table.size_of(handle, $0)) }
    }
  }

  /// How many numbers there are.
  public var count: Int { shape.reduce(1, *) }

  /// The number of a tensor that has one.
  public func item() -> Float {
    var value = 0.0
    run { $0.item($1, &value) }
    return Float(value)
  }

  /// The numbers in row-major order.
  public func floats() -> [Float] {
    let count = count
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let first = buffer.baseAddress, count > 0 {
        run { $0.to_floats($1, first, Int64(count)) }
      }
      initialized = count
    }
  }

  // MARK: Changing

  /// Copies the numbers of another tensor of the same shape into this one, outside the graph.
  ///
  /// - Parameter source: The numbers.
  public func copy(from source: Tensor) {
    withExtendedLifetime(source) {
      run { $0.copy_into($1, source.handle) }
    }
  }

  /// Copies rows into places along the first dimension, outside the graph.
  ///
  /// - Parameters:
  ///   - source: `[n, …]`.
  ///   - indices: Where each row goes, `[n]`, each once.
  public func copyRows(from source: Tensor, to indices: Tensor) {
    withExtendedLifetime((source, indices)) {
      run { $0.copy_rows($1, indices.handle, source.handle) }
    }
  }
}

extension Tensor: CustomStringConvertible {
  /// The shape.
  public var description: String { "Tensor \(shape)" }
}
