public import GameProtocol

/// Points of both players, before komi.
public struct GoPoints: Hashable, Sendable {
  /// Black's points.
  public var black: Int
  /// White's points.
  public var white: Int

  /// Makes a pair of numbers.
  public init(black: Int, white: Int) {
    self.black = black
    self.white = white
  }
}

extension GoBoard {
  /// The points of the position by area: stones, and empty points that reach one colour only.
  ///
  /// Source: Tromp and Taylor, "The game of Go", rules 8 and 9.
  ///
  /// - Returns: The points.
  public func areaPoints() -> GoPoints { points(countsStones: true) }

  /// The points of the position by territory: empty points that reach one colour only, and the
  /// stones taken from the opponent.
  ///
  /// - Returns: The points.
  public func territoryPoints() -> GoPoints {
    var points = points(countsStones: false)
    points.black += takenStones(of: .second)
    points.white += takenStones(of: .first)
    return points
  }

  /// The board without some chains, whose stones count as taken.
  ///
  /// - Parameter cells: Cells of stones; each stands for its whole chain.
  /// - Returns: The board.
  /// - Throws: `NotationError` if a cell is empty or off the board.
  public func removing(_ cells: some Sequence<Int>) throws(NotationError) -> GoBoard {
    var dead: Set<Int> = []
    for cell in cells {
      guard 0..<size * size ~= cell else {
        throw NotationError(
          found: "cell \(cell)", expected: "a cell of the board, 0 to \(size * size - 1)")
      }
      guard self[cell] != nil else {
        throw NotationError(
          found: "\(Vertex(cell: cell, size: size)), which is empty", expected: "a dead stone")
      }
      if !dead.contains(cell) { dead.formUnion(chain(at: cell)) }
    }
    var board = GoBoard(size: size)
    var lost = (black: takenStones(of: .first), white: takenStones(of: .second))
    for cell in 0..<size * size {
      guard let owner = self[cell] else { continue }
      if !dead.contains(cell) {
        board.place(owner, at: cell)
      } else if owner == .first {
        lost.black += 1
      } else {
        lost.white += 1
      }
    }
    board.forgetHistory(taken: lost)
    return board
  }

  /// Counts points by flooding every empty region once.
  private func points(countsStones: Bool) -> GoPoints {
    withView { view in
      let layout = layout
      return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: 2 * layout.pointCount) {
        memory in
        // The first half is the stack of the flood, the second tells what was seen.
        let seen = layout.pointCount
        for index in seen..<2 * seen { memory[index] = 0 }
        var points = GoPoints(black: 0, white: 0)
        for row in 0..<layout.size {
          for column in 0..<layout.size {
            let start = layout.point(row: row, column: column)
            let stone = view[start]
            if stone == .black {
              if countsStones { points.black += 1 }
            } else if stone == .white {
              if countsStones { points.white += 1 }
            } else if memory[seen + start] == 0 {
              var reached: UInt8 = 0
              var area = 0
              var height = 1
              memory[0] = UInt16(truncatingIfNeeded: start)
              memory[seen + start] = 1
              while height > 0 {
                height -= 1
                area += 1
                let near = view.neighbours(Int(memory[height]))
                for index in 0..<4 {
                  let neighbour = near[index]
                  let there = view.stones[neighbour]
                  if there == 0 {
                    if memory[seen + neighbour] == 0 {
                      memory[seen + neighbour] = 1
                      memory[height] = UInt16(truncatingIfNeeded: neighbour)
                      height += 1
                    }
                  } else if there != Stone.border.rawValue {
                    reached |= there
                  }
                }
              }
              if reached == Stone.black.rawValue { points.black += area }
              if reached == Stone.white.rawValue { points.white += area }
            }
          }
        }
        return points
      }
    }
  }
}
