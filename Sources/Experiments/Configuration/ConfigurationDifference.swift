/// One key in which two configurations differ.
public struct ConfigurationDifference: Hashable, Sendable, CustomStringConvertible {
  /// The key.
  public let path: ConfigPath
  /// The value on the left, or nothing where the key is missing.
  public let left: ConfigValue?
  /// The value on the right, or nothing where the key is missing.
  public let right: ConfigValue?

  /// The key with both values.
  public var description: String {
    switch (left, right) {
    case (let left?, let right?): "\(path): \(left) -> \(right)"
    case (let left?, nil): "\(path): \(left) removed"
    case (nil, let right?): "\(path): \(right) added"
    case (nil, nil): "\(path)"
    }
  }

  /// The keys in which two configurations differ, in the order of the paths.
  ///
  /// Values of different types differ: `1` is not `1.0`.
  ///
  /// - Parameters:
  ///   - left: One configuration.
  ///   - right: The other.
  /// - Returns: One difference per key.
  public static func between(
    _ left: ConfigValue, _ right: ConfigValue
  ) -> [ConfigurationDifference] {
    let leftLeaves = Dictionary(uniqueKeysWithValues: left.leaves.map { ($0.path, $0.value) })
    let rightLeaves = Dictionary(uniqueKeysWithValues: right.leaves.map { ($0.path, $0.value) })
    return Set(leftLeaves.keys).union(rightLeaves.keys).sorted().compactMap { path in
      let difference = ConfigurationDifference(
        path: path, left: leftLeaves[path], right: rightLeaves[path])
      return difference.left == difference.right ? nil : difference
    }
  }
}
