import GameProtocol

extension GoBoard {
  /// A board with given stones.
  ///
  /// - Parameters:
  ///   - stones: The owner of each cell's stone, `size²` of them.
  ///   - size: Rows and columns.
  /// - Throws: `NotationError` if a chain has no liberty.
  init(stones: [Player?], size: Int) throws(NotationError) {
    precondition(stones.count == size * size, "every cell needs its stone")
    self.init(size: size)
    // Stones of a position in which all chains have liberties can be placed in any order; in another
    // position something is taken on the way.
    for (cell, owner) in stones.enumerated() {
      if let owner { place(owner, at: cell) }
    }
    for (cell, owner) in stones.enumerated() where self[cell] != owner {
      throw NotationError(
        found: "a chain at \(Vertex(cell: cell, size: size)) without a liberty",
        expected: "a liberty for every chain")
    }
    forgetHistory(taken: (0, 0))
  }

  /// The board as text.
  var grid: StoneGrid {
    var grid = StoneGrid(height: size, width: size)
    grid.cells = cells
    return grid
  }
}
