/// One step of a network program: what an interpreter does to the current activation.
///
/// Shapes: `N` positions, `C` planes, `H` rows, `W` columns, `F` features. An activation is
/// `[N, C, H, W]` or, after a flattening, `[N, F]`.
public indirect enum Layer: Hashable, Sendable {
  /// A convolution of `[N, C, H, W]`.
  case convolution(Convolution)
  /// A dense layer of `[N, F]`.
  case dense(Dense)
  /// Batch normalisation over the planes of `[N, C, H, W]` or the features of `[N, F]`.
  case batchNorm(BatchNorm)
  /// Layer normalisation of each position by the mean and variance of all its numbers.
  case layerNorm(LayerNorm)
  /// The larger of each number and 0.
  case relu
  /// The hyperbolic tangent of each number.
  case tanh
  /// The mean of each window of each plane; cells outside the plane count as zeros.
  case averagePool(AveragePool)
  /// `[N, C, H, W]` to `[N, C·H·W]`, plane by plane.
  case flatten
  /// `[N, C, H, W]` to `[N, H·W·C]`, cell by cell.
  case flattenByCell
  /// Each position scaled to [0, 1]: `(x - min) / (max - min + 1e-5)` over all its numbers.
  ///
  /// Source: MuZero, appendix G; the constant keeps a constant position at zero with a finite
  /// gradient.
  case minMaxScale
  /// The activation plus what the layers make of it, which has the same shape.
  case residual([Layer])

  /// The constant in the denominator of `minMaxScale`.
  public static let scaleEpsilon: Float = 1e-5

  /// A square convolution with the same padding on all sides.
  public struct Convolution: Hashable, Sendable {
    /// `[outputs, inputs, kernel, kernel]`.
    public var weight: Parameter
    /// `[outputs]`, or `nil` where a normalisation follows that has one.
    public var bias: Parameter?
    /// Cells from one output to the next.
    public var stride: Int
    /// Zeros added on each side.
    public var padding: Int

    /// Planes that come in.
    public var inputs: Int { weight.shape[1] }
    /// Planes that go out.
    public var outputs: Int { weight.shape[0] }
    /// The side of the window.
    public var kernel: Int { weight.shape[2] }
  }

  /// A matrix and a bias.
  public struct Dense: Hashable, Sendable {
    /// `[outputs, inputs]`.
    public var weight: Parameter
    /// `[outputs]`, or `nil` where a normalisation follows that has one.
    public var bias: Parameter?

    /// Features that come in.
    public var inputs: Int { weight.shape[1] }
    /// Features that go out.
    public var outputs: Int { weight.shape[0] }
  }

  /// `(x - mean) / sqrt(variance + epsilon) * scale + shift` for each plane or feature.
  public struct BatchNorm: Hashable, Sendable {
    /// `[features]`.
    public var scale: Parameter
    /// `[features]`.
    public var shift: Parameter
    /// `[features]`: the running mean, used at play.
    public var mean: Parameter
    /// `[features]`: the running variance, used at play.
    public var variance: Parameter

    /// Planes or features.
    public var features: Int { scale.shape[0] }
    /// Added to the variance.
    public static let epsilon: Float = 1e-5
    /// The weight of a batch in the running statistics.
    public static let momentum: Float = 0.1
  }

  /// `(x - mean) / sqrt(variance + epsilon) * scale + shift`, mean and variance over all numbers of
  /// one position, scale and shift for each plane or feature.
  public struct LayerNorm: Hashable, Sendable {
    /// `[features]`.
    public var scale: Parameter
    /// `[features]`.
    public var shift: Parameter

    /// Planes or features.
    public var features: Int { scale.shape[0] }
    /// Added to the variance.
    public static let epsilon: Float = 1e-5
  }

  /// Windows of an average pool.
  public struct AveragePool: Hashable, Sendable {
    /// The side of the window.
    public var kernel: Int
    /// Cells from one window to the next.
    public var stride: Int
    /// Zeros added on each side, which count in the mean.
    public var padding: Int
  }

  /// The parameters in the order in which they are applied.
  public var parameters: [Parameter] {
    switch self {
    case .convolution(let layer): [layer.weight] + (layer.bias.map { [$0] } ?? [])
    case .dense(let layer): [layer.weight] + (layer.bias.map { [$0] } ?? [])
    case .batchNorm(let layer): [layer.scale, layer.shift, layer.mean, layer.variance]
    case .layerNorm(let layer): [layer.scale, layer.shift]
    case .residual(let layers): layers.flatMap(\.parameters)
    case .relu, .tanh, .averagePool, .flatten, .flattenByCell, .minMaxScale: []
    }
  }
}
