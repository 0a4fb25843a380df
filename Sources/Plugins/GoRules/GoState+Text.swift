public import GameProtocol

extension GoState {
  /// The position as text, such as `xx./.o./... o`.
  ///
  /// Rows from the top separated by `/` (`x` Black, `o` White, `.` empty) and the side to move. Where
  /// one of them is not as at the start, four more fields follow, each after a space: the point on
  /// which simple ko forbids to play, or `-`; the passes just before, 0 to 2; White's stones that
  /// were taken, and Black's. Handicap, earlier positions and the number of plies are not written.
  public var positionText: String {
    var grid = board.grid
    grid.playerToMove = playerToMove
    let taken = (board.takenStones(of: .second), board.takenStones(of: .first))
    if ko == 0 && passCount == 0 && taken == (0, 0) { return grid.text }
    let point =
      ko == 0 ? "-" : Vertex(cell: board.layout.cell(point: ko), size: board.size).description
    return "\(grid.text) \(point) \(passCount) \(taken.0) \(taken.1)"
  }

  /// Reads a position.
  ///
  /// - Parameters:
  ///   - text: As `positionText` prints it; the last four fields may be left out.
  ///   - size: Rows and columns.
  ///   - parameters: The game's parameters.
  /// - Throws: `NotationError` for any other text, or a position that cannot be.
  init(_ text: String, size: Int, parameters: Parameters) throws(NotationError) {
    // A hostile text may be long; a position has a known length and five short fields.
    var spaces: [String.Index] = []
    for index in text.indices where text[index] == " " {
      spaces.append(index)
      if spaces.count == 6 { break }
    }
    let end = spaces.count > 1 ? spaces[1] : text.endIndex
    let grid = try StoneGrid(String(text[..<end]), height: size, width: size)
    self.init(
      board: try GoBoard(stones: grid.cells, size: size), playerToMove: grid.playerToMove,
      parameters: parameters)
    if spaces.count > 1 {
      let offset = grid.sideOffset + 2
      let fields = text[end...].dropFirst().split(separator: " ", omittingEmptySubsequences: false)
      guard fields.count == 4 else {
        throw NotationError(
          found: String(text[end...]), expected: "ko, passes and two numbers of prisoners",
          offset: offset)
      }
      try readFields(fields.map(String.init), offset: offset)
    }
  }

  private mutating func readFields(
    _ fields: [String], offset: Int
  ) throws(NotationError) {
    guard let passes = Int(fields[1]), 0...2 ~= passes, fields[1].count == 1 else {
      throw NotationError(found: fields[1], expected: "0, 1 or 2 passes", offset: offset)
    }
    var taken: [Int] = []
    for field in fields[2...] {
      guard field.utf8.count <= 6, field.utf8.allSatisfy({ 48...57 ~= $0 }), let count = Int(field)
      else {
        throw NotationError(found: field, expected: "a number of prisoners", offset: offset)
      }
      taken.append(count)
    }
    board.forgetHistory(taken: (taken[1], taken[0]))
    passCount = passes
    if fields[0] != "-" {
      let cell = try Vertex(fields[0], size: board.size).cell
      let point = board.layout.point(cell: cell)
      guard parameters.rules.ko == .simple, passes == 0, isKo(point) else {
        throw NotationError(
          found: fields[0],
          expected: parameters.rules.ko == .simple
            ? "a point where a stone took one, or -" : "-: superko looks at earlier positions",
          offset: offset)
      }
      ko = point
    }
    if passCount == 2 { judge() }
  }

  /// Whether a single stone can be taken on a point by a stone that is then alone without liberties
  /// but one.
  private func isKo(_ point: Int) -> Bool {
    board.withView { view in
      let opponent = Stone(playerToMove).opposite
      guard view[point] == .none, view.isSurrounded(point, by: opponent) else { return false }
      let near = view.neighbours(point)
      var taken = 0
      for index in 0..<4 where view[near[index]] == opponent {
        if !view.depends(view.points[near[index]].head, on: point) { continue }
        taken += Int(view.points[near[index]].next) == near[index] ? 1 : 2
      }
      return taken == 1
    }
  }

  // MARK: Moves

  /// The vertex of a point, such as `Q16`, or `pass`.
  public func notation(for action: Action) -> String {
    action == pass ? "pass" : Vertex(cell: action.index, size: board.size).description
  }

  /// The legal action that a vertex or `pass` names, in capital or small letters.
  public func action(for notation: String) throws(NotationError) -> Action {
    if isTerminal { throw NotationError(found: notation, expected: "game over") }
    if notation.utf8.count == 4 && notation.lowercased() == "pass" { return pass }
    let cell = try Vertex(notation, size: board.size).cell
    let action = Action(cell)
    if isLegal(action) { return action }
    let point = board.layout.point(cell: cell)
    let reason = board.withView { view in
      if view[point] != .none { return "an empty point" }
      if point == ko { return "another point: ko" }
      switch view.placement(point, Stone(playerToMove)) {
      case .impossible: return "another point: the stone has no liberty"
      case .suicide where !parameters.rules.allowsSuicide: return "another point: suicide"
      default: return "another point: the position was on the board before (superko)"
      }
    }
    throw NotationError(found: notation, expected: reason)
  }

  /// The board with the names of columns and rows, and whose turn it is.
  public var diagram: String {
    let size = board.size
    let columns = "   " + "ABCDEFGHJKLMNOPQRSTUVWXYZ".prefix(size).map { " \($0)" }.joined()
    var lines = [columns]
    for row in 0..<size {
      let name = String(size - row)
      var line = name.count == 1 ? " " + name + " " : name + " "
      for column in 0..<size {
        line += " " + (board[row * size + column].map { $0 == .first ? "X" : "O" } ?? ".")
      }
      lines.append(line + " " + name)
    }
    lines.append(columns)
    lines.append((playerToMove == .first ? "Black (X)" : "White (O)") + " to move")
    lines.append(
      "Taken: \(board.takenStones(of: .first)) of Black, \(board.takenStones(of: .second)) of White"
    )
    return lines.joined(separator: "\n")
  }
}
