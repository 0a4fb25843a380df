import Experiments
import Learning
import Network

/// Signs that a run goes wrong in one of the ways that no error tells of.
///
/// The bounds are such that healthy runs of the presets give no warning: a warning that is often
/// wrong is soon read by nobody.
struct HealthCheck: Sendable {
  /// What the newest games show.
  var games: GameDiagnostics
  /// What the last training batch shows; `nil` before training.
  var batch: BatchDiagnostics?
  /// Which model search grows its trees on.
  var mode: Blueprint.Mode
  /// The players of the game.
  var playerCount: Int
  /// Whether the network that judged the newest games had been trained at all.
  var isTrained: Bool
  /// The share of the run that is done, in [0, 1].
  var share: Double

  /// The fewest games that shares are taken seriously of.
  private static let enoughGames = 50

  /// Whether the network that plays the games of a generation has been trained.
  ///
  /// A generation trains if there are games enough when it begins, and the next one is the first
  /// to play with what came of it.
  ///
  /// - Parameters:
  ///   - generation: The generation, from 0.
  ///   - minimumGames: Games that must be there before training begins, at least 1.
  ///   - gamesPerGeneration: Games of one generation.
  /// - Returns: Whether a step was taken before the generation began.
  static func isTrained(
    in generation: Int, minimumGames: Int, gamesPerGeneration: Int
  ) -> Bool {
    (generation - 1) * gamesPerGeneration >= minimumGames
  }

  /// One sentence for each sign, with what was found and what often helps.
  var warnings: [String] {
    (outcomeWarnings + valueWarnings + policyWarnings)
  }

  private var outcomeWarnings: [String] {
    guard games.games >= Self.enoughGames else { return [] }
    var found: [String] = []
    let names = [
      "won by the player who moves first", "drawn", "won by the player who moves second",
    ]
    if playerCount == 2, let index = games.outcomeShares.firstIndex(where: { $0 >= 0.99 }) {
      found.append(
        "\(Self.percent(games.outcomeShares[index])) of the newest \(games.games) games were "
          + "\(names[index]) and teach little; more noise or random openings help")
    }
    if games.duplicateShare >= 0.98 {
      found.append(
        "\(Self.percent(games.duplicateShare)) of the newest positions occurred before; the games "
          + "repeat each other, more noise or random openings help")
    }
    return found
  }

  private var valueWarnings: [String] {
    var found: [String] = []
    if games.positions > 0, games.valueVariance < 1e-9 {
      found.append("value targets are constant: the value head can learn nothing from them")
    } else if isTrained, games.games >= Self.enoughGames, share >= 0.25,
      games.valueError >= games.valueVariance
    {
      found.append(
        "the network's values of new positions err by \(Self.short(games.valueError)), no less "
          + "than the targets' mean would (\(Self.short(games.valueVariance))); they are overfitted "
          + "or not learnt")
    }
    if let batch, batch.clippedShare > 0.001 {
      found.append(
        "\(Self.percent(batch.clippedShare)) of the value and reward targets are beyond what the "
          + "heads can express; raise network.valueSupport and network.rewardSupport")
    }
    return found
  }

  private var policyWarnings: [String] {
    guard let batch else { return [] }
    var found: [String] = []
    if batch.policyEntropy < 0.01, batch.targetEntropy > 0.1 {
      found.append(
        "the policy has collapsed: its entropy is \(Self.short(batch.policyEntropy)) nats, that of "
          + "its targets \(Self.short(batch.targetEntropy)); a lower learning rate or more noise "
          + "helps")
    }
    if mode == .muzero, share >= 0.5, batch.illegalMass > 0.01 {
      found.append(
        "the policy gives \(Self.percent(batch.illegalMass)) to illegal moves, which search below "
          + "the root then follows; less than 1 % is expected by now")
    }
    return found
  }

  /// What was found, for the log of the run.
  var figures: [String: ConfigValue] {
    var figures: [String: ConfigValue] = [
      "games": .integer(games.games), "positions": .integer(games.positions),
      "outcomeShares": .list(games.outcomeShares.map { .number($0) }),
      "meanPlies": .number(games.meanPlies), "duplicateShare": .number(games.duplicateShare),
      "targetEntropy": .number(games.targetEntropy), "topShare": .number(games.topShare),
      "valueError": .number(games.valueError), "valueVariance": .number(games.valueVariance),
    ]
    if let batch {
      figures["policyEntropy"] = .number(batch.policyEntropy)
      figures["batchTargetEntropy"] = .number(batch.targetEntropy)
      figures["illegalMass"] = .number(batch.illegalMass)
      figures["clippedShare"] = .number(batch.clippedShare)
    }
    return figures
  }

  private static func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }

  private static func short(_ value: Double) -> String {
    "\((value * 1000).rounded() / 1000)"
  }
}
