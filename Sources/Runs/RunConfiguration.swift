public import Experiments
public import Learning
public import Network
public import Planner

/// Everything that decides what a run computes; its canonical text is the run's identity.
public struct RunConfiguration: Codable, Hashable, Sendable {
  /// Which model search grows its trees on: the one switch between AlphaZero and MuZero.
  public var mode = Blueprint.Mode.alphazero

  /// The seed of all random numbers.
  public var seed = 0

  /// Which game is learnt.
  public var game = GameSection()

  /// The shape of the networks.
  public var network = NetworkConfiguration()

  /// How moves are searched in self-play.
  public var search = SearchConfiguration()

  /// How games are made.
  public var selfPlay = SelfPlayConfiguration()

  /// How gradients change the weights.
  public var optimizer = OptimizerConfiguration()

  /// How the network learns.
  public var training = TrainingConfiguration()

  /// How strength is measured on the way.
  public var evaluation = EvaluationSection()

  /// Makes the configuration that stands when nothing is said.
  public init() {}

  /// Which game is learnt; the section `game`.
  public struct GameSection: Codable, Hashable, Sendable {
    /// The name under which the game is listed.
    public var name = "tic-tac-toe"

    /// What is set of the game's own options.
    public var options: [String: ConfigValue] = [:]

    /// Makes the section with its defaults.
    public init() {}
  }

  /// How strength is measured on the way; the section `evaluation`.
  public struct EvaluationSection: Codable, Hashable, Sendable {
    /// Generations from one measurement to the next; 0 measures only at the end.
    public var interval = 10

    /// Simulations per move in measurements; 0 takes the network's own choice.
    public var simulations = 32

    /// The most positions of one set that are measured on the way; the end measures all.
    public var positionsPerSet = 1000

    /// Games that are played at the end to measure an agent of a game of one.
    public var episodes = 100

    /// The most games that are played on the way for the same.
    public var quickEpisodes = 20

    /// Makes the section with its defaults.
    public init() {}
  }
}
