/// Exponentials and logarithms that give the same bits on every machine.
///
/// The C library's own differ in the last place between its versions and between processors with and
/// without fused multiply-add; search must not. Only additions, multiplications and one division of
/// IEEE arithmetic are used here, in a fixed order.
enum Exponential {
  /// ln 2 in two parts; the first has trailing zeros, so that small multiples of it are exact.
  private static let ln2High = 0x1.62e42feep-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// eˣ, within 2 units in the last place; 0 below −708.
  static func exp(_ x: Double) -> Double {
    if !(x > -708) { return x.isNaN ? x : 0 }
    if x > 709 { return .infinity }
    // Adding 1.5 · 2⁵² rounds to an integer, which then sits in the lowest bits.
    let shifted = x * 0x1.71547652b82fep0 + 0x1.8p52
    let multiple = shifted - 0x1.8p52
    let r = (x - multiple * ln2High) - multiple * ln2Low
    let z = r * r
    // Taylor's series to r¹³; the rest is below 5e−18 for |r| ≤ ln 2 / 2.
    var even = 1.0 / 479_001_600
    even = even * z + 1.0 / 3_628_800
    even = even * z + 1.0 / 40_320
    even = even * z + 1.0 / 720
    even = even * z + 1.0 / 24
    even = even * z + 0.5
    var odd = 1.0 / 6_227_020_800
    odd = odd * z + 1.0 / 39_916_800
    odd = odd * z + 1.0 / 362_880
    odd = odd * z + 1.0 / 5_040
    odd = odd * z + 1.0 / 120
    odd = odd * z + 1.0 / 6
    let power = 1 + (r + z * (even + r * odd))
    // 2ⁿ is assembled in two halves, because 2¹⁰²⁴ itself is not a number.
    let n = Int64(bitPattern: shifted.bitPattern) &- Int64(bitPattern: 0x1.8p52.bitPattern)
    let half = n >> 1
    return power * powerOfTwo(half) * powerOfTwo(n &- half)
  }

  private static func powerOfTwo(_ n: Int64) -> Double {
    Double(bitPattern: UInt64(bitPattern: n &+ 1023) &<< 52)
  }

  /// The natural logarithm of a normal positive number, within 2 units in the last place.
  static func log(_ x: Double) -> Double {
    precondition(x >= Double.leastNormalMagnitude && x < .infinity, "no logarithm of \(x)")
    var mantissa = Double(bitPattern: x.bitPattern & 0x000F_FFFF_FFFF_FFFF | 0x3FF0 &<< 48)
    var exponent = Double(Int(x.bitPattern &>> 52) - 1023)
    if mantissa > 1.4142135623730951 {
      mantissa *= 0.5
      exponent += 1
    }
    // ln m = 2 artanh((m − 1) / (m + 1)); with |s| < 0.1716 the rest is below 1e−18.
    let s = (mantissa - 1) / (mantissa + 1)
    let z = s * s
    var series = 1.0 / 23
    series = series * z + 1.0 / 21
    series = series * z + 1.0 / 19
    series = series * z + 1.0 / 17
    series = series * z + 1.0 / 15
    series = series * z + 1.0 / 13
    series = series * z + 1.0 / 11
    series = series * z + 1.0 / 9
    series = series * z + 1.0 / 7
    series = series * z + 1.0 / 5
    series = series * z + 1.0 / 3
    return exponent * ln2High + (2 * s + (2 * s * z * series + exponent * ln2Low))
  }

  /// eˣ for eight numbers of at most 0, relative error below 2e−7 + 1e−7 · |x|; 1e−38 for −∞.
  ///
  /// 2ᶠ for |f| ≤ ½ by the polynomial of degree 5 with value 1 at 0 and the least greatest relative
  /// error (9.1e−8 before rounding), found by iteratively weighted least squares.
  @inline(__always)
  static func exp(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let scaled = x * 0x1.715476p0
    let binary = scaled.replacing(with: -126, where: scaled .< -126)
    let shifted = binary + 0x1.8p23
    let f = binary - (shifted - 0x1.8p23)
    var power = f * 0x1.5bba14p-10 + 0x1.3cea88p-7
    power = power * f + 0x1.c6b752p-5
    power = power * f + 0x1.ebf9bcp-3
    power = power * f + 0x1.62e42ap-1
    power = power * f + 1
    // The integer part sits in the lowest bits of `shifted`; the shift drops all others.
    let scale = (unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23) &+ 0x3F80_0000
    // A multiplication, not an addition of exponents: not-a-number stays so.
    return power * unsafeBitCast(scale, to: SIMD8<Float>.self)
  }

  /// eˣ for one number, the same bits as in a vector.
  static func exp(_ x: Float) -> Float {
    exp(SIMD8<Float>(repeating: x))[0]
  }
}
