/// How a search is made; the section `search` of a run's configuration.
///
/// Every key documents the papers' value: AlphaZero (Silver et al. 2018), MuZero (Schrittwieser et
/// al. 2020), Gumbel MuZero (Danihelka et al. 2022).
public struct SearchConfiguration: Codable, Hashable, Sendable {
  /// How the root is searched.
  public enum Algorithm: String, Codable, CaseIterable, Sendable {
    /// Upper confidence bounds with the prior, after AlphaZero and MuZero.
    case puct
    /// Gumbel noise and sequential halving.
    case gumbel
  }

  /// How Gumbel search chooses below the root.
  public enum InteriorRule: String, Codable, CaseIterable, Sendable {
    /// The deterministic rule that makes visits follow the improved policy.
    case gumbel
    /// As in PUCT search.
    case puct
  }

  /// Which visits count as those of a node in the PUCT formula.
  public enum VisitConvention: String, Codable, CaseIterable, Sendable {
    /// The node's own visits, its first evaluation included: 1 + the visits of its edges.
    case node
    /// The visits of its edges; at a fresh node, where all scores tie, the prior decides.
    case edges
  }

  /// How action values are brought to [0, 1] before they meet the prior.
  public enum ValueBounds: String, Codable, CaseIterable, Sendable {
    /// By `valueMinimum` and `valueMaximum`.
    case known
    /// By the least and the greatest action value seen in the tree; 0.5 while they are equal.
    case tree
    /// The same, but the raw value while they are equal, as MuZero's pseudocode has it.
    case treeRaw
    /// The same, the range taken as at least 0.01, after EfficientZero.
    case treeSoft
    /// By the values of the node and of its visited actions, as mctx has it.
    case siblings
  }

  /// What PUCT takes for the value of an action that was never visited.
  public enum FirstPlayUrgency: String, Codable, CaseIterable, Sendable {
    /// The least value: 0 on the [0, 1] scale.
    case loss
    /// The middle: 0.5 on the [0, 1] scale.
    case draw
    /// The mean over the visited actions and the parent's own such mean, after EfficientZero.
    case meanQ
    /// The node's value less a reduction that grows with the prior already visited, as in Leela
    /// Zero and KataGo.
    case parent
  }

  /// What Gumbel search puts into σ(q) = (visitOffset + max N) · valueScale · q.
  public enum CompletedValues: String, Codable, CaseIterable, Sendable {
    /// Values rescaled to [0, 1] by the least and greatest completed value of the node (mctx).
    case rescaled
    /// Values brought to [0, 1] by `valueBounds` (the paper's board games).
    case bounded
    /// Values as they are.
    case raw
  }

  /// How the root is searched.
  ///
  /// AlphaZero and MuZero: `puct`.
  public var algorithm = Algorithm.puct
  /// How Gumbel search chooses below the root.
  ///
  /// Gumbel MuZero: `puct`; its full form, and mctx: `gumbel`.
  public var interiorRule = InteriorRule.gumbel
  /// Simulations per search.
  ///
  /// AlphaZero and MuZero: 800 in board games, 50 in Atari; Gumbel MuZero: 2 to 200 in 9×9 Go,
  /// 400 in Go and chess.
  public var simulations = 800

  /// Constant c₁ of PUCT.
  ///
  /// AlphaZero and MuZero: 1.25.
  public var explorationInit = 1.25
  /// Constant c₂ of PUCT.
  ///
  /// AlphaZero and MuZero: 19652.
  public var explorationBase = 19652.0
  /// Which visits PUCT counts.
  ///
  /// MuZero's text: `edges`; mctx: `node`.
  public var visitConvention = VisitConvention.node
  /// How action values are normalised.
  ///
  /// AlphaZero and MuZero in board games: `known`; MuZero in Atari: `treeRaw`.
  public var valueBounds = ValueBounds.known
  /// The least value for `known`, in units of reward.
  ///
  /// Board games: −1.
  public var valueMinimum = -1.0
  /// The greatest value for `known`, in units of reward.
  ///
  /// Board games: 1.
  public var valueMaximum = 1.0
  /// The value of an unvisited action.
  ///
  /// AlphaZero and MuZero: `loss`.
  public var firstPlayUrgency = FirstPlayUrgency.loss
  /// The reduction of `parent` below the root, for values in [−1, 1].
  ///
  /// KataGo: 0.2.
  public var firstPlayReduction = 0.2
  /// The reduction of `parent` at the root, for values in [−1, 1].
  ///
  /// KataGo: 0 where there is noise.
  public var rootFirstPlayReduction = 0.0

  /// α of the Dirichlet noise at the root of PUCT.
  ///
  /// AlphaZero and MuZero: chess 0.3, shogi 0.15, Go
  /// 0.03; MuZero in Atari: 0.25.
  public var rootNoiseAlpha = 0.3
  /// The share of the noise in the root's prior; 0 for none.
  ///
  /// AlphaZero and MuZero: 0.25.
  public var rootNoiseFraction = 0.25

  /// The most root actions that sequential halving considers.
  ///
  /// Gumbel MuZero: 16 in board games.
  public var maxConsideredActions = 16
  /// The factor of the root's Gumbel noise; 0 for none.
  ///
  /// Gumbel MuZero: 1.
  public var gumbelScale = 1.0
  /// Constant c_visit of σ.
  ///
  /// Gumbel MuZero: 50.
  public var visitOffset = 50.0
  /// Constant c_scale of σ.
  ///
  /// Gumbel MuZero: 1 in board games, 0.1 in Atari; mctx: 0.1 with `rescaled`.
  public var valueScale = 1.0
  /// What σ is taken of.
  ///
  /// Gumbel MuZero in board games: `bounded`; mctx: `rescaled`.
  public var completedValues = CompletedValues.bounded

  /// The temperature of the move choice in the first plies of a game.
  ///
  /// AlphaZero and MuZero in board games: 1.
  public var temperature = 1.0
  /// The plies that `temperature` holds for.
  ///
  /// AlphaZero and MuZero in board games: 30.
  public var temperaturePlies = 30
  /// The temperature after that; 0 plays the most visited action.
  ///
  /// AlphaZero and MuZero in board games: 0.
  public var finalTemperature = 0.0

  /// Leaves of one tree that are judged together, with virtual loss between them.
  ///
  /// 1 is exact; AlphaGo Zero: 8.
  public var leavesPerTree = 1
  /// The losses that one leaf being judged counts for, when `leavesPerTree` is above 1.
  ///
  /// AlphaGo Fan: 3.
  public var virtualLoss = 1.0

  /// Makes the configuration of AlphaZero in chess.
  public init() {}

  /// The same search for play in earnest: no noise, always the best move.
  public var withoutExploration: Self {
    var copy = self
    copy.rootNoiseFraction = 0
    copy.gumbelScale = 0
    copy.temperature = 0
    copy.temperaturePlies = 0
    copy.finalTemperature = 0
    return copy
  }

  /// The first value that cannot be searched with, as a sentence; `nil` if there is none.
  public var problem: String? {
    let rules: [(Bool, String)] = [
      (simulations >= 1, "simulations: found \(simulations), expected at least 1"),
      (
        simulations < 1 << 24,
        "simulations: found \(simulations), expected fewer than \(1 << 24)"
      ),
      (
        explorationInit.isFinite && explorationInit >= 0,
        "explorationInit: found \(explorationInit), expected a number of at least 0"
      ),
      (
        explorationBase.isFinite && explorationBase > 0,
        "explorationBase: found \(explorationBase), expected a number above 0"
      ),
      (
        valueMinimum.isFinite && valueMaximum.isFinite && valueMinimum < valueMaximum,
        "valueMinimum and valueMaximum: found \(valueMinimum) and \(valueMaximum), expected "
          + "the first below the second"
      ),
      (
        firstPlayReduction >= 0 && rootFirstPlayReduction >= 0,
        "firstPlayReduction and rootFirstPlayReduction: found \(firstPlayReduction) and "
          + "\(rootFirstPlayReduction), expected at least 0"
      ),
      (
        rootNoiseAlpha.isFinite && rootNoiseAlpha > 0,
        "rootNoiseAlpha: found \(rootNoiseAlpha), expected a number above 0"
      ),
      (
        (0...1).contains(rootNoiseFraction),
        "rootNoiseFraction: found \(rootNoiseFraction), expected 0 to 1"
      ),
      (
        maxConsideredActions >= 1,
        "maxConsideredActions: found \(maxConsideredActions), expected at least 1"
      ),
      (
        gumbelScale.isFinite && gumbelScale >= 0,
        "gumbelScale: found \(gumbelScale), expected a number of at least 0"
      ),
      (
        visitOffset.isFinite && visitOffset >= 0,
        "visitOffset: found \(visitOffset), expected a number of at least 0"
      ),
      (
        valueScale.isFinite && valueScale >= 0,
        "valueScale: found \(valueScale), expected a number of at least 0"
      ),
      (
        temperature.isFinite && finalTemperature.isFinite && temperature >= 0
          && finalTemperature >= 0,
        "temperature and finalTemperature: found \(temperature) and \(finalTemperature), "
          + "expected at least 0"
      ),
      (leavesPerTree >= 1, "leavesPerTree: found \(leavesPerTree), expected at least 1"),
      (
        virtualLoss.isFinite && virtualLoss >= 0,
        "virtualLoss: found \(virtualLoss), expected a number of at least 0"
      ),
    ]
    return rules.first { !$0.0 }?.1
  }
}
