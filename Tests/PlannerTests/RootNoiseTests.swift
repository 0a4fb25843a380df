import GameProtocol
import Testing

@testable import Planner

@Suite struct RootNoiseTests {
  private func dirichlet(alpha: Double, count: Int, ply: UInt64) -> [Double] {
    var random = SearchKey(seed: 9, ply: ply).random(for: .rootNoise)
    var shares = Array(repeating: 0.0, count: count)
    shares.withUnsafeMutableBufferPointer {
      RootNoise.drawDirichlet(alpha: alpha, into: $0, using: &random)
    }
    return shares
  }

  @Test func `noise is mixed in as in the worked example`() {
    let mixed = zip([0.5, 0.3, 0.2], [0.1, 0.6, 0.3]).map {
      RootNoise.mix(prior: $0, share: $1, fraction: 0.25)
    }
    for (found, expected) in zip(mixed, [0.4, 0.375, 0.225]) {
      #expect(abs(found - expected) < 1e-12)
    }
  }

  @Test(arguments: [0.001, 0.03, 0.3, 1, 2.5], [1, 2, 362])
  func `a Dirichlet sample is a probability distribution for every concentration`(
    alpha: Double, count: Int
  ) {
    for ply in 0..<50 as Range<UInt64> {
      let shares = dirichlet(alpha: alpha, count: count, ply: ply)
      #expect(shares.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test(arguments: [0.03, 0.3, 1, 4.0])
  func `the components have the mean and variance of the distribution`(alpha: Double) {
    let count = 4
    let samples = 4000
    var sum = 0.0
    var squares = 0.0
    for ply in 0..<UInt64(samples) {
      let first = dirichlet(alpha: alpha, count: count, ply: ply)[0]
      sum += first
      squares += first * first
    }
    let mean = sum / Double(samples)
    let variance = squares / Double(samples) - mean * mean
    let expected = 0.25 * 0.75 / (4 * alpha + 1)
    #expect(abs(mean - 0.25) < 5 * (expected / Double(samples)).squareRoot())
    #expect(abs(variance / expected - 1) < 0.15)
  }

  @Test func `Gumbel noise has the mean and variance of its distribution`() {
    var random = CounterRandom(seed: 3, stream: .rootNoise)
    let samples = 20_000
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<samples {
      let number = RootNoise.gumbel(using: &random)
      sum += number
      squares += number * number
    }
    let mean = sum / Double(samples)
    // Euler's constant, and π² / 6.
    #expect(abs(mean - 0.5772157) < 0.05)
    #expect(abs(squares / Double(samples) - mean * mean - 1.6449341) < 0.1)
  }
}
