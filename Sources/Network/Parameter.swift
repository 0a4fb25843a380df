/// One named array of numbers of a network: a weight, a bias or a running statistic.
public struct Parameter: Hashable, Sendable {
  /// How the first numbers are drawn.
  public enum Initialization: Hashable, Sendable {
    /// Uniform in `-bound...bound`.
    case uniform(bound: Float)
    /// The same number everywhere.
    case constant(Float)
  }

  /// The name in checkpoints, unique in a blueprint, such as `dynamics.stem.convolution.weight`.
  public var name: String

  /// The sizes, outermost first.
  public var shape: [Int]

  /// How the first numbers are drawn.
  public var initialization: Initialization

  /// Whether an optimizer changes it; running statistics follow the data instead.
  public var isTrained: Bool

  /// Makes a parameter.
  public init(
    name: String, shape: [Int], initialization: Initialization, isTrained: Bool = true
  ) {
    self.name = name
    self.shape = shape
    self.initialization = initialization
    self.isTrained = isTrained
  }

  /// How many numbers it has.
  public var count: Int { shape.reduce(1, *) }
}
