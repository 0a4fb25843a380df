public import Planner

/// How games of self-play are made; the section `selfPlay` of a run's configuration.
public struct SelfPlayConfiguration: Codable, Hashable, Sendable {
  /// Games of one generation, all played with the same weights.
  public var gamesPerGeneration = 2000

  /// Games that one worker plays in lockstep, whose positions the network judges together.
  ///
  /// The games themselves do not depend on it.
  public var gamesAtOnce = 64

  /// The share of games that begin with random moves, from 0 to 1.
  ///
  /// AlphaZero and MuZero: 0.
  ///
  /// Random openings show the network positions that two good players never reach; a player who
  /// must answer every legal position needs them.
  public var randomOpeningShare = 0.0

  /// The most random moves at the beginning of such a game; their number is drawn evenly from 1 to
  /// this.
  ///
  /// AlphaZero and MuZero: 0.
  public var randomOpeningPlies = 0

  /// Temperatures of the move choice by training step, for all plies; empty leaves the choice to
  /// the section `search`.
  ///
  /// MuZero in Atari: 1, 0.5, 0.25.
  public var temperatures: [Double] = []

  /// The training steps at which the next of `temperatures` begins, ascending, one fewer than
  /// those.
  ///
  /// MuZero in Atari: 500,000 and 750,000.
  public var temperatureSteps: [Int] = []

  /// Makes the configuration of the papers, with games enough for one generation.
  public init() {}

  /// The first value that cannot be used, as key and sentence; `nil` if there is none.
  public var problem: (key: String, message: String)? {
    for (key, value) in [("gamesPerGeneration", gamesPerGeneration), ("gamesAtOnce", gamesAtOnce)]
    where value < 1 {
      return (key, "must be at least 1, found \(value)")
    }
    if !(0...1).contains(randomOpeningShare) {
      return ("randomOpeningShare", "must be from 0 to 1, found \(randomOpeningShare)")
    }
    if randomOpeningPlies < 0 {
      return ("randomOpeningPlies", "must be at least 0, found \(randomOpeningPlies)")
    }
    if !temperatures.allSatisfy({ $0.isFinite && $0 >= 0 }) {
      return ("temperatures", "must all be at least 0, found \(temperatures)")
    }
    if temperatureSteps.count != max(temperatures.count - 1, 0)
      || temperatureSteps != temperatureSteps.sorted()
    {
      return (
        "temperatureSteps",
        "must be \(max(temperatures.count - 1, 0)) ascending steps, found \(temperatureSteps)"
      )
    }
    return nil
  }

  /// The search of self-play at a training step.
  ///
  /// - Parameters:
  ///   - search: The section `search`.
  ///   - step: The optimizer steps taken so far.
  /// - Returns: The same search, with the temperature that holds at that step.
  public func search(_ search: SearchConfiguration, at step: Int) -> SearchConfiguration {
    guard let last = temperatures.indices.last else { return search }
    let stage = temperatureSteps.firstIndex { step < $0 } ?? last
    var copy = search
    copy.temperature = temperatures[stage]
    copy.finalTemperature = temperatures[stage]
    return copy
  }
}
