/// How the network learns; the section `training` of a run's configuration.
///
/// Sources for the papers' values: Silver et al. (2018) and its pseudocode (AlphaZero);
/// Schrittwieser et al. (2020), section 4, appendices F to H, and its pseudocode (MuZero).
public struct TrainingConfiguration: Codable, Hashable, Sendable {
  /// Generations of self-play and training; the run ends after them.
  public var generations = 1000

  /// Optimizer steps of one generation.
  ///
  /// AlphaZero and MuZero: a new network for self-play every 1000 steps.
  public var stepsPerGeneration = 1000

  /// Games that must be there before training begins.
  ///
  /// AlphaZero and MuZero: not stated.
  public var minimumGames = 1

  /// Positions of one step.
  ///
  /// AlphaZero: 4096; MuZero: 2048 in board games, 1024 in Atari.
  public var batchSize = 2048

  /// Steps K that the model is unrolled in MuZero mode.
  ///
  /// MuZero: 5.
  public var unrollSteps = 5

  /// Steps n of a bootstrapped return; 0 sums to the end of the game.
  ///
  /// AlphaZero and MuZero in board games: 0; MuZero in Atari: 10.
  public var tdSteps = 0

  /// The weight of the policy loss.
  ///
  /// AlphaZero and MuZero: 1.
  public var policyWeight = 1.0

  /// The weight of the value loss.
  ///
  /// AlphaZero and MuZero: 1; MuZero Reanalyze: 0.25.
  public var valueWeight = 1.0

  /// The weight of the reward loss.
  ///
  /// MuZero: 1.
  public var rewardWeight = 1.0

  /// Whether each position is shown under a random symmetry of the board, where the game has any.
  ///
  /// AlphaGo Zero: yes; AlphaZero and MuZero: no.
  public var symmetries = false

  /// Games that are kept for training.
  ///
  /// AlphaZero and MuZero in board games: 1,000,000; MuZero in Atari: 125,000 sequences.
  public var windowGames = 1_000_000

  /// α of prioritised replay; 0 draws all positions alike.
  ///
  /// MuZero: 0 in board games, 1 in Atari.
  public var priorityAlpha = 0.0

  /// β of the importance weights of prioritised replay.
  ///
  /// MuZero: 1 in Atari.
  public var priorityBeta = 0.0

  /// Threads of one optimizer step; part of the identity of a run, since sums depend on it.
  public var threads = 1

  /// The most memory, in MiB, for what the positions of a slow game showed.
  ///
  /// What does not fit is played again. Games that are not slow need none.
  public var observationMemory = 1024

  /// Generations from one checkpoint commit to the next.
  public var checkpointInterval = 10

  /// Makes the configuration of MuZero in chess.
  public init() {}

  /// The first value that cannot be used, as key and sentence; `nil` if there is none.
  public var problem: (key: String, message: String)? {
    let counts = [
      ("generations", generations), ("stepsPerGeneration", stepsPerGeneration),
      ("minimumGames", minimumGames), ("batchSize", batchSize), ("windowGames", windowGames),
      ("threads", threads), ("observationMemory", observationMemory),
      ("checkpointInterval", checkpointInterval),
    ]
    for (key, value) in counts where value < 1 {
      return (key, "must be at least 1, found \(value)")
    }
    for (key, value) in [("unrollSteps", unrollSteps), ("tdSteps", tdSteps)] where value < 0 {
      return (key, "must be at least 0, found \(value)")
    }
    let weights = [
      ("policyWeight", policyWeight), ("valueWeight", valueWeight),
      ("rewardWeight", rewardWeight), ("priorityAlpha", priorityAlpha),
      ("priorityBeta", priorityBeta),
    ]
    for (key, value) in weights where !(value.isFinite && value >= 0) {
      return (key, "must be at least 0, found \(value)")
    }
    return nil
  }
}
