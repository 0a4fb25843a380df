import GameProtocol
import Glibc

/// Random numbers that make searches of one position differ.
enum RootNoise {
  /// Draws from a symmetric Dirichlet distribution.
  ///
  /// Gamma variates are drawn as logarithms and divided by their greatest first: for α = 0.03 most
  /// of them are too small for any floating-point number.
  ///
  /// - Parameters:
  ///   - alpha: The concentration of each component, above 0.
  ///   - shares: Receives the sample; its length is the number of components. Sums to 1.
  ///   - random: The source.
  static func drawDirichlet(
    alpha: Double, into shares: UnsafeMutableBufferPointer<Double>,
    using random: inout CounterRandom
  ) {
    var greatest = -Double.infinity
    for index in shares.indices {
      shares[index] = logGamma(alpha: alpha, using: &random)
      greatest = max(greatest, shares[index])
    }
    var sum = 0.0
    for index in shares.indices {
      shares[index] = Exponential.exp(shares[index] - greatest)
      sum += shares[index]
    }
    for index in shares.indices { shares[index] /= sum }
  }

  /// A prior with noise in it: (1 − ε) · P + ε · η.
  ///
  /// - Parameters:
  ///   - prior: P.
  ///   - share: η, the action's component of the noise.
  ///   - fraction: ε.
  /// - Returns: The noisy prior.
  static func mix(prior: Double, share: Double, fraction: Double) -> Double {
    (1 - fraction) * prior + fraction * share
  }

  /// The logarithm of a Gamma(α, 1) variate.
  ///
  /// Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26
  /// (2000); for α < 1, Gamma(α + 1) · U^(1/α), section 6 there.
  static func logGamma(alpha: Double, using random: inout CounterRandom) -> Double {
    if alpha < 1 {
      let power = Exponential.log(random.openUniform()) / alpha
      return logGamma(alpha: alpha + 1, using: &random) + power
    }
    let d = alpha - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal(using: &random)
      let root = 1 + c * x
      if root <= 0 { continue }
      let v = root * root * root
      let u = Exponential.log(random.openUniform())
      if u < 0.5 * x * x + d - d * v + d * Exponential.log(v) {
        return Exponential.log(d) + Exponential.log(v)
      }
    }
  }

  /// A standard normal variate, by the polar method of Marsaglia and Bray (1964).
  static func normal(using random: inout CounterRandom) -> Double {
    while true {
      let x = 2 * random.openUniform() - 1
      let y = 2 * random.openUniform() - 1
      let square = x * x + y * y
      if square < 1 && square > 0 {
        return x * (-2 * Exponential.log(square) / square).squareRoot()
      }
    }
  }

  /// A Gumbel(0, 1) variate, −ln(−ln U).
  static func gumbel(using random: inout CounterRandom) -> Double {
    -Exponential.log(-Exponential.log(random.openUniform()))
  }
}
