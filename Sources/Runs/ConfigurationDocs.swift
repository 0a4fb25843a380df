public import Experiments
public import Learning
public import Network
public import Planner

/// What each key means, and the papers' values, for `tesuji config explain`.

extension RunConfiguration: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "mode": KeyDoc(
        "which model search grows its trees on: alphazero (the true rules) or muzero (learned)"),
      "seed": KeyDoc("the seed of all random numbers, from 0"),
    ]
  }

  /// The values that cannot be used.
  public func complaints() -> [Complaint] {
    var complaints: [Complaint] = []
    if seed < 0 { complaints.append(Complaint("seed", "must be at least 0, found \(seed)")) }
    // Sums over the whole run stay far from overflow.
    let (games, overflow) = selfPlay.gamesPerGeneration.multipliedReportingOverflow(
      by: max(training.generations - 1, 0))
    if overflow || games > 1 << 40 {
      complaints.append(
        Complaint("training.generations", "makes more than \(1 << 40) games in all"))
    } else if training.generations == 1 {
      complaints.append(
        Complaint(
          "training.generations",
          "must be at least 2, or nothing is ever learnt; found 1, and a generation learns from "
            + "those before it"))
    } else if training.minimumGames > min(training.windowGames, games) {
      complaints.append(
        Complaint(
          "training.minimumGames",
          "must be at most \(min(training.windowGames, games)), or nothing is ever learnt; "
            + "found \(training.minimumGames)"))
    }
    return complaints
  }
}

extension RunConfiguration.GameSection: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "name": KeyDoc("the name of the game, as `tesuji games` lists it"),
      "options": KeyDoc("the game's own options"),
    ]
  }
}

extension RunConfiguration.EvaluationSection: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "interval": KeyDoc("generations between measurements of strength; 0: only at the end"),
      "simulations": KeyDoc(
        "simulations per move in measurements; 0: the network alone",
        paper: "800 in board games, 50 in Atari"),
      "positionsPerSet": KeyDoc("the most positions of a set measured on the way"),
      "episodes": KeyDoc("games that measure an agent of a game of one at the end"),
      "quickEpisodes": KeyDoc("the most such games on the way"),
    ]
  }

  /// The values that cannot be used.
  public func complaints() -> [Complaint] {
    [("interval", interval), ("simulations", simulations)].filter { $0.1 < 0 }
      .map { Complaint($0.0, "must be at least 0, found \($0.1)") }
      + [
        ("positionsPerSet", positionsPerSet), ("episodes", episodes),
        ("quickEpisodes", quickEpisodes),
      ].filter { $0.1 < 1 }.map { Complaint($0.0, "must be at least 1, found \($0.1)") }
  }
}

extension NetworkConfiguration: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "body": KeyDoc("residual (a convolutional tower) or mlp (dense layers)", paper: "residual"),
      "front": KeyDoc(
        "what comes before the tower: board (one convolution) or screen (down-sampling)",
        paper: "board; Atari: screen"),
      "channels": KeyDoc("planes of the tower and of its hidden state", paper: "256"),
      "blocks": KeyDoc(
        "residual blocks of AlphaZero's body or MuZero's representation",
        paper: "AlphaZero 19, MuZero 16"),
      "dynamicsBlocks": KeyDoc("residual blocks of MuZero's dynamics", paper: "16"),
      "predictionBlocks": KeyDoc("residual blocks of MuZero's prediction", paper: "0"),
      "width": KeyDoc("units of each dense layer of an mlp body", paper: "MuZero Unplugged 512"),
      "depth": KeyDoc("dense layers of AlphaZero's body or MuZero's representation"),
      "dynamicsDepth": KeyDoc("dense layers of MuZero's dynamics"),
      "predictionDepth": KeyDoc("dense layers of MuZero's prediction"),
      "skipConnections": KeyDoc("whether dense layers after the first form residual pairs"),
      "normalization": KeyDoc(
        "what follows each layer: none, batch or layer",
        paper: "batch; MuZero Unplugged layer"),
      "policyHead": KeyDoc(
        "dense (to all actions) or planes (one plane of logits for each kind of move)",
        paper: "MuZero dense; AlphaZero Go dense, chess and shogi planes"),
      "policyChannels": KeyDoc("planes before a dense policy head", paper: "AlphaGo Zero 2"),
      "policyWidth": KeyDoc("units of a dense layer before the logits; 0: none", paper: "0"),
      "valueHead": KeyDoc(
        "scalar (tanh) or categorical (over atoms)", paper: "board games scalar; Atari categorical"),
      "valueChannels": KeyDoc("planes before the value head", paper: "AlphaGo Zero 1"),
      "valueWidth": KeyDoc("units of the value head's dense layer; 0: none", paper: "256"),
      "valueSupport": KeyDoc("the largest atom of a categorical value", paper: "300"),
      "rewardHead": KeyDoc(
        "none, scalar or categorical", paper: "board games none; Atari categorical"),
      "rewardChannels": KeyDoc("planes before the reward head"),
      "rewardWidth": KeyDoc("units of the reward head's dense layer; 0: none"),
      "rewardSupport": KeyDoc("the largest atom of a categorical reward", paper: "300"),
      "hiddenScaling": KeyDoc(
        "how hidden states are scaled: min-max or none", paper: "min-max; EfficientZero none"),
    ]
  }
}

extension SearchConfiguration: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "algorithm": KeyDoc("puct or gumbel", paper: "puct; Gumbel MuZero gumbel"),
      "interiorRule": KeyDoc(
        "how Gumbel search chooses below the root: gumbel or puct",
        paper: "Gumbel MuZero puct; full Gumbel MuZero gumbel"),
      "simulations": KeyDoc(
        "simulations per move", paper: "800 in board games, 50 in Atari; Gumbel 2 to 400"),
      "explorationInit": KeyDoc("constant c1 of PUCT", paper: "1.25"),
      "explorationBase": KeyDoc("constant c2 of PUCT", paper: "19652"),
      "visitConvention": KeyDoc("which visits PUCT counts: node or edges", paper: "edges"),
      "valueBounds": KeyDoc(
        "how values are normalised: known, tree, treeRaw, treeSoft or siblings",
        paper: "board games known; Atari treeRaw"),
      "valueMinimum": KeyDoc("the least value, for known bounds", paper: "-1"),
      "valueMaximum": KeyDoc("the greatest value, for known bounds", paper: "1"),
      "firstPlayUrgency": KeyDoc(
        "the value of an unvisited action: loss, draw, meanQ or parent", paper: "loss"),
      "firstPlayReduction": KeyDoc("the reduction of `parent` below the root", paper: "KataGo 0.2"),
      "rootFirstPlayReduction": KeyDoc("the reduction of `parent` at the root", paper: "KataGo 0"),
      "rootNoiseAlpha": KeyDoc(
        "alpha of the Dirichlet noise", paper: "chess 0.3, shogi 0.15, Go 0.03, Atari 0.25"),
      "rootNoiseFraction": KeyDoc("the share of noise in the root's prior", paper: "0.25"),
      "maxConsideredActions": KeyDoc(
        "the most root actions of sequential halving", paper: "Gumbel MuZero 16"),
      "gumbelScale": KeyDoc("the factor of the root's Gumbel noise", paper: "1"),
      "visitOffset": KeyDoc("constant c_visit of Gumbel search", paper: "50"),
      "valueScale": KeyDoc(
        "constant c_scale of Gumbel search", paper: "1 in board games, 0.1 in Atari"),
      "completedValues": KeyDoc(
        "what Gumbel search scales: rescaled, bounded or raw values", paper: "board games bounded"),
      "temperature": KeyDoc(
        "the temperature of the move choice in the first plies", paper: "1"),
      "temperaturePlies": KeyDoc("the plies that it holds for", paper: "30 in board games"),
      "finalTemperature": KeyDoc("the temperature after that", paper: "0 in board games"),
      "leavesPerTree": KeyDoc(
        "leaves of one tree judged together, with virtual loss", paper: "AlphaGo Zero 8"),
      "virtualLoss": KeyDoc("losses that one leaf being judged counts for", paper: "AlphaGo Fan 3"),
    ]
  }

  /// The values that cannot be used.
  public func complaints() -> [Complaint] {
    guard let problem else { return [] }
    let parts = problem.split(separator: ": ", maxSplits: 1)
    return [Complaint(String(parts[0]), "has a wrong value: \(parts.last ?? "")")]
  }
}

extension SelfPlayConfiguration: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "gamesPerGeneration": KeyDoc("games played with the same weights"),
      "gamesAtOnce": KeyDoc("games that one worker plays in lockstep"),
      "randomOpeningShare": KeyDoc(
        "the share of games that begin with random moves", paper: "0"),
      "randomOpeningPlies": KeyDoc("the most random moves of such a game", paper: "0"),
      "temperatures": KeyDoc(
        "temperatures by training step, for all plies; empty: those of `search`",
        paper: "Atari 1, 0.5, 0.25"),
      "temperatureSteps": KeyDoc(
        "the training steps at which the next temperature begins",
        paper: "Atari 500000 and 750000"),
    ]
  }

  /// The values that cannot be used.
  public func complaints() -> [Complaint] {
    problem.map { [Complaint($0.key, $0.message)] } ?? []
  }
}

extension OptimizerConfiguration: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "algorithm": KeyDoc("sgd, adam or adamw", paper: "sgd; MuZero Unplugged adamw"),
      "momentum": KeyDoc("momentum of sgd", paper: "0.9"),
      "weightDecay": KeyDoc("weight decay of all trained parameters", paper: "1e-4"),
      "beta1": KeyDoc("the decay of the mean gradient of adam and adamw"),
      "beta2": KeyDoc("the decay of the mean squared gradient of adam and adamw"),
      "epsilon": KeyDoc("added to the root of the mean squared gradient"),
      "gradientClip": KeyDoc(
        "the largest norm of the gradient; 0: no limit", paper: "none; EfficientZero 5"),
    ]
  }

  /// The values that cannot be used.
  public func complaints() -> [Complaint] {
    let values = [
      ("momentum", momentum), ("weightDecay", weightDecay), ("beta1", beta1), ("beta2", beta2),
      ("epsilon", epsilon), ("gradientClip", gradientClip),
    ]
    return values.filter { !($0.1.isFinite && $0.1 >= 0) }
      .map { Complaint($0.0, "must be at least 0, found \($0.1)") }
  }
}

extension LearningRateSchedule: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "shape": KeyDoc(
        "how the rate falls: constant, cosine, exponential or steps",
        paper: "AlphaZero steps; MuZero exponential; MuZero Unplugged cosine"),
      "initial": KeyDoc(
        "the rate at step 0",
        paper: "AlphaZero 0.2, Go 0.02; MuZero 0.1, Go 0.01, Atari 0.05"),
      "decayRate": KeyDoc("the factor of a decay", paper: "0.1"),
      "decaySteps": KeyDoc("the steps of one decay", paper: "MuZero 400000, Atari 350000"),
      "boundaries": KeyDoc(
        "the steps at which the rate is multiplied", paper: "AlphaZero 100000, 300000, 500000"),
    ]
  }

  /// The values that cannot be used.
  public func complaints() -> [Complaint] {
    var complaints: [Complaint] = []
    if !(initial.isFinite && initial > 0) {
      complaints.append(Complaint("initial", "must be above 0, found \(initial)"))
    }
    if decaySteps < 1 {
      complaints.append(Complaint("decaySteps", "must be at least 1, found \(decaySteps)"))
    }
    return complaints
  }
}

extension TrainingConfiguration: ConfigurationSection {
  /// What each key means.
  public static var docs: [String: KeyDoc] {
    [
      "generations": KeyDoc("generations of self-play and training"),
      "stepsPerGeneration": KeyDoc(
        "optimizer steps of one generation", paper: "a new network for self-play every 1000"),
      "minimumGames": KeyDoc("games that must be there before training begins"),
      "batchSize": KeyDoc(
        "positions of one step", paper: "AlphaZero 4096; MuZero 2048, Atari 1024"),
      "unrollSteps": KeyDoc("steps K that the model is unrolled", paper: "MuZero 5"),
      "tdSteps": KeyDoc(
        "steps n of a bootstrapped return; 0: to the end", paper: "board games 0; Atari 10"),
      "policyWeight": KeyDoc("the weight of the policy loss", paper: "1"),
      "valueWeight": KeyDoc("the weight of the value loss", paper: "1; Reanalyze 0.25"),
      "rewardWeight": KeyDoc("the weight of the reward loss", paper: "MuZero 1"),
      "observationMemory": KeyDoc(
        "MiB for what positions of a slow game showed; the rest is played again"),
      "symmetries": KeyDoc(
        "whether positions are shown under random symmetries",
        paper: "AlphaGo Zero true; AlphaZero and MuZero false"),
      "windowGames": KeyDoc(
        "games that are kept for training", paper: "1000000; Atari 125000 sequences"),
      "priorityAlpha": KeyDoc(
        "alpha of prioritised replay; 0: all alike", paper: "board games 0; Atari 1"),
      "priorityBeta": KeyDoc("beta of the importance weights", paper: "Atari 1"),
      "threads": KeyDoc("threads of one optimizer step"),
      "checkpointInterval": KeyDoc("generations between checkpoint commits"),
    ]
  }

  /// The values that cannot be used.
  public func complaints() -> [Complaint] {
    problem.map { [Complaint($0.key, $0.message)] } ?? []
  }
}
