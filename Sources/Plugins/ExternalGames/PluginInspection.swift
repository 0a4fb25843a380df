import GameProtocol

/// What a look at one property of a game has shown.
public struct PluginFinding: Hashable, Sendable {
  /// The property, such as `clones`.
  public var name: String

  /// What is wrong, or `nil`.
  public var fault: String?

  /// What there is to know beside, such as a speed.
  public var note: String?

  /// Makes a finding.
  public init(name: String, fault: String?, note: String?) {
    self.name = name
    self.fault = fault
    self.note = note
  }
}

/// Looks at a game through the bare table of its library, where a fault is a finding and not the end.
///
/// What passes here may be played, and checked for the laws that all games keep.
///
/// - Parameters:
///   - game: The game.
///   - steps: The number of random steps for each property.
/// - Returns: One finding for each property.
public func inspect(_ game: ExternalGame, steps: Int = 1000) -> [PluginFinding] {
  var findings: [PluginFinding] = []
  Inspector(rules: game.rules, steps: steps).inspect { findings.append($0) }
  return findings
}

/// How long random games should be when the laws are checked on them, so that a slow game takes
/// seconds and not hours: a position that is told by the way to it is read back at every move, so the
/// time grows with the square.
///
/// - Parameter game: The game.
/// - Returns: Moves, 20 to 2000.
public func plies(forLawsOf game: ExternalGame) -> Int {
  let inspector = Inspector(rules: game.rules, steps: 100)
  guard let speed = try? inspector.speed() else { return 20 }
  return pliesForLaws(stepsPerSecond: speed)
}

/// How long random games should be when the laws are checked on them.
///
/// - Parameter speed: Random steps a second.
/// - Returns: Moves, 20 to 2000.
func pliesForLaws(stepsPerSecond speed: Double) -> Int {
  Int(min(2000, max(20, (3 * speed).squareRoot())))
}

extension GameSpecification {
  /// What kind of game it is, in a few words.
  var outline: String {
    let shape = observationShape
    let limit = lengthLimit.map { ", \($0) steps at most" } ?? ""
    return "\(playerCount) player\(playerCount == 1 ? "" : "s"), \(actionCount) actions, "
      + "observation \(shape.channels)×\(shape.height)×\(shape.width)\(limit)"
  }
}
