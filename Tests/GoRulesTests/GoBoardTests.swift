import GameProtocol
import GoRules
import Testing

@Suite struct GoBoardTests {
  /// A board from rows of `x`, `o` and `.`.
  private func board(_ rows: String) throws -> GoBoard {
    let size = rows.split(separator: "/").count
    return try Go(size: size).state(at: rows + " x").board
  }

  @Test func `a stone without a liberty is taken`() throws {
    var board = try board(".x./xo./.x.")
    board.place(.first, at: 5)
    #expect(board[4] == nil)
    #expect(board.takenStones(of: .second) == 1)
    #expect(board.takenStones(of: .first) == 0)
  }

  @Test func `several chains are taken by one stone`() throws {
    var board = try board(".xox./...../.xox./..x../.....")
    board.place(.first, at: 7)
    #expect(board.cells.filter { $0 == .second }.isEmpty)
    #expect(board.takenStones(of: .second) == 2)
  }

  @Test func `chains join, and their liberties are counted once`() throws {
    var board = try board("x.x/.../o..")
    board.place(.first, at: 1)
    #expect(board.chain(at: 2) == [0, 1, 2])
    #expect(board.libertyCount(at: 0) == 3)
    #expect(board.libertyCount(at: 6) == 2)
    #expect(board.libertyCount(at: 4) == 0)
  }

  @Test func `taking comes before dying`() throws {
    // White at the corner has no liberty until the two stones beside it are gone.
    var board = try board(".xo./xxo./ooo./....")
    board.place(.second, at: 0)
    #expect(board.cells.filter { $0 == .first }.isEmpty)
    #expect(board[0] == .second)
  }

  @Test func `two stones without a liberty leave the board`() throws {
    var board = try board(".xo/ooo/...")
    board.place(.first, at: 0)
    #expect(board[0] == nil && board[1] == nil)
    #expect(board.takenStones(of: .first) == 2)
  }

  @Test func `only a lone stone that took a lone stone makes a ko`() throws {
    var ko = try board(".xo./xo.o/.xo./....")
    #expect(ko.place(.first, at: 6) == 5)
    var two = try board(".xxo/xoo./.xxo/....")
    #expect(two.place(.first, at: 7) == nil)
  }

  @Test func `copies go their own ways`() {
    var first = GoBoard(size: 25)
    first.place(.first, at: 624)
    var second = first
    second.place(.second, at: 0)
    #expect(first[0] == nil && second[624] == .first)
    #expect(first != second)
    first.place(.second, at: 0)
    #expect(first == second)
  }

  @Test func `boards with the same stones are equal, whatever was taken`() throws {
    var board = try board(".x./xo./.x.")
    board.place(.first, at: 5)
    #expect(try board == self.board(".x./x.x/.x."))
  }

  @Test(arguments: 2...25) func `random stones agree with chains found by search`(size: Int) {
    var random = CounterRandom(seed: 5, stream: .playout, game: UInt64(size))
    var board = GoBoard(size: size)
    for _ in 0..<6 * size * size {
      let cell = random.below(size * size)
      if board[cell] == nil { board.place(Player(rawValue: UInt8(random.below(2))), at: cell) }
    }
    for cell in 0..<size * size where board[cell] != nil {
      let chain = search(from: cell, on: board)
      #expect(board.chain(at: cell) == chain)
      #expect(board.libertyCount(at: cell) > 0)
    }
  }

  /// The chain at a cell, found without its links.
  private func search(from start: Int, on board: GoBoard) -> [Int] {
    let size = board.size
    var found: Set<Int> = [start]
    var open = [start]
    while let cell = open.popLast() {
      var near: [Int] = []
      if cell % size > 0 { near.append(cell - 1) }
      if cell % size < size - 1 { near.append(cell + 1) }
      if cell >= size { near.append(cell - size) }
      if cell < size * (size - 1) { near.append(cell + size) }
      for next in near where board[next] == board[start] && found.insert(next).inserted {
        open.append(next)
      }
    }
    return found.sorted()
  }
}
