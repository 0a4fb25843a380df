/// A whole random game as text, with every answer that the game gives on the way.
///
/// A change of rules, encoding or observation shows as a difference between two such texts, so each
/// game keeps one as a golden file. Observations are drawn at the start and at the end; in between
/// a check number of their exact bits stands for them.
public struct Playthrough: Sendable, CustomStringConvertible {
  private var lines: [String] = []

  /// Plays a random game and writes it down.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - seed: Decides the start and the actions.
  ///   - shownPlies: How many plies are written; what comes after them is played in silence.
  ///   - maximumPlies: Where a game that might never end is left.
  public init<G: Game>(
    of game: G, seed: UInt64, shownPlies: Int = 64, maximumPlies: Int = 2000
  ) {
    var random = CounterRandom(seed: seed, stream: .playout)
    let scribe = Scribe(specification: game.specification)
    var state = game.initialState(seed: seed)
    lines += scribe.facts + scribe.drawings(by: game) + scribe.symmetries(of: game)
    lines += ["seed: \(seed)", "", "start"] + scribe.picture(of: state) + [""]
    var ply = 0
    while !state.isTerminal && ply < maximumPlies {
      let legal = state.legalActions
      let action = legal[random.below(legal.count)]
      let notation = state.notation(for: action)
      let mover = state.playerToMove
      let isShown = ply < shownPlies
      if isShown { lines.append("ply \(ply) \(scribe.summary(of: state))") }
      let step = state.apply(action)
      ply += 1
      if isShown {
        lines.append(
          "  \(scribe.list(legal)); player \(mover.rawValue) plays \(action.rawValue) \(notation), "
            + scribe.text(of: step))
      }
    }
    if ply > shownPlies { lines.append("… \(ply - shownPlies) plies more") }
    lines += ["", "end after \(ply) plies"] + scribe.picture(of: state)
  }

  /// The text, line by line.
  public var description: String { lines.joined(separator: "\n") + "\n" }
}

/// Turns what a game answers into lines of text.
private struct Scribe {
  let specification: GameSpecification

  private var players: [Player] {
    (0..<specification.playerCount).map { Player(rawValue: UInt8($0)) }
  }

  /// The specification.
  var facts: [String] {
    let shape = specification.observationShape
    let range = specification.valueRange.map { "\($0.lowerBound)...\($0.upperBound)" }
    let limit = specification.lengthLimit.map(String.init)
    return [
      "name: \(specification.name)",
      "version: \(specification.version)",
      "players: \(specification.playerCount)",
      "actions: \(specification.actionCount)",
      "observation: \(shape.channels)×\(shape.height)×\(shape.width)",
      "action planes: \(specification.actionPlaneCount)",
      "value range: \(range ?? "unknown")",
      "rewards: \(specification.rewardKind)",
      "length limit: \(limit ?? "none")",
      "discount: \(specification.discount)",
      "copying: \(specification.copying)",
      "stochastic: \(specification.isStochastic)",
    ]
  }

  /// A check number over the drawings of all actions.
  func drawings(by game: some Game) -> [String] {
    let count = specification.actionPlaneCount * specification.observationShape.planeSize
    var check = CheckNumber()
    for index in 0..<specification.actionCount {
      var planes = [Float](repeating: 0, count: count)
      var span = planes.mutableSpan
      game.draw(Action(index), into: &span)
      check.add(planes)
    }
    return ["drawings: \(check)"]
  }

  /// The symmetries, each with a check number over its tables.
  func symmetries(of game: some Game) -> [String] {
    guard let symmetric = game as? any Symmetric else { return ["symmetries: none"] }
    let checks = (0..<symmetric.symmetryCount).map { symmetry in
      var check = CheckNumber()
      for cell in 0..<specification.observationShape.planeSize {
        check.add(UInt32(truncatingIfNeeded: symmetric.cell(cell, under: symmetry)))
      }
      for index in 0..<specification.actionCount {
        let image = symmetric.action(Action(index), under: symmetry)
        check.add(UInt32(bitPattern: image.rawValue))
      }
      return check.description
    }
    return ["symmetries: " + checks.joined(separator: " ")]
  }

  /// A position and check numbers of its observations.
  func summary<State: GameState>(of state: State) -> String {
    let checks = players.map { player in
      var check = CheckNumber()
      check.add(observation(of: state, as: player))
      return check.description
    }
    return state.positionText + " observations " + checks.joined(separator: " ")
  }

  /// The number of legal actions and the first forty of them.
  func list(_ legal: [Action]) -> String {
    "\(legal.count) legal: " + legal.prefix(40).map { String($0.rawValue) }.joined(separator: " ")
      + (legal.count > 40 ? " …" : "")
  }

  /// Reward, cost if any, and end.
  func text(of step: Step) -> String {
    "reward \(step.reward), " + (step.cost == 0 ? "" : "cost \(step.cost), ") + "\(step.end)"
  }

  /// Everything about a state, with its observation drawn.
  func picture<State: GameState>(of state: State) -> [String] {
    var lines = state.diagram.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    lines.append("position: \(state.positionText)")
    lines.append("player to move: \(state.playerToMove.rawValue)")
    lines.append("outcome: \(state.outcome?.rawValue ?? "none")")
    lines.append("returns: " + players.map { "\(state.returnOf($0))" }.joined(separator: " "))
    let legal = state.legalActions
    lines.append("legal actions: \(legal.count)")
    let notations = legal.prefix(40).map { state.notation(for: $0) }
    if !legal.isEmpty {
      lines.append("notation: " + notations.joined(separator: " ") + (legal.count > 40 ? " …" : ""))
    }
    return lines + drawing(of: observation(of: state, as: state.playerToMove))
  }

  private func observation<State: GameState>(of state: State, as player: Player) -> [Float] {
    var planes = [Float](repeating: 0, count: specification.observationShape.count)
    var span = planes.mutableSpan
    state.observe(as: player, into: &span)
    return planes
  }

  /// Draws the planes that differ from cell to cell, up to eight side by side, and lists the others.
  private func drawing(of planes: [Float]) -> [String] {
    let shape = specification.observationShape
    guard shape.planeSize <= 400 else { return ["observation: too large to draw"] }
    var lines: [String] = []
    var drawn: [Int] = []
    var constant: [String] = []
    for channel in 0..<shape.channels {
      let plane = planes[channel * shape.planeSize..<(channel + 1) * shape.planeSize]
      if let value = plane.first, plane.allSatisfy({ $0 == value }) {
        if value != 0 { constant.append("\(channel) all \(value)") }
      } else {
        drawn.append(channel)
      }
    }
    for start in stride(from: 0, to: drawn.count, by: 8) {
      let group = drawn[start..<min(start + 8, drawn.count)]
      lines.append("planes " + group.map(String.init).joined(separator: " "))
      for row in 0..<shape.height {
        let cells = group.map { channel in
          (0..<shape.width).map { column in
            symbol(planes[(channel * shape.height + row) * shape.width + column])
          }.joined()
        }
        lines.append(cells.joined(separator: " "))
      }
    }
    let rest = constant.isEmpty ? "" : "planes " + constant.joined(separator: ", ") + "; "
    return lines + [rest + "all others 0"]
  }

  /// A dot for 0, a circle for 1, a digit for tenths between, and a star for anything else.
  private func symbol(_ value: Float) -> String {
    if value == 0 { return "◯" }
    if value == 1 { return "◉" }
    return value > 0 && value < 1 ? String(Int(value * 10)) : "*"
  }
}

/// A number that changes, with near certainty, when any of the numbers added to it does.
///
/// Source: Fowler, Noll and Vo, the hash FNV-1a with 64 bits (RFC 9923).
private struct CheckNumber: CustomStringConvertible {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ word: UInt32) {
    for shift: UInt32 in [0, 8, 16, 24] {
      hash = (hash ^ UInt64(word >> shift & 0xFF)) &* 0x0000_0100_0000_01B3
    }
  }

  mutating func add(_ numbers: [Float]) {
    for number in numbers { add(number.bitPattern) }
  }

  /// The upper and lower half, mixed, in eight hexadecimal digits.
  var description: String {
    let digits = String((hash ^ hash >> 32) & 0xFFFF_FFFF, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
