public import GameProtocol

/// A position of the walk.
///
/// Two states are equal when the walker is at the same place after the same number of steps and the
/// gem is taken in both or in neither.
public struct GridWorldState: GameState {
  /// Rows and columns.
  static let side = 5

  private var x = 0
  private var y = 0
  private var hasGem = false
  private var steps = 0
  private let stepLimit: Int

  /// The grid by rows from the top: `#` wall, `*` gem, `O` pit, `G` goal.
  private static let map: [UInt8] = Array("..#.*..#.......##.#....OG".utf8)

  /// The start.
  init(stepLimit: Int) {
    self.stepLimit = stepLimit
  }

  /// A game of one.
  public var playerToMove: Player { .first }

  private var tile: UInt8 { Self.map[y * Self.side + x] }

  private var isAtEnd: Bool { tile == UInt8(ascii: "G") || tile == UInt8(ascii: "O") }

  /// `terminal` on the goal or in the pit, otherwise `step-limit`.
  public var outcome: Outcome? { isAtEnd ? .terminal : steps >= stepLimit ? .stepLimit : nil }

  /// Walks to a neighbouring cell; at a wall or at the edge the walker stays where it is.
  ///
  /// - Parameter action: 0 up, 1 right, 2 down, 3 left.
  /// - Returns: A reward of 1 on the goal, −1 in the pit, 0.5 for the gem.
  public mutating func apply(_ action: Action) -> Step {
    precondition(outcome == nil && 0...3 ~= action.index, "illegal action")
    var (nextX, nextY) = (x, y)
    switch action.index {
    case 0: nextY -= 1
    case 1: nextX += 1
    case 2: nextY += 1
    default: nextX -= 1
    }
    steps += 1
    let isOnGrid = 0..<Self.side ~= nextX && 0..<Self.side ~= nextY
    if isOnGrid && Self.map[nextY * Self.side + nextX] != UInt8(ascii: "#") {
      (x, y) = (nextX, nextY)
    }
    var reward: Float = 0
    switch tile {
    case UInt8(ascii: "G"): reward = 1
    case UInt8(ascii: "O"): reward = -1
    case UInt8(ascii: "*") where !hasGem:
      hasGem = true
      reward = 0.5
    default: break
    }
    return Step(
      reward: reward,
      end: isAtEnd ? .terminated : steps >= stepLimit ? .truncated : .continues)
  }

  /// What was collected.
  ///
  /// - Parameter player: The only player.
  /// - Returns: The return.
  public func returnOf(_ player: Player) -> Float {
    let gem: Float = hasGem ? 0.5 : 0
    return tile == UInt8(ascii: "G") ? gem + 1 : tile == UInt8(ascii: "O") ? gem - 1 : gem
  }

  /// Appends all four directions.
  ///
  /// - Parameter actions: The caller's buffer.
  public func appendLegalActions(to actions: inout [Action]) {
    if outcome != nil { return }
    for index in 0..<4 { actions.append(Action(index)) }
  }

  /// Draws the walker, the walls, the gem, the pit and the goal, one plane each.
  ///
  /// - Parameters:
  ///   - player: The only player.
  ///   - planes: `[5, 5, 5]`.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let cells = Self.side * Self.side
    for cell in 0..<cells {
      let tile = Self.map[cell]
      planes[cell] = cell == y * Self.side + x ? 1 : 0
      planes[cells + cell] = tile == UInt8(ascii: "#") ? 1 : 0
      planes[2 * cells + cell] = tile == UInt8(ascii: "*") && !hasGem ? 1 : 0
      planes[3 * cells + cell] = tile == UInt8(ascii: "O") ? 1 : 0
      planes[4 * cells + cell] = tile == UInt8(ascii: "G") ? 1 : 0
    }
  }

  /// The position as text, such as `walker:2,2 gem:1 steps:4`.
  public var positionText: String {
    var writer = PositionWriter()
    var copy = self
    // A writer has nothing to refuse.
    try? copy.exchange(with: &writer)
    return writer.text
  }

  /// The map with the walker as `@`.
  public var diagram: String {
    (0..<Self.side).map { row in
      (0..<Self.side).map { column in
        if column == x && row == y { return "@" }
        let tile = Self.map[row * Self.side + column]
        return tile == UInt8(ascii: "*") && hasGem ? "." : String(UnicodeScalar(tile))
      }.joined()
    }.joined(separator: "\n")
  }

  /// Writes or reads all that equality compares.
  mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
    try fields.groupsOfPlace(&x, &y)
    try fields.flag("gem", &hasGem)
    try fields.number("steps", &steps, in: 0...stepLimit)
    try fields.finish()
    if tile == UInt8(ascii: "#") {
      throw NotationError(found: "walker:\(x),\(y)", expected: "a cell that is no wall", offset: 0)
    }
  }
}

extension PositionFields {
  /// Writes or reads the place of the walker.
  fileprivate mutating func groupsOfPlace(_ x: inout Int, _ y: inout Int) throws(NotationError) {
    var values = [x, y]
    let range = 0...GridWorldState.side - 1
    try groups("walker", &values, of: [range, range], count: 1...1)
    (x, y) = (values[0], values[1])
  }
}
