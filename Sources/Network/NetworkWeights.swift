import GameProtocol

/// The numbers of a network, in the order of its blueprint, running statistics among them.
///
/// They are what trainer, checkpoint and inference plan hand to each other.
public struct NetworkWeights: Hashable, Sendable {
  /// One named array.
  public struct Entry: Hashable, Sendable {
    /// The name, as in the blueprint.
    public var name: String
    /// The sizes, outermost first.
    public var shape: [Int]
    /// The numbers in row-major order.
    public var values: [Float]

    /// Makes an array.
    public init(name: String, shape: [Int], values: [Float]) {
      precondition(values.count == shape.reduce(1, *), "\(name): numbers do not fit the shape")
      self.name = name
      self.shape = shape
      self.values = values
    }
  }

  /// The arrays in order.
  public private(set) var entries: [Entry]

  private var positions: [String: Int]

  /// Makes weights of arrays.
  ///
  /// - Parameter entries: Arrays with different names.
  public init(_ entries: [Entry]) {
    self.entries = entries
    positions = Dictionary(
      uniqueKeysWithValues: entries.enumerated().map { ($0.element.name, $0.offset) })
  }

  /// Makes the first weights of a network; equal arguments give equal bits on every machine.
  ///
  /// - Parameters:
  ///   - blueprint: The network.
  ///   - seed: The seed of the run.
  public init(initializing blueprint: Blueprint, seed: UInt64) {
    self.init(
      blueprint.parameters.enumerated().map { position, parameter in
        let values: [Float]
        switch parameter.initialization {
        case .constant(let value):
          values = Array(repeating: value, count: parameter.count)
        case .uniform(let bound):
          var random = CounterRandom(seed: seed, stream: .weights, game: UInt64(position))
          values = (0..<parameter.count).map { _ in
            Float((2 * random.uniform() - 1) * Double(bound))
          }
        }
        return Entry(name: parameter.name, shape: parameter.shape, values: values)
      })
  }

  /// The array of a name, or `nil` where there is none.
  public subscript(name: String) -> Entry? {
    positions[name].map { entries[$0] }
  }

  /// The numbers of a parameter.
  ///
  /// - Parameter parameter: A parameter of the blueprint that the weights were checked against.
  /// - Returns: The numbers in row-major order.
  public subscript(parameter: Parameter) -> [Float] {
    guard let position = positions[parameter.name] else {
      preconditionFailure("the weights have no \(parameter.name)")
    }
    return entries[position].values
  }

  /// How many numbers there are.
  public var count: Int { entries.reduce(0) { $0 + $1.values.count } }

  /// Checks that these are weights of a network, and puts them into its order.
  ///
  /// - Parameter blueprint: The network.
  /// - Returns: The same arrays in the order of the blueprint.
  /// - Throws: `NetworkError` that names the first array that is missing, too much, of another
  ///   shape, or not finite.
  public func matching(_ blueprint: Blueprint) throws(NetworkError) -> NetworkWeights {
    let parameters = blueprint.parameters
    var ordered: [Entry] = []
    for parameter in parameters {
      guard let entry = self[parameter.name] else {
        throw NetworkError("the weights have no \(parameter.name), which the network needs")
      }
      guard entry.shape == parameter.shape else {
        throw NetworkError(
          "\(parameter.name) has the shape \(entry.shape), expected \(parameter.shape)")
      }
      guard let bad = entry.values.firstIndex(where: { !$0.isFinite }) else {
        ordered.append(entry)
        continue
      }
      throw NetworkError("\(parameter.name)[\(bad)] is \(entry.values[bad]), expected a number")
    }
    if ordered.count < entries.count {
      let known = Set(parameters.map(\.name))
      let extra = entries.first { !known.contains($0.name) }
      throw NetworkError("the weights have \(extra?.name ?? ""), which the network does not know")
    }
    return NetworkWeights(ordered)
  }
}
