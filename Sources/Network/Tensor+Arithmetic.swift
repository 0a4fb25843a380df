import CTorch

extension Tensor {
  /// The sums, with broadcasting.
  public static func + (a: Tensor, b: Tensor) -> Tensor { a.make(b) { $0.add($1, $2) } }

  /// The differences, with broadcasting.
  public static func - (a: Tensor, b: Tensor) -> Tensor { a.make(b) { $0.subtract($1, $2) } }

  /// The products element by element, with broadcasting.
  public static func * (a: Tensor, b: Tensor) -> Tensor { a.make(b) { $0.multiply($1, $2) } }

  /// The quotients element by element, with broadcasting.
  public static func / (a: Tensor, b: Tensor) -> Tensor { a.make(b) { $0.divide($1, $2) } }

  /// Every element plus a number.
  public static func + (a: Tensor, b: Double) -> Tensor { a.make { $0.add_number($1, b) } }

  /// Every element minus a number.
  public static func - (a: Tensor, b: Double) -> Tensor { a + -b }

  /// Every element times a number.
  public static func * (a: Tensor, b: Double) -> Tensor { a.make { $0.multiply_number($1, b) } }

  /// A number times every element.
  public static func * (a: Double, b: Tensor) -> Tensor { b * a }

  /// Every element divided by a number.
  public static func / (a: Tensor, b: Double) -> Tensor { a * (1 / b) }

  /// Every element with its sign turned.
  public static prefix func - (a: Tensor) -> Tensor { a * -1 }

  /// The matrix product over the last two dimensions.
  public func matrixProduct(_ other: Tensor) -> Tensor {
    make(other) { $0.matrix_product($1, $2) }
  }

  /// The square roots.
  public func squareRoot() -> Tensor { make { $0.square_root($1) } }

  /// The sizes without signs.
  public func magnitude() -> Tensor { make { $0.absolute($1) } }

  /// Every element brought into a range.
  public func clamped(to range: ClosedRange<Double>) -> Tensor {
    make { $0.clamp($1, range.lowerBound, range.upperBound) }
  }

  /// The sum over dimensions, all of them where none is named.
  ///
  /// - Parameters:
  ///   - dimensions: Which ones.
  ///   - keeping: Whether they stay with size 1.
  /// - Returns: The sums.
  public func sum(over dimensions: [Int] = [], keeping: Bool = false) -> Tensor {
    reduced(dimensions, keeping) { $0.sum }
  }

  /// The mean over dimensions, all of them where none is named.
  ///
  /// - Parameters:
  ///   - dimensions: Which ones.
  ///   - keeping: Whether they stay with size 1.
  /// - Returns: The means.
  public func mean(over dimensions: [Int] = [], keeping: Bool = false) -> Tensor {
    reduced(dimensions, keeping) { $0.mean }
  }

  /// The smallest element over dimensions, all of them where none is named; equal ones share the
  /// gradient.
  ///
  /// - Parameters:
  ///   - dimensions: Which ones.
  ///   - keeping: Whether they stay with size 1.
  /// - Returns: The smallest elements.
  public func smallest(over dimensions: [Int] = [], keeping: Bool = false) -> Tensor {
    reduced(dimensions, keeping) { $0.smallest }
  }

  /// The largest element over dimensions, all of them where none is named; equal ones share the
  /// gradient.
  ///
  /// - Parameters:
  ///   - dimensions: Which ones.
  ///   - keeping: Whether they stay with size 1.
  /// - Returns: The largest elements.
  public func largest(over dimensions: [Int] = [], keeping: Bool = false) -> Tensor {
    reduced(dimensions, keeping) { $0.largest }
  }

  private typealias ReducingFunction =
    @convention(c) (ct_tensor, UnsafePointer<Int64>, Int32, Int32) -> ct_tensor?

  private func reduced(
    _ dimensions: [Int], _ keeping: Bool, _ function: (ctorch_table) -> ReducingFunction
  ) -> Tensor {
    make { table, handle in
      Self.withSizes(dimensions) { function(table)(handle, $0, $1, keeping ? 1 : 0) }
    }
  }
}
