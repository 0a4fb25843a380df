public import GameProtocol

/// Go on a square board of 2 to 25 rows.
///
/// Actions are the points row by row from the top left, and then the pass: `a = size · row + column`,
/// pass = `size²`.
public struct Go: Game {
  /// The facts of the game.
  public let specification: GameSpecification

  /// The rules.
  public var rules: GoRuleSet { parameters.rules }

  /// Rows and columns.
  public let size: Int

  /// Black's stones before the first move, as cells in ascending order.
  public let handicap: [Int]

  private let parameters: GoState.Parameters

  /// Makes the game.
  ///
  /// - Parameters:
  ///   - size: Rows and columns, 2 to 25.
  ///   - rules: The rules.
  ///   - handicap: Cells on which Black has stones before White moves first; one stone is not worth
  ///     a compensation, but gives White the first move as well.
  ///   - lengthLimit: Plies after which the game is counted by area; 2 · size² unless given.
  ///   - name: The name in the specification; `go` unless given.
  public init(
    size: Int = 19, rules: GoRuleSet = .trompTaylor, handicap: some Sequence<Int> = [Int](),
    lengthLimit: Int? = nil, name: String = "go"
  ) {
    let limit = lengthLimit ?? 2 * size * size
    precondition(limit >= 1, "a game has at least one ply")
    let stones = Set(handicap).sorted()
    precondition(
      stones.count < size * size && stones.allSatisfy { 0..<size * size ~= $0 },
      "handicap stones are on the board and leave a point")
    self.size = size
    self.handicap = stones
    parameters = GoState.Parameters(
      rules: rules, whitePoints: rules.komi + Double(rules.bonus(handicap: stones.count)),
      lengthLimit: limit)
    specification = GameSpecification(
      name: name, version: 1, actionCount: size * size + 1,
      observationShape: .init(channels: 17, height: size, width: size), lengthLimit: limit)
  }

  /// The board with the handicap stones; without any, an empty board with Black to move.
  ///
  /// - Parameter seed: Not used: there is no chance in this game.
  /// - Returns: The state in which every game starts.
  public func initialState(seed: UInt64) -> GoState {
    var board = GoBoard(size: size)
    for cell in handicap { board.place(.first, at: cell) }
    board.forgetHistory(taken: (0, 0))
    return GoState(
      board: board, playerToMove: handicap.isEmpty ? .first : .second, parameters: parameters)
  }

  /// The position that a text describes; `GoState.positionText` tells the form.
  ///
  /// - Parameter positionText: Such as `xx./.o./... o` or `.xo./x.xo/.xo./.... o B3 0 0 1` on 4×4.
  /// - Returns: The position with nothing before it; after two passes a finished one.
  /// - Throws: `NotationError` for a text of another form, a chain without a liberty, or a ko that
  ///   is none.
  public func state(at positionText: String) throws(NotationError) -> GoState {
    try GoState(positionText, size: size, parameters: parameters)
  }

  /// A position with given stones, as the start of a game.
  ///
  /// - Parameters:
  ///   - stones: The owner of each cell's stone, `size²` of them.
  ///   - playerToMove: Who moves.
  /// - Returns: The position with nothing before it.
  /// - Throws: `NotationError` if a chain has no liberty.
  public func state(
    stones: [Player?], playerToMove: Player
  ) throws(NotationError) -> GoState {
    GoState(
      board: try GoBoard(stones: stones, size: size), playerToMove: playerToMove,
      parameters: parameters)
  }

  // The default of `draw(_:into:)` draws a point as one 1 and the pass as nothing.
}

extension Go: Symmetric {
  /// The eight symmetries of the square.
  public var symmetryCount: Int { 8 }

  /// Where a transformation puts a cell.
  ///
  /// - Parameters:
  ///   - cell: `size * row + column`.
  ///   - symmetry: A sum of 1 (rows and columns exchanged, the last thing done), 2 (the rows
  ///     reversed) and 4 (the columns reversed).
  /// - Returns: The new cell.
  public func cell(_ cell: Int, under symmetry: Int) -> Int {
    var row = cell / size
    var column = cell % size
    if symmetry & 2 != 0 { row = size - 1 - row }
    if symmetry & 4 != 0 { column = size - 1 - column }
    return symmetry & 1 == 0 ? row * size + column : column * size + row
  }

  /// The action at the new place of the cell; the pass stays.
  ///
  /// - Parameters:
  ///   - action: A cell or the pass.
  ///   - symmetry: In `0..<8`.
  /// - Returns: The new action.
  public func action(_ action: Action, under symmetry: Int) -> Action {
    action.index == size * size ? action : Action(cell(action.index, under: symmetry))
  }
}
