import Experiments
package import Runs

extension RunBeginning {
  /// What differs from the record that is resumed or repeated, as lines for people; none where nothing
  /// does.
  package var obstacleLines: [String] {
    if obstacles.isEmpty { return [] }
    return ["the same results to the bit are not promised; what differs from the record:"]
      + obstacles.map { "  \($0.path): \(Self.text($0.left, $0.right))" }
  }

  private static func text(_ left: ConfigValue?, _ right: ConfigValue?) -> String {
    guard case (.list(let old)?, .list(let new)?) = (left, right) else {
      return "\(short(left)), now \(short(right))"
    }
    // Of a long list only what differs says something.
    let gone = old.filter { !new.contains($0) }.map(\.description)
    let added = new.filter { !old.contains($0) }.map(\.description)
    return [(gone, "without "), (added, "with ")].filter { !$0.0.isEmpty }
      .map { "now \($0.1)\($0.0.joined(separator: ", "))" }.joined(separator: ", ")
  }

  /// A value, of a long one, such as a digest, the beginning.
  private static func short(_ value: ConfigValue?) -> String {
    guard let value else { return "not there" }
    guard case .text(let text) = value, text.count > 40 else { return value.description }
    return "\(text.prefix(12))..."
  }
}
