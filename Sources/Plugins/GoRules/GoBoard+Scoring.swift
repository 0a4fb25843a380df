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

  /// Counts points by flooding the empty points from the stones of each colour, all at once.
  private func points(countsStones: Bool) -> GoPoints {
    let black = plane(.black)
    let white = plane(.white)
    let fromBlack = reach(from: black, avoiding: white)
    let fromWhite = reach(from: white, avoiding: black)
    var points = GoPoints(black: 0, white: 0)
    for index in 0..<layout.wordCount {
      points.black += (fromBlack[index] & ~fromWhite[index] & ~black[index]).nonzeroBitCount
      points.white += (fromWhite[index] & ~fromBlack[index] & ~white[index]).nonzeroBitCount
      if countsStones {
        points.black += black[index].nonzeroBitCount
        points.white += white[index].nonzeroBitCount
      }
    }
    return points
  }

  /// The stones of a colour and all points that they reach over empty ones.
  private func reach(from stones: BoardPlane, avoiding others: BoardPlane) -> BoardPlane {
    withView { view in
      let count = layout.wordCount
      var reached = stones
      var changed: UInt64
      repeat {
        changed = 0
        // Words below are up to date when a word is looked at: a flood runs down in one pass.
        for index in 0..<count {
          let word = reached[index]
          let next =
            (word | view.spread(reached, word: index)) & view.boardPlane[index] & ~others[index]
          changed |= next ^ word
          reached[index] = next
        }
      } while changed != 0
      return reached
    }
  }
}
