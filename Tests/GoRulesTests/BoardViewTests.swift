import GameProtocol
import Testing

@testable import GoRules

/// Stones as a list, of which everything is found by search: slow, and unlike the board's own way.
private struct NaiveStones {
  let size: Int
  var cells: [Player?]

  func neighbours(_ cell: Int) -> [Int] {
    let (row, column) = (cell / size, cell % size)
    let near = [(row - 1, column), (row, column - 1), (row, column + 1), (row + 1, column)]
    return near.filter { (0..<size).contains($0.0) && (0..<size).contains($0.1) }
      .map { $0.0 * size + $0.1 }
  }

  func chain(at start: Int) -> Set<Int> {
    var found: Set<Int> = [start]
    var open = [start]
    while let cell = open.popLast() {
      for next in neighbours(cell) where cells[next] == cells[start] {
        if found.insert(next).inserted { open.append(next) }
      }
    }
    return found
  }

  func liberties(at cell: Int) -> Set<Int> {
    Set(chain(at: cell).flatMap(neighbours).filter { cells[$0] == nil })
  }

  /// What becomes of a stone on an empty cell, and the stones after it.
  func placing(_ player: Player, at cell: Int) -> (Placement, NaiveStones) {
    var next = self
    next.cells[cell] = player
    let isFree = !next.liberties(at: cell).isEmpty
    let dead = neighbours(cell).filter {
      cells[$0] == player.opponent && next.liberties(at: $0).isEmpty
    }
    if !dead.isEmpty {
      for stone in dead.reduce(into: Set<Int>(), { $0.formUnion(next.chain(at: $1)) }) {
        next.cells[stone] = nil
      }
      return (isFree ? .plain : .capture, next)
    }
    if isFree { return (.plain, next) }
    let own = next.chain(at: cell)
    for stone in own { next.cells[stone] = nil }
    return (own.count > 1 ? .suicide : .impossible, next)
  }

  /// Whether an empty cell is surrounded by a player, and its diagonals are safe.
  func isEye(_ cell: Int, of player: Player) -> Bool {
    guard neighbours(cell).allSatisfy({ cells[$0] == player }) else { return false }
    let (row, column) = (cell / size, cell % size)
    var (opposing, beyond) = (0, 0)
    for (down, right) in [(-1, -1), (-1, 1), (1, -1), (1, 1)] {
      let (r, c) = (row + down, column + right)
      if !(0..<size).contains(r) || !(0..<size).contains(c) {
        beyond = 1
      } else if cells[r * size + c] == player.opponent {
        opposing += 1
      }
    }
    return opposing + beyond < 2
  }
}

@Suite struct BoardViewTests {
  /// Boards of random play, a few for each size.
  private func forEachBoard(_ sizes: [Int], _ body: (GoBoard, NaiveStones) throws -> Void) rethrows
  {
    for size in sizes {
      var random = CounterRandom(seed: 8, stream: .playout, game: UInt64(size))
      var board = GoBoard(size: size)
      for round in 1...6 * size * size {
        let cell = random.below(size * size)
        let player = Player(rawValue: UInt8(random.below(2)))
        if board[cell] == nil { board.place(player, at: cell) }
        if round % (2 * size * size) == 0 || size < 6 {
          try body(board, NaiveStones(size: size, cells: board.cells))
        }
      }
    }
  }

  @Test func `what becomes of a stone is known before it is placed`() throws {
    var kinds: [Placement: Int] = [:]
    try forEachBoard([2, 3, 4, 5, 9, 19, 25]) { board, naive in
      for cell in naive.cells.indices where naive.cells[cell] == nil {
        for player in [Player.first, .second] {
          let point = board.layout.point(cell: cell)
          let (placement, after) = naive.placing(player, at: cell)
          let found = board.withView { $0.placement(point, Stone(player)) }
          #expect(found == placement)
          kinds[placement, default: 0] += 1
          if placement == .impossible { continue }
          let change = board.withView { $0.keyChange(point, Stone(player), placement) }
          let fresh = try GoBoard(stones: after.cells, size: naive.size)
          #expect(board.key ^ change == fresh.key)
          var played = board
          played.place(player, at: cell)
          #expect(played.cells == after.cells && played.key == board.key ^ change)
        }
      }
    }
    for kind in [Placement.impossible, .plain, .capture, .suicide] {
      #expect(kinds[kind, default: 0] > 20, "\(kind)")
    }
  }

  @Test func `neighbours, eyes and last liberties are seen`() throws {
    var eyes = 0
    var dependants = 0
    forEachBoard([2, 3, 5, 9, 25]) { board, naive in
      board.withView { view in
        for cell in naive.cells.indices where naive.cells[cell] == nil {
          let point = board.layout.point(cell: cell)
          let near = naive.neighbours(cell)
          #expect(view.hasEmptyNeighbour(point) == near.contains { naive.cells[$0] == nil })
          for player in [Player.first, .second] {
            let isSurrounded = near.allSatisfy { naive.cells[$0] == player }
            #expect(view.isSurrounded(point, by: Stone(player)) == isSurrounded)
            let isEye = naive.isEye(cell, of: player)
            #expect(view.isEye(point, of: Stone(player)) == isEye)
            eyes += isEye ? 1 : 0
          }
          for stone in near where naive.cells[stone] != nil {
            let chain = view.points[board.layout.point(cell: stone)].head
            let depends = naive.liberties(at: stone) == [cell]
            #expect(view.depends(chain, on: point) == depends)
            dependants += depends ? 1 : 0
          }
        }
      }
    }
    #expect(eyes > 20 && dependants > 20)
  }

  @Test(arguments: [2, 7, 8, 16, 25])
  func `every point spreads to its neighbours on the board`(size: Int) {
    let naive = NaiveStones(size: size, cells: Array(repeating: nil, count: size * size))
    let board = GoBoard(size: size)
    board.withView { view in
      func cells(_ word: (Int) -> UInt64) -> [Int] {
        naive.cells.indices.filter { cell in
          let bit = view.bit(view.layout.point(cell: cell))
          return word(bit >> 6) >> UInt64(bit & 63) & 1 != 0
        }
      }
      for cell in naive.cells.indices {
        var plane = BoardPlane(repeating: 0)
        let bit = view.bit(view.layout.point(cell: cell))
        plane[bit >> 6] |= 1 << UInt64(bit & 63)
        #expect(cells { view.spread(plane, word: $0) } == naive.neighbours(cell).sorted())
      }
    }
  }

  @Test func `only where a stone was taken can one that stays make an old position`() throws {
    var board = try Go(size: 3).state(at: ".x./xo./.x. x").board
    func canRepeat(_ cell: Int, _ stone: Stone, _ placement: Placement) -> Bool {
      board.withView { $0.canRepeat(board.layout.point(cell: cell), stone, placement) }
    }
    #expect(!canRepeat(4, .white, .capture) && canRepeat(0, .white, .suicide))
    board.place(.first, at: 5)
    #expect(canRepeat(4, .white, .capture) && !canRepeat(4, .black, .plain))
  }
}
