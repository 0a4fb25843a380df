public import GameProtocol

/// A game of Go as far as it has been played.
///
/// States are equal when the rules treat them alike: the same stones, side to move, ko and passes
/// before, both going on or over for the same reason; under superko the same earlier positions, and
/// under territory scoring the same prisoners. The number of plies is not compared, nor the earlier
/// positions that an observation shows.
public struct GoState: GameState {
  /// The part of a game's parameters that play depends on.
  struct Parameters: Hashable, Sendable {
    var rules: GoRuleSet
    /// Komi and compensation for the handicap.
    var whitePoints: Double
    var lengthLimit: Int
  }

  /// How a game stands.
  enum Status: UInt8, Sendable {
    case goesOn, passed, tooLong
  }

  /// The stones.
  public internal(set) var board: GoBoard
  let parameters: Parameters
  /// Black is `first`.
  public internal(set) var playerToMove: Player
  /// Passes in a row up to now, at most 2.
  public internal(set) var passCount = 0
  /// Plies from the given start.
  public internal(set) var plyCount = 0
  /// The point on which the rule of simple ko forbids to play, or 0; always 0 under superko.
  var ko = 0
  var status = Status.goesOn
  /// Who leads at the end: 1 for Black, −1 for White.
  var lead = 0
  /// Every position since the start, the present included, as superko compares them.
  var history = PositionHistory()

  /// Makes the start of a game.
  init(board: GoBoard, playerToMove: Player, parameters: Parameters) {
    self.board = board
    self.playerToMove = playerToMove
    self.parameters = parameters
    record()
  }

  // MARK: Play

  /// The action of a pass.
  public var pass: Action { Action(board.size * board.size) }

  /// Whether the game is over.
  public var isTerminal: Bool { status != .goesOn }

  /// Why the game is over, or `nil` while it goes on: two passes, or else the length limit.
  public var outcome: Outcome? {
    switch status {
    case .goesOn: nil
    case .passed: .twoPasses
    case .tooLong: .lengthLimit
    }
  }

  /// Places a stone of the player to move, or passes.
  ///
  /// - Parameter action: A legal action.
  /// - Returns: At the end of the game, reward 1, 0 or −1 for the mover.
  public mutating func apply(_ action: Action) -> Step {
    precondition(!isTerminal && isLegal(action), "illegal action")
    make(action)
    judge()
    guard isTerminal else { return Step() }
    return Step(reward: returnOf(playerToMove.opponent), end: .terminated)
  }

  /// Plays a legal action, leaving the status as it is.
  mutating func make(_ action: Action) {
    if action == pass {
      board.pass()
      ko = 0
      passCount += 1
    } else {
      let retaken = board.place(
        Stone(playerToMove), at: board.layout.point(cell: action.index))
      ko = parameters.rules.ko == .simple ? retaken : 0
      passCount = 0
    }
    plyCount += 1
    playerToMove = playerToMove.opponent
    record()
  }

  /// Enters the present position where superko needs it.
  @inline(__always)
  mutating func record() {
    if let key = superkoKey(board.key, playerToMove) { history.append(key) }
  }

  /// Ends the game after two passes or at the length limit.
  mutating func judge() {
    if passCount >= 2 {
      status = .passed
    } else if plyCount >= parameters.lengthLimit {
      status = .tooLong
    } else {
      return
    }
    lead = score > 0 ? 1 : score < 0 ? -1 : 0
  }

  /// What superko compares of a position, or `nil` under simple ko.
  @inline(__always)
  func superkoKey(_ key: PositionKey, _ playerToMove: Player) -> PositionKey? {
    switch parameters.rules.ko {
    case .simple: nil
    case .positional: key
    case .situational: key.situation(toMove: Stone(playerToMove))
    }
  }

  /// What a player got: 1 with more points at the end, −1 with fewer, otherwise 0.
  ///
  /// - Parameter player: Either player.
  /// - Returns: The return.
  public func returnOf(_ player: Player) -> Float {
    Float(player == .first ? lead : -lead)
  }

  // MARK: Legality

  /// Whether an action is legal now.
  ///
  /// - Parameter action: Any action.
  /// - Returns: Whether it is on the board, the point empty, the stone not lost in vain, and the
  ///   position no forbidden repeat; a pass always is, until the game is over.
  public func isLegal(_ action: Action) -> Bool {
    if isTerminal || action.index < 0 || action > pass { return false }
    if action == pass { return true }
    let point = board.layout.point(cell: action.index)
    return board.withView { $0[point] == .none && isLegal(point, Stone(playerToMove), $0) }
  }

  /// Whether a stone may be placed on an empty point.
  @inline(__always)
  func isLegal(_ point: Int, _ stone: Stone, _ view: BoardView) -> Bool {
    let placement = view.placement(point, stone)
    if placement == .impossible || point == ko { return false }
    if placement == .suicide && !parameters.rules.allowsSuicide { return false }
    if parameters.rules.ko == .simple { return true }
    return !repeats(point, stone, placement, view)
  }

  /// Whether superko forbids a stone.
  @inline(__always)
  func repeats(
    _ point: Int, _ stone: Stone, _ placement: Placement, _ view: BoardView
  ) -> Bool {
    view.canRepeat(point, stone, placement) && completesRepeat(point, stone, placement, view)
  }

  @inline(never)
  private func completesRepeat(
    _ point: Int, _ stone: Stone, _ placement: Placement, _ view: BoardView
  ) -> Bool {
    let key = board.key ^ view.keyChange(point, stone, placement)
    guard let key = superkoKey(key, playerToMove.opponent) else { return false }
    return history.contains(key)
  }

  /// Appends the legal points by ascending index and the pass; nothing in a finished game.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    if isTerminal { return }
    appendGeneratedActions(to: &actions)
  }

  /// Appends the actions of all moves by ascending index, whether or not the game is over.
  ///
  /// - Parameter actions: The caller's buffer, which keeps what it holds.
  public func appendGeneratedActions(to actions: inout [Action]) {
    board.withView { view in
      let legal = legalPoints(view)
      let stride = view.layout.stride
      // Exact for every bit of a plane: 2^16 / stride, rounded up.
      let reciprocal = 0xFFFF / stride + 1
      withUnsafeTemporaryAllocation(of: Action.self, capacity: 64) { memory in
        for index in 0..<view.layout.wordCount {
          var word = legal[index]
          var count = 0
          while word != 0 {
            let bit = 64 &* index &+ word.trailingZeroBitCount
            let row = (bit &* reciprocal) >> 16
            memory.initializeElement(at: count, to: Action(bit &- row))
            count &+= 1
            word &= word &- 1
          }
          actions.append(contentsOf: memory[..<count])
        }
      }
    }
    actions.append(pass)
  }

  /// The points on which the player to move may place a stone.
  private func legalPoints(_ view: BoardView) -> BoardPlane {
    let stone = Stone(playerToMove)
    let count = view.layout.wordCount
    let slot = board.slot(stepsBack: 0)
    let black = view.plane(slot, 0)
    let white = view.plane(slot, 1)
    var legal = BoardPlane(repeating: 0)
    for index in 0..<count {
      legal[index] = view.boardPlane[index] & ~(black[index] | white[index])
    }
    let empty = legal
    let taken = view.plane(BoardLayout.historyLength, stone.index)
    for index in 0..<count {
      // Beside an empty point everything is legal that cannot repeat a position.
      var doubtful = empty[index] & ~view.spread(empty, word: index)
      if parameters.rules.ko != .simple { doubtful |= empty[index] & taken[index] }
      while doubtful != 0 {
        let bit = doubtful & (0 &- doubtful)
        let point = 64 &* index &+ bit.trailingZeroBitCount &+ view.layout.stride &+ 1
        if !isLegal(point, stone, view) { legal[index] ^= bit }
        doubtful ^= bit
      }
    }
    return legal
  }

  // MARK: Score

  /// The points of both players before komi, all stones on the board alive.
  public var points: GoPoints { points(on: board) }

  /// Black's points minus White's, with komi and handicap compensation, all stones alive.
  ///
  /// At the length limit it is counted by area, whatever the rules are.
  public var score: Double { margin(points) }

  /// The score of the position without some dead stones.
  ///
  /// - Parameter dead: Cells of stones; each stands for its whole chain, which counts as taken.
  /// - Returns: Black's points minus White's, with komi and handicap compensation.
  /// - Throws: `NotationError` if a cell has no stone.
  public func score(removing dead: some Sequence<Int>) throws(NotationError) -> Double {
    margin(points(on: try board.removing(dead)))
  }

  private func points(on board: GoBoard) -> GoPoints {
    parameters.rules.scoring == .area || status == .tooLong
      ? board.areaPoints() : board.territoryPoints()
  }

  private func margin(_ points: GoPoints) -> Double {
    Double(points.black - points.white) - parameters.whitePoints
  }
}

extension GoState: Hashable {
  /// Whether the rules treat the two states alike.
  public static func == (left: GoState, right: GoState) -> Bool {
    left.board == right.board && left.playerToMove == right.playerToMove && left.ko == right.ko
      && left.passCount == right.passCount && left.status == right.status
      && left.parameters == right.parameters && left.history.digest == right.history.digest
      && (left.parameters.rules.scoring == .area
        || (left.board.takenStones(of: .first) == right.board.takenStones(of: .first)
          && left.board.takenStones(of: .second) == right.board.takenStones(of: .second)))
  }

  /// Hashes what equality compares, as far as it is cheap.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(board)
    hasher.combine(playerToMove)
    hasher.combine(history.digest)
  }
}

extension GoState: PerftCounting {
  /// The number of action sequences of a length, passes included; length limits are ignored.
  ///
  /// - Parameter depth: The length in plies, at least 0.
  /// - Returns: The number of sequences.
  public func perft(depth: Int) -> UInt64 {
    if depth == 0 { return 1 }
    if passCount >= 2 { return 0 }
    var unlimited = self
    unlimited.status = .goesOn
    var actions: [Action] = []
    unlimited.appendGeneratedActions(to: &actions)
    if depth == 1 { return UInt64(actions.count) }
    var total: UInt64 = 0
    for action in actions {
      var next = unlimited
      next.make(action)
      total += next.perft(depth: depth - 1)
    }
    return total
  }
}

extension GoState: FactTelling {
  /// The score of the position, all stones on the board alive.
  public var facts: [PositionFact] { [PositionFact("score", .number(score))] }
}
