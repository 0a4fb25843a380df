import CTorch

extension Tensor {
  /// Whether gradients are collected for this tensor.
  public var requiresGradient: Bool {
    get { read { $0.requires_grad($1) != 0 } }
    set { run { $0.set_requires_grad($1, newValue ? 1 : 0) } }
  }

  /// The gradient that backward passes have collected, or `nil` before the first one.
  public var gradient: Tensor? {
    read { table, handle in
      var found: Int32 = 0
      let gradient = table.grad(handle, &found)
      return found == 0 ? nil : Tensor(gradient)
    }
  }

  /// The same numbers, as a constant.
  public func detached() -> Tensor { make { $0.detach($1) } }

  /// The same numbers, with the gradient multiplied on its way back.
  ///
  /// MuZero halves the gradient that enters a hidden state at each step of an unroll.
  /// Source: MuZero, appendix G.
  ///
  /// - Parameter factor: What the gradient is multiplied by.
  /// - Returns: The same numbers.
  public func scaledGradient(by factor: Double) -> Tensor {
    make { $0.scale_grad($1, factor) }
  }

  /// Adds the gradient of this single number to every tensor that requires one.
  public func backward() {
    run { $0.backward($1) }
  }
}

/// Runs a body that records no graph: everything in it is constant.
///
/// - Parameter body: Runs on this thread.
/// - Returns: What the body returns.
/// - Throws: What the body throws.
public func withoutGradients<Value, Failure: Error>(
  _ body: () throws(Failure) -> Value
) throws(Failure) -> Value {
  let before = TorchLibrary.table.set_grad_mode(0)
  defer { _ = TorchLibrary.table.set_grad_mode(before) }
  return try body()
}

/// Runs a forward pass with convolutions and products in bfloat16, weights and results in 32 bits.
///
/// Worth it only where `TorchLibrary.hasNativeBFloat16`. The backward pass belongs outside.
///
/// - Parameter body: Runs on this thread.
/// - Returns: What the body returns.
/// - Throws: What the body throws.
public func withAutocast<Value, Failure: Error>(
  _ body: () throws(Failure) -> Value
) throws(Failure) -> Value {
  let before = TorchLibrary.table.set_autocast(1)
  defer { if before == 0 { _ = TorchLibrary.table.set_autocast(0) } }
  return try body()
}
