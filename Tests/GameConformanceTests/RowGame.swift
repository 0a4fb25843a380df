import GameProtocol

/// What is wrong with a `RowGame`.
enum Fault: CaseIterable, Sendable {
  case badVersion, asymmetricValues
  case startsFinished, startsAtRandom
  case descendingActions, repeatedActions, actionsPastTheEnd, actionOutOfRange, overwrittenBuffer
  case wrongTerminal, truncatedByRule, unreportedEnd
  case acceptsAnyText, acceptsIllegalText, unreadableText
  case refusedPosition, changedPosition
  case differentPosition
  case sharedStorage
  case everythingEqual, unstableHash
  case hastyBatch, blindBatch
  case randomCost
  case futureChanges, presentChanges
  case shortLimit
  case earlyReward, sharedReward, unpaidReturn, infiniteReward, outOfRange
  case missingElement, infiniteElement, dirtyElement
  case infiniteDrawing
  case unmirroredAction, unmirroredObservation, collapsedCells, shiftedIdentity
  case perftTooLarge
  case playoutStops, playoutMiscounts, playoutAtRandom
}

/// Four cells in a row, where two stones side by side win: it keeps all laws, or breaks one.
struct RowGame: Game, Symmetric {
  var fault: Fault?

  var specification: GameSpecification {
    var facts = GameSpecification(
      name: "row", version: fault == .badVersion ? 0 : 1, actionCount: 4,
      observationShape: .init(channels: 2, height: 1, width: 4),
      lengthLimit: fault == .shortLimit ? 2 : 4)
    if fault == .asymmetricValues { facts.valueRange = 0...1 }
    if fault == .outOfRange { facts.valueRange = -0.5...0.5 }
    return facts
  }

  func initialState(seed: UInt64) -> RowState {
    var state = RowState(fault: fault)
    if fault == .startsFinished {
      for action in [0, 2, 1] { _ = state.apply(Action(action)) }
    }
    if fault == .startsAtRandom && Bool.random() { _ = state.apply(Action(0)) }
    return state
  }

  func state(at positionText: String) throws(NotationError) -> RowState {
    var state = RowState(fault: fault)
    if fault == .refusedPosition { throw NotationError(found: positionText, expected: "nothing") }
    let grid = try StoneGrid(positionText, height: 1, width: 4)
    try grid.checkTurns()
    state.cells = Cells(grid.cells)
    state.playerToMove = grid.playerToMove
    if fault == .changedPosition { state.playerToMove = grid.playerToMove.opponent }
    if fault == .differentPosition { state.isRead = true }
    return state
  }

  func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    planes[action.index] = fault == .infiniteDrawing ? .infinity : 1
  }

  let symmetryCount = 2

  func cell(_ cell: Int, under symmetry: Int) -> Int {
    if fault == .collapsedCells { return 0 }
    if fault == .shiftedIdentity { return (cell + 1 + symmetry) % 4 }
    return symmetry == 0 || fault == .unmirroredObservation ? cell : 3 - cell
  }

  func action(_ action: Action, under symmetry: Int) -> Action {
    symmetry == 0 || fault == .unmirroredAction ? action : Action(3 - action.index)
  }
}

/// The stones of a `RowGame`, in storage that copies of a state share.
final class Cells: Sendable {
  nonisolated(unsafe) var owners: [Player?]

  init(_ owners: [Player?]) { self.owners = owners }
}

struct RowState: GameState {
  var fault: Fault?
  var cells = Cells([nil, nil, nil, nil])
  var playerToMove = Player.first
  var isRead = false

  static func == (left: Self, right: Self) -> Bool {
    left.fault == .everythingEqual
      || left.cells.owners == right.cells.owners && left.playerToMove == right.playerToMove
        && left.isRead == right.isRead
  }

  func hash(into hasher: inout Hasher) {
    if fault == .everythingEqual { return }
    hasher.combine(cells.owners)
    if fault == .unstableHash { hasher.combine(UInt64.random(in: 0...(.max))) }
  }

  private func hasLine(_ player: Player) -> Bool {
    (0..<3).contains { cells.owners[$0] == player && cells.owners[$0 + 1] == player }
  }

  var outcome: Outcome? {
    if hasLine(playerToMove.opponent) { return .line }
    return cells.owners.contains(nil) ? nil : .fullBoard
  }

  var isTerminal: Bool { fault == .wrongTerminal ? false : outcome != nil }

  mutating func apply(_ action: Action) -> Step {
    let mover = playerToMove
    if fault != .sharedStorage { cells = Cells(cells.owners) }
    cells.owners[action.index & 3] = mover
    playerToMove = mover.opponent
    var step = Step(
      reward: hasLine(mover) ? 1 : 0, end: outcome == nil ? .continues : .terminated)
    switch fault {
    case .truncatedByRule where outcome != nil: step.end = .truncated
    case .unreportedEnd: step.end = .continues
    case .randomCost: step.cost = .random(in: 0..<1)
    case .earlyReward where outcome == nil: step.reward = 0.5
    case .infiniteReward: step.reward = .infinity
    default: break
    }
    return step
  }

  static func apply(
    _ actions: [Action], to states: inout [RowState], at places: [Int], steps: inout [Step]
  ) {
    steps.removeAll()
    for (action, place) in zip(actions, places) {
      let isForgotten = states[place].fault == .hastyBatch && place == places.last
      steps.append(isForgotten ? Step() : states[place].apply(action))
    }
  }

  static func observe(
    _ states: [RowState], at places: [Int], into planes: inout MutableSpan<Float>
  ) {
    for (index, place) in places.enumerated() {
      var own = planes._mutatingExtracting(index * 8..<(index + 1) * 8)
      let seen = states[place].fault == .blindBatch ? states[places[0]] : states[place]
      seen.observe(as: seen.playerToMove, into: &own)
    }
  }

  func returnOf(_ player: Player) -> Float {
    if fault == .unpaidReturn { return player == .first ? 0.5 : -0.5 }
    if hasLine(player) { return 1 }
    return hasLine(player.opponent) && fault != .sharedReward ? -1 : 0
  }

  func appendLegalActions(to actions: inout [Action]) {
    if fault == .overwrittenBuffer { actions.removeAll() }
    if outcome != nil && fault != .actionsPastTheEnd { return }
    var free = (0..<4).filter { cells.owners[$0] == nil }
    if fault == .descendingActions { free.reverse() }
    if fault == .repeatedActions { free.append(contentsOf: free.suffix(1)) }
    if fault == .actionOutOfRange { free.append(4) }
    actions += free.map { Action($0) }
  }

  func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    for cell in 0..<4 {
      let owner = cells.owners[cell]
      planes[cell] = owner == player ? 1 : 0
      if fault == .missingElement && cell == 3 { break }
      if fault == .dirtyElement && cell == 3 && planes[7] == 1 { break }
      planes[4 + cell] = owner == player.opponent ? 1 : 0
      if fault == .infiniteElement { planes[0] = .infinity }
    }
  }

  func notation(for action: Action) -> String { "cell \(action.index)" }

  func action(for notation: String) throws(NotationError) -> Action {
    let legal = legalActions
    let all = (0..<4).map { Action($0) }
    let allowed = fault == .acceptsIllegalText ? all : legal
    if let action = allowed.first(where: { self.notation(for: $0) == notation }),
      fault != .unreadableText
    {
      return action
    }
    if fault == .acceptsAnyText, let first = legal.first { return first }
    throw NotationError(found: notation, expected: "a free cell")
  }

  var positionText: String {
    var grid = StoneGrid(height: 1, width: 4)
    grid.cells = cells.owners
    grid.playerToMove = playerToMove
    return grid.text
  }

  mutating func reseed(_ seed: UInt64) {
    if fault == .futureChanges { isRead.toggle() }
    if fault == .presentChanges { playerToMove = playerToMove.opponent }
  }
}

extension RowState: PerftCounting {
  func perft(depth: Int) -> UInt64 {
    if depth == 0 { return 1 }
    let extra: UInt64 = fault == .perftTooLarge && depth == 2 ? 1 : 0
    return legalActions.reduce(extra) { $0 + applying($1).perft(depth: depth - 1) }
  }
}

extension RowState: Playouts {
  mutating func playOut(using random: inout CounterRandom) -> Int {
    var plies = 0
    while outcome == nil && !(fault == .playoutStops && plies == 1) {
      let legal = legalActions
      let choice = fault == .playoutAtRandom ? Int.random(in: 0..<legal.count) : nil
      _ = apply(legal[choice ?? random.below(legal.count)])
      plies += 1
    }
    return fault == .playoutMiscounts ? plies + 7 : plies
  }
}
