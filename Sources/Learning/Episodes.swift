public import GameProtocol
import Planner

/// What a player got in games of one that were played to their ends.
public struct EpisodeResult: Codable, Hashable, Sendable {
  /// The number of games.
  public var episodes: Int
  /// The mean of their total rewards, without discount.
  public var mean: Double
  /// The standard deviation of the total rewards, divided by n − 1; 0 for a single game.
  public var deviation: Double
  /// The least total reward.
  public var lowest: Double
  /// The greatest total reward.
  public var highest: Double
  /// The mean number of steps.
  public var meanSteps: Double

  /// Sums up games.
  ///
  /// - Parameters:
  ///   - returns: The total reward of each game, at least one.
  ///   - steps: The steps of all games together.
  public init(returns: [Double], steps: Int) {
    precondition(!returns.isEmpty, "no games to sum up")
    let count = Double(returns.count)
    episodes = returns.count
    let mean = returns.reduce(0, +) / count
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = returns.count > 1 ? (squares / (count - 1)).squareRoot() : 0
    lowest = returns.min() ?? 0
    highest = returns.max() ?? 0
    meanSteps = Double(steps) / count
  }
}

/// Games of one by which a player is measured.
///
/// Each game is a function of the player, the seed and its number alone. None of them is ever a game
/// of self-play, whose numbers begin at 0.
public struct Episodes<G: Game> {
  /// The game.
  public let game: G
  /// The numbers of the games, from 0.
  public let numbers: Range<Int>
  /// Decides, with a game's number, its start and its chance.
  public let seed: UInt64

  /// Where the numbers of games begin that are played to measure.
  private static var firstGame: UInt64 { 1 << 48 }

  /// Chooses games.
  ///
  /// - Parameters:
  ///   - game: A game of one.
  ///   - numbers: The numbers of the games, from 0.
  ///   - seed: Decides, with a game's number, its start and its chance.
  public init(of game: G, numbers: Range<Int>, seed: UInt64 = 0) {
    precondition(game.specification.playerCount == 1, "episodes are of games of one")
    self.game = game
    self.numbers = numbers
    self.seed = seed
  }

  /// Plays them, the player asked about all unfinished ones at once.
  ///
  /// - Parameters:
  ///   - agent: The player.
  ///   - moved: Called after each step of all games; when it throws, play stops.
  /// - Returns: The total rewards by game, and the steps of all games together.
  /// - Throws: `SearchError` if the player's model gives an answer that cannot be searched with, or
  ///   what `moved` throws.
  public func play(
    _ agent: any Agent<G.State>, moved: () throws -> Void = {}
  ) throws -> (returns: [Double], steps: Int) {
    let ids = numbers.map { Self.firstGame + UInt64($0) }
    var states = ids.map { id in
      game.initialState(seed: GameRecord.startSeed(seed: seed, gameID: id))
    }
    var returns = [Double](repeating: 0, count: ids.count)
    var stepCount = 0
    var steps: [Step] = []
    var ply: UInt64 = 0
    var playing = states.indices.filter { !states[$0].isTerminal }
    while !playing.isEmpty {
      let actions = try agent.actions(
        for: playing.map { states[$0] },
        keys: playing.map { SearchKey(seed: seed, game: ids[$0], ply: ply) })
      G.State.apply(actions, to: &states, at: playing, steps: &steps)
      for (index, step) in zip(playing, steps) { returns[index] += Double(step.reward) }
      stepCount += playing.count
      ply += 1
      playing.removeAll { states[$0].isTerminal }
      try moved()
    }
    return (returns, stepCount)
  }
}
