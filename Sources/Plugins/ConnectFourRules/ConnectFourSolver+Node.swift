extension ConnectFourSolver {
  /// A position as the search sees it.
  struct Node {
    /// The stones of the player to move.
    var own: UInt64
    /// The stones of both players.
    var occupied: UInt64
    /// The number of stones.
    var count: Int

    /// The stones of the opponent.
    @inline(__always)
    var other: UInt64 { own ^ occupied }

    /// The free cells on which a stone comes to rest.
    @inline(__always)
    var landingCells: UInt64 { ConnectFourBoard.landingCells(occupied) }

    /// The free cells, reachable now or later, that complete a line of the player to move.
    @inline(__always)
    var wins: UInt64 { Self.completions(own) & ~occupied & ConnectFourBoard.all }

    /// The score if the player to move completes a line now.
    @inline(__always)
    var scoreOfWinNow: Int { (ConnectFourBoard.cellCount + 1 - count) / 2 }

    /// The score if the opponent completes a line with its next stone.
    @inline(__always)
    var scoreOfLossNext: Int { -(ConnectFourBoard.cellCount - count) / 2 }

    /// The landing cells after which the opponent cannot win at once.
    @inline(__always)
    var movesThatDoNotLose: UInt64 {
      var moves = landingCells
      let threats = Self.completions(other) & ~occupied & ConnectFourBoard.all
      let forced = moves & threats
      if forced != 0 {
        // Two wins at once cannot both be stopped.
        if forced & (forced &- 1) != 0 { return 0 }
        moves = forced
      }
      // A stone below a threat lets the opponent play it.
      return moves & ~(threats >> 1)
    }

    /// The position after the player to move takes a cell.
    @inline(__always)
    func after(_ cell: UInt64) -> Node {
      Node(own: other, occupied: occupied | cell, count: count + 1)
    }

    /// A number above 0 that a position shares with its mirror image alone.
    ///
    /// In a column of height `h` the stones of both players are `2ʰ − 1`; with 1 more from the bottom
    /// row the sum is `2ʰ` plus the mover's stones, all below bit `h`. So the highest bit tells the
    /// height and the others the colours.
    @inline(__always)
    var key: UInt64 {
      let key = own &+ occupied &+ ConnectFourBoard.bottom
      return min(key, ConnectFourBoard.mirrored(key))
    }

    /// The cells, taken or not, where a stone would complete four in a row with those of a mask; in
    /// a column only the one above three.
    ///
    /// - Parameter stones: The stones of one player.
    /// - Returns: A mask that may reach into guard bits.
    @inline(__always)
    static func completions(_ stones: UInt64) -> UInt64 {
      let vertical = stones << 1 & stones << 2 & stones << 3
      return vertical | completions(stones, step: 7) | completions(stones, step: 6)
        | completions(stones, step: 8)
    }

    /// The cells at either end of three stones in a row, or in the gap between one and two.
    @inline(__always)
    private static func completions(_ stones: UInt64, step: UInt64) -> UInt64 {
      let before = stones &<< step
      let after = stones &>> step
      let twoBefore = before & stones &<< (2 &* step)
      let twoAfter = after & stones &>> (2 &* step)
      return twoBefore & (stones &<< (3 &* step) | after)
        | twoAfter & (stones &>> (3 &* step) | before)
    }
  }

  /// The moves of a position, the most promising first: those that make most threats, then those
  /// nearest to the centre.
  struct MoveList {
    /// Each move as its cell, with its rank in the bits above the board.
    private var entries: InlineArray<7, UInt64>
    private var count = 0
    private var taken = 0

    @inline(__always)
    init(_ moves: UInt64, of node: Node) {
      entries = InlineArray(repeating: 0)
      var rest = moves
      while rest != 0 {
        let cell = rest & (0 &- rest)
        rest &= rest &- 1
        let threats =
          Node.completions(node.own | cell) & ~(node.occupied | cell) & ConnectFourBoard.all
        let column = cell.trailingZeroBitCount / 7
        let entry =
          cell | UInt64(3 - abs(column - 3)) << 50 | UInt64(threats.nonzeroBitCount) << 53
        var place = count
        while place > 0 && entries[place - 1] < entry & ~Self.cells {
          entries[place] = entries[place - 1]
          place -= 1
        }
        entries[place] = entry
        count += 1
      }
    }

    /// The bits of an entry that hold the cell.
    private static let cells: UInt64 = (1 << 49) - 1

    /// Takes the next move.
    @inline(__always)
    mutating func next() -> UInt64? {
      guard taken < count else { return nil }
      defer { taken += 1 }
      return entries[taken] & Self.cells
    }
  }
}
