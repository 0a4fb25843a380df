import Glibc
import Testing

@testable import Planner

@Suite struct ExponentialTests {
  @Test func `the double exponential is within two units in the last place`() {
    for step in -7_000...7_000 {
      let x = Double(step) * 0.100037
      let exact = Glibc.exp(x)
      #expect(abs(Exponential.exp(x) - exact) <= 2 * exact.ulp, "x = \(x)")
    }
  }

  @Test func `the double exponential has the right limits`() {
    #expect(Exponential.exp(0.0) == 1)
    #expect(Exponential.exp(-1e9) == 0)
    #expect(Exponential.exp(-Double.infinity) == 0)
    #expect(Exponential.exp(Double.infinity) == .infinity)
    #expect(Exponential.exp(Double.nan).isNaN)
  }

  @Test func `the logarithm is within two units in the last place`() {
    var random = SplitMix64(1)
    for _ in 0..<20_000 {
      let x = Double(bitPattern: random.next() % (0x7FF0 << 48))
      if !x.isNormal { continue }
      let exact = Glibc.log(x)
      #expect(abs(Exponential.log(x) - exact) <= 2 * exact.ulp, "x = \(x)")
    }
    for x in [1.0, 0x1.fffffffffffffp-1, 0x1.0000000000001p0, 2, 0.5, 2.0.squareRoot()] {
      #expect(abs(Exponential.log(x) - Glibc.log(x)) <= 2 * Glibc.log(x).ulp, "x = \(x)")
    }
  }

  @Test func `the vector exponential keeps its promise`() {
    for step in 0...87_000 {
      let x = -Float(step) * 1e-3
      let exact = Glibc.exp(Double(x))
      let error = abs(Double(Exponential.exp(x)) / exact - 1)
      #expect(error < 2e-7 + 1e-7 * Double(-x), "x = \(x)")
    }
    #expect(Exponential.exp(Float(0)) == 1)
    #expect(Exponential.exp(-Float.infinity) < 2e-38)
    #expect(Exponential.exp(Float.nan).isNaN)
  }
}
