import GameProtocol

/// What a look at a game in a program of its own has shown.
public struct ProcessInspection: Sendable {
  /// Whether there was no fault.
  public let isSound: Bool

  /// How long random games should be when the laws are checked on them.
  public let plies: Int
}

extension ProcessGame {
  /// Looks at the game by the bare protocol, in processes beside those that play.
  ///
  /// What passes here may be played, and checked for the laws that all games keep.
  ///
  /// - Parameters:
  ///   - steps: The number of random steps for each property.
  ///   - found: Takes each finding as soon as it is made.
  /// - Returns: What there is to know for the laws.
  /// - Throws: What `found` throws.
  public func inspect<Failure: Error>(
    steps: Int = 1000, found: (PluginFinding) throws(Failure) -> Void
  ) throws(Failure) -> ProcessInspection {
    let inspector: ProcessInspector
    do throws(ProcessError) {
      inspector = try ProcessInspector(rules.plan, steps: steps)
    } catch {
      try found(PluginFinding(name: "loading", fault: "\(error)", note: nil))
      return ProcessInspection(isSound: false, plies: 20)
    }
    let isSound = try inspector.inspect(found: found)
    return ProcessInspection(
      isSound: isSound, plies: inspector.speed.map(pliesForLaws(stepsPerSecond:)) ?? 20)
  }

  /// Whether the random future can be replaced, or there is none.
  public var canReseed: Bool { rules.facts.canReseed || !specification.isStochastic }
}
