/// How a run stands at a moment, in plain numbers.
public struct ProgressReport: Hashable, Sendable {
  /// One measure of strength against the truth.
  public struct Strength: Hashable, Sendable {
    /// The set of positions, such as `middle-easy`.
    public var name: String
    /// The share of positions in which the move chosen by search is a mistake, in [0, 1].
    public var mistakeRate: Double
    /// The share at the start of the run, where it was measured.
    public var firstRate: Double?
    /// The share of mistakes of the network alone; `nil` where `mistakeRate` is that.
    public var networkRate: Double?
    /// The share of mistakes of the network alone at the start of the run.
    public var firstNetworkRate: Double?

    /// Makes a measure.
    public init(name: String, mistakeRate: Double, firstRate: Double? = nil) {
      self.name = name
      self.mistakeRate = mistakeRate
      self.firstRate = firstRate
    }
  }

  /// What the agent got in games of one that were played to measure it.
  public struct Returns: Hashable, Sendable {
    /// The mean of the total rewards with search.
    public var mean: Double
    /// Their standard deviation.
    public var deviation: Double
    /// The number of games.
    public var episodes: Int
    /// The mean at the start of the run, where it was measured.
    public var firstMean: Double?
    /// The mean of the network alone; `nil` where `mean` is that.
    public var networkMean: Double?
    /// The mean of the network alone at the start of the run.
    public var firstNetworkMean: Double?
  }

  /// A part of the loss.
  public struct Loss: Hashable, Sendable {
    /// Which, such as `policy`.
    public var name: String
    /// The mean over the last steps.
    public var value: Double

    /// Makes a part.
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// What the run does now, such as `generation 3 of 40: self-play`.
  public var phase = ""
  /// Why it waits, such as `filling the replay buffer: 120 of 500 games`; `nil` if it does not.
  public var waiting: String?
  /// The share of the whole run that is done, in [0, 1].
  public var done = 0.0
  /// Seconds since the start.
  public var elapsedSeconds = 0.0
  /// Finished games.
  public var games = 0
  /// Positions of self-play in a second, lately; `nil` before the first two seconds are over.
  public var positionsPerSecond: Double?
  /// Network evaluations in a second, lately.
  public var evaluationsPerSecond: Double?
  /// The mean share of a batch that is filled, in [0, 1]; `nil` before the first batch.
  public var batchFill: Double?
  /// Training steps so far.
  public var trainingSteps = 0
  /// Training steps in a second, lately.
  public var stepsPerSecond: Double?
  /// The parts of the loss.
  public var losses: [Loss] = []
  /// Training samples drawn for each position of self-play.
  public var replayRatio: Double?
  /// How many games, on average, are newer than the one that a training sample is of.
  public var dataAge: Double?
  /// Strength against the truth, the latest measurement of each set.
  public var strength: [Strength] = []
  /// The latest measurement in games of one.
  public var returns: Returns?
  /// Warnings that stand, such as `the policy has collapsed`.
  public var warnings: [String] = []
  /// What went wrong with the game's own process so far; `nil` if nothing.
  public var incidents: String?
  /// Memory in use, in bytes.
  public var memoryBytes: UInt64?
  /// Disk space in use by the run's own files and its checkpoints, in bytes.
  public var diskBytes: UInt64?
  /// Seconds left, where they can be told.
  public var secondsLeft: Double?

  /// Makes a report of a run that has not begun.
  public init() {}
}
