import Network
import Testing

@Suite struct ValueSupportTests {
  static let transformed: [(Double, Double)] = [
    (0, 0), (0.5, 0.225244871), (1, 0.415213562), (-1, -0.415213562), (2, 0.734050808),
    (3.7, 1.171648339), (10, 2.326624790), (100, 9.149875621), (-100, -9.149875621),
    (1000, 31.638584039), (1e4, 109.004999875), (1e5, 415.229347152), (1e6, 1999.0005),
  ]
  static let inverse: [(Double, Double)] = [
    (0.5, 1.246263), (1, 2.988057), (-3, -14.881172), (3.7, 20.894033), (10, 117.430323),
    (20, 422.436135), (50, 2364.419674), (100, 8546.626307), (300, 58705.584017),
  ]

  @Test(arguments: transformed)
  func `U15 values are transformed`(_ value: Double, _ expected: Double) {
    #expect(abs(ValueSupport.transform(value) - expected) < 1e-9 * max(1, abs(expected)))
  }

  @Test(arguments: inverse)
  func `U15 the transform is inverted`(_ scaled: Double, _ expected: Double) {
    #expect(abs(ValueSupport.inverseTransform(scaled) - expected) < 1e-6)
  }

  @Test func `the inverse keeps all digits of small and large values`() {
    for exponent in -12...6 {
      for sign in [-1.0, 1.0] {
        var value = sign * 1.2345
        for _ in 0..<abs(exponent) { value *= exponent < 0 ? 0.1 : 10 }
        let back = ValueSupport.inverseTransform(ValueSupport.transform(value))
        #expect(abs(back - value) <= 1e-12 * abs(value), "\(value)")
      }
    }
  }

  @Test(arguments: [
    (3.7, 303, 0.3, 0.7), (-2.25, 297, 0.25, 0.75), (0, 300, 1, 0), (299.5, 599, 0.5, 0.5),
    (300, 600, 1, 0), (350, 600, 1, 0), (-300, 0, 1, 0),
    (9.149875621, 309, 0.850124379, 0.149875621),
  ])
  func `U16 a number is divided between two atoms`(
    _ scaled: Double, _ index: Int, _ lower: Double, _ upper: Double
  ) {
    let encoded = ValueSupport(-300...300).twoHot(scaled)
    #expect(encoded.index == index)
    #expect(abs(Double(encoded.lowerWeight) - lower) < 1e-6)
    #expect(abs(Double(encoded.upperWeight) - upper) < 1e-6)
  }

  @Test(arguments: [0, 1, -1, 0.25, 100, -58_000, 12.5] as [Float])
  func `an encoded value is decoded`(_ value: Float) {
    let support = ValueSupport(-300...300)
    var row = [Float](repeating: 0, count: support.atomCount + 2)
    var span = row.mutableSpan
    support.encode(value, into: &span, at: 1)
    #expect(abs(row.reduce(0, +) - 1) < 1e-6)
    #expect(row[0] == 0 && row[602] == 0)
    let logits = row.map { $0 > 0 ? Float(Double($0).logarithm) : -100 }
    let back = support.decode(logits: logits.span, at: 1)
    #expect(abs(back - value) <= 1e-4 * max(1, abs(value)))
  }

  @Test func `values beyond the last atom are clipped, and that can be asked`() {
    let support = ValueSupport(-300...300)
    #expect(support.clips(58_706))
    #expect(!support.clips(58_705))
    #expect(support.clips(-60_000))
    let uniform = [Float](repeating: 0.5, count: support.atomCount)
    #expect(support.decode(logits: uniform.span) == 0)
  }
}

extension Double {
  /// The natural logarithm by its series, so that the test needs no mathematics library.
  fileprivate var logarithm: Double {
    let ratio = (self - 1) / (self + 1)
    var power = ratio
    var sum = 0.0
    for odd in stride(from: 1, through: 4001, by: 2) {
      sum += power / Double(odd)
      power *= ratio * ratio
    }
    return 2 * sum
  }
}
