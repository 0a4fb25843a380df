public import GameProtocol

/// One finished game of self-play: what was played and what the search found, sparse and small.
///
/// Observations and legal actions are not kept: replaying the actions through the game gives them
/// back. Shapes: `T` decisions, at plies `0..<T`; ply `T` is the final position.
///
/// - Invariant: `players` has `T + 1` elements, every other array of plies `T`.
/// - Invariant: The policy of ply `t` is `policyActions[i]`, `policyWeights[i]` for `i` in
///   `policyStarts[t]..<policyStarts[t + 1]`, by ascending action.
public struct GameRecord: Hashable, Sendable {
  /// What the policies are, and hence how they become targets.
  ///
  /// A visit-count search (PUCT) trains towards the shares of its visits, so the counts are kept,
  /// raw: temperature is applied on use. A Gumbel search spreads its visits by sequential halving,
  /// which says little about the policy; its target is the improved policy softmax(logits +
  /// σ(completed Q)) over the legal actions, so that is kept, each probability as a `Float`.
  ///
  /// Source: Schrittwieser et al. (2020), appendix D; Danihelka et al. (2022), equations 11, 12.
  public enum PolicyKind: Hashable, Sendable {
    /// Weights are visit counts of the root's visited actions.
    case visitCounts
    /// Weights are probabilities of the improved policy.
    case improvedPolicy
  }

  /// How the searches of a game were set.
  public struct SearchSettings: Hashable, Sendable {
    /// Simulations of one search.
    public var simulationCount: Int
    /// Whether the root had exploration noise.
    public var hasRootNoise: Bool
    /// Whether moves were drawn at random for a part of the game, by a temperature above 0.
    public var hasTemperature: Bool

    /// Makes settings.
    public init(simulationCount: Int, hasRootNoise: Bool, hasTemperature: Bool) {
      self.simulationCount = simulationCount
      self.hasRootNoise = hasRootNoise
      self.hasTemperature = hasTemperature
    }
  }

  /// Visit counts from this size on cannot be told apart as `Float`.
  static let weightBound = 1 << 24

  /// Which game was played.
  public let game: GameIdentity
  /// The seed of the run.
  public let seed: UInt64
  /// The number of the game within the run, from 0 without gaps.
  public let gameID: UInt64
  /// The generation of weights that played.
  public let generation: Int
  /// The digest of the weights that played.
  public let model: ContentDigest
  /// How the searches were set.
  public let search: SearchSettings
  /// What the policies are.
  public let policyKind: PolicyKind

  /// The actions, `[T]`.
  public private(set) var actions: [Action] = []
  /// Who decided at each ply, and who would be next at the end: `[T + 1]`.
  public private(set) var players: [Player] = []
  /// The reward of each action, to its mover, in units of reward: `[T]`.
  public private(set) var rewards: [Float] = []
  /// The values of the searched roots in the mover's view, in units of reward: `[T]`.
  public private(set) var rootValues: [Float] = []
  /// The network's own values of the roots in the mover's view, in units of reward: `[T]`.
  public private(set) var networkValues: [Float] = []
  /// Where the policy of each ply begins, `[T + 1]`.
  public private(set) var policyStarts: [Int32] = [0]
  /// The actions of all policies, one after the other.
  public private(set) var policyActions: [Action] = []
  /// The visit counts or probabilities beside `policyActions`.
  public private(set) var policyWeights: [Float] = []

  /// How the game ended; `continues` until `finish` was called.
  public private(set) var end: Step.End = .continues
  /// Why the game ended.
  public private(set) var outcome = Outcome.terminal
  /// What each player got, in units of reward: one number a player.
  public private(set) var returns: [Float] = []
  /// For a truncated game, the value of the final position in the view of the player to move
  /// there, if it was estimated.
  public private(set) var finalValue: Float?

  /// Begins the record of a game.
  ///
  /// - Parameters:
  ///   - game: Which game is played.
  ///   - seed: The seed of the run.
  ///   - gameID: The number of the game within the run.
  ///   - generation: The generation of weights that plays.
  ///   - model: The digest of the weights that play.
  ///   - search: How the searches are set.
  ///   - policyKind: What the policies are.
  public init(
    game: GameIdentity, seed: UInt64, gameID: UInt64, generation: Int, model: ContentDigest,
    search: SearchSettings, policyKind: PolicyKind
  ) {
    self.game = game
    self.seed = seed
    self.gameID = gameID
    self.generation = generation
    self.model = model
    self.search = search
    self.policyKind = policyKind
  }

  /// The number of decisions, `T`.
  public var plyCount: Int { actions.count }

  /// The seed from which the game's first position is made.
  public var startSeed: UInt64 { Self.startSeed(seed: seed, gameID: gameID) }

  /// The seed from which a game's first position is made.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - gameID: The number of the game within the run.
  /// - Returns: The seed for `Game.initialState(seed:)`.
  public static func startSeed(seed: UInt64, gameID: UInt64) -> UInt64 {
    var random = CounterRandom(seed: seed, stream: .game, game: gameID)
    return random.next()
  }

  /// Adds a decision.
  ///
  /// - Parameters:
  ///   - action: What was played.
  ///   - player: Who played it.
  ///   - reward: What it brought, in units of reward.
  ///   - rootValue: The searched value of the position, in the mover's view.
  ///   - networkValue: The network's own value of the position, in the mover's view.
  ///   - policy: The search's actions and visit counts (at least 1) or probabilities, by ascending
  ///     action; empty for a move that was not searched, which then trains no policy.
  /// - Precondition: The record is not finished.
  public mutating func append(
    _ action: Action, by player: Player, reward: Float, rootValue: Float, networkValue: Float,
    policy: some Sequence<(action: Action, weight: Float)>
  ) {
    precondition(end == .continues, "the record of game \(gameID) is finished")
    actions.append(action)
    players.append(player)
    rewards.append(reward)
    rootValues.append(rootValue)
    networkValues.append(networkValue)
    for (action, weight) in policy {
      policyActions.append(action)
      policyWeights.append(weight)
    }
    policyStarts.append(Int32(policyActions.count))
  }

  /// Ends the record.
  ///
  /// - Parameters:
  ///   - end: How the game ended.
  ///   - outcome: Why the game ended.
  ///   - next: Who would be next to move.
  ///   - returns: What each player got, in units of reward.
  ///   - finalValue: For a truncated game, the estimated value of the final position in the view
  ///     of `next`.
  /// - Precondition: The game has ended, and the record has not.
  public mutating func finish(
    _ end: Step.End, outcome: Outcome, next: Player, returns: [Float], finalValue: Float? = nil
  ) {
    precondition(self.end == .continues && end != .continues, "a record ends once")
    precondition(end == .truncated || finalValue == nil, "a terminated game has no value to come")
    self.end = end
    self.outcome = outcome
    players.append(next)
    self.returns = returns
    self.finalValue = finalValue
  }

  /// The indices of a ply's policy in `policyActions` and `policyWeights`.
  ///
  /// - Parameter ply: In `0..<T`.
  /// - Returns: The range, empty for a move that was not searched.
  public func policyRange(at ply: Int) -> Range<Int> {
    Int(policyStarts[ply])..<Int(policyStarts[ply + 1])
  }

  /// The plies at the beginning that were played without a search, as in random openings.
  ///
  /// Training does not begin a sample at one of them: what came of a random move says little about
  /// the position before it.
  public var openingPlyCount: Int {
    (0..<plyCount).first { !policyRange(at: $0).isEmpty } ?? plyCount
  }

  /// Who is to move at a ply, the ones past the end included, where players keep alternating.
  ///
  /// - Parameter ply: At least 0.
  /// - Returns: The player.
  public func player(at ply: Int) -> Player {
    if ply < players.count { return players[ply] }
    let last = players[plyCount]
    return returns.count == 2 && (ply - plyCount) % 2 == 1 ? last.opponent : last
  }
}
