import Glibc

/// The atoms of a categorical value: whole numbers on a scale that compresses large values.
///
/// A value `x` in units of reward becomes `h(x) = sign(x) (√(|x| + 1) − 1) + ε x`, and `h(x)` is
/// divided between its two neighbouring atoms. Computed in 64 bits, in a form without cancellation.
///
/// Source: Pohlen et al., "Observe and look further", 2018, proposition A.2 (h); MuZero, appendix F
/// (the atoms).
public struct ValueSupport: Codable, Hashable, Sendable {
  /// The slope ε far from zero that keeps `h` invertible.
  public static let epsilon = 0.001

  /// The smallest atom.
  public let lowest: Int

  /// The largest atom.
  public let highest: Int

  /// Makes the atoms of a range of whole numbers; MuZero's is `-300...300`.
  public init(_ atoms: ClosedRange<Int>) {
    lowest = atoms.lowerBound
    highest = atoms.upperBound
  }

  /// The number of atoms, the size of a categorical head.
  public var atomCount: Int { highest - lowest + 1 }

  /// A number on the transformed scale divided between two neighbouring atoms.
  public struct TwoHot: Hashable, Sendable {
    /// The index of the lower atom, from 0.
    public var index: Int
    /// The share of the atom above; 0 where the number is an atom itself.
    public var upperWeight: Float

    /// The share of the lower atom.
    public var lowerWeight: Float { 1 - upperWeight }
  }

  /// The transformed scale: `h(x)`.
  ///
  /// - Parameter value: `x`, in units of reward.
  /// - Returns: `h(x)`.
  public static func transform(_ value: Double) -> Double {
    let size = value.magnitude
    // √(s + 1) − 1 = s / (√(s + 1) + 1) loses no digits for small s.
    let root = size / ((size + 1).squareRoot() + 1)
    return (value < 0 ? -root : root) + epsilon * value
  }

  /// The inverse of `transform`.
  ///
  /// With `q = (√(1 + 4ε(|y| + 1 + ε)) − 1) / 2ε` it is `sign(y) (q² − 1)`, and `q − 1` is computed
  /// from `|y|` by a quotient that loses no digits for small `y`.
  ///
  /// - Parameter scaled: `y`, a number on the transformed scale.
  /// - Returns: `x` with `h(x) = y`, in units of reward.
  public static func inverseTransform(_ scaled: Double) -> Double {
    let size = scaled.magnitude
    // s = q − 1 solves ε s² + (1 + 2ε) s − |y| = 0.
    let linear = 1 + 2 * epsilon
    let shift = 2 * size / ((linear * linear + 4 * epsilon * size).squareRoot() + linear)
    let value = shift * (shift + 2)
    return scaled < 0 ? -value : value
  }

  /// Divides a value between two atoms.
  ///
  /// - Parameter value: In units of reward.
  /// - Returns: The atoms; a value outside the range goes wholly to the nearest end.
  public func encode(_ value: Float) -> TwoHot {
    twoHot(Self.transform(Double(value)))
  }

  /// Divides a number on the transformed scale between two atoms.
  ///
  /// - Parameter scaled: A number on the transformed scale.
  /// - Returns: The atoms; a number outside the range goes wholly to the nearest end.
  public func twoHot(_ scaled: Double) -> TwoHot {
    let clipped = min(max(scaled, Double(lowest)), Double(highest))
    let floor = clipped.rounded(.down)
    return TwoHot(index: Int(floor) - lowest, upperWeight: Float(clipped - floor))
  }

  /// Adds the two weights of an encoded value to a row of zeros.
  ///
  /// - Parameters:
  ///   - value: In units of reward.
  ///   - row: The zeros, one for each atom.
  ///   - offset: Where they begin.
  public func encode(_ value: Float, into row: inout MutableSpan<Float>, at offset: Int = 0) {
    let encoded = encode(value)
    row[offset + encoded.index] = encoded.lowerWeight
    if encoded.upperWeight > 0 { row[offset + encoded.index + 1] = encoded.upperWeight }
  }

  /// Whether a value is too large or too small to be represented.
  ///
  /// - Parameter value: In units of reward.
  /// - Returns: Whether encoding clips it.
  public func clips(_ value: Float) -> Bool {
    let scaled = Self.transform(Double(value))
    return scaled < Double(lowest) || scaled > Double(highest)
  }

  /// The value that a distribution over the atoms stands for: the inverse transform of its mean.
  ///
  /// - Parameter mean: The mean atom on the transformed scale.
  /// - Returns: The value, in units of reward.
  public func decode(mean: Double) -> Float {
    Float(Self.inverseTransform(mean))
  }

  /// The value of a row of logits over the atoms.
  ///
  /// - Parameters:
  ///   - logits: Unnormalised log probabilities, one for each atom from `offset`.
  ///   - offset: Where the row begins.
  /// - Returns: The value, in units of reward.
  public func decode(logits: Span<Float>, at offset: Int = 0) -> Float {
    var largest = -Float.infinity
    for atom in 0..<atomCount { largest = max(largest, logits[offset + atom]) }
    var total = 0.0
    var weighted = 0.0
    for atom in 0..<atomCount {
      let weight = exp(Double(logits[offset + atom] - largest))
      total += weight
      weighted += weight * Double(lowest + atom)
    }
    return decode(mean: weighted / total)
  }
}
