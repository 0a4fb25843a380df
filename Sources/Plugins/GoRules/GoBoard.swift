public import GameProtocol

/// The stones on a square board, with the last eight positions that an observation shows.
///
/// The board knows what a stone does when it is placed; whose turn it is, ko and the end of the game
/// are the concern of `GoState`. Cells are `size * row + column` with row 0 at the top.
///
/// Two boards are equal when they have the same size and the same stones.
public struct GoBoard: @unchecked Sendable {
  /// The smallest number of rows and columns.
  public static let smallestSize = 2
  /// The largest number of rows and columns.
  public static let largestSize = 25

  // One block of memory, copied when it is written to while another board shares it.
  private var buffer: ManagedBuffer<BoardLayout, UInt64>
  let layout: BoardLayout
  private let zobrist: ZobristTable
  /// The key of the stones.
  private(set) var key = PositionKey()
  /// The step of history in which the present is drawn.
  private var slot = 0
  private var taken: InlineArray<2, Int32> = [0, 0]

  /// Makes an empty board.
  ///
  /// - Parameter size: Rows and columns, 2 to 25.
  public init(size: Int) {
    precondition(Self.smallestSize...Self.largestSize ~= size, "the board has 2 to 25 rows")
    let layout = BoardLayout(size: size)
    self.layout = layout
    zobrist = ZobristTable.shared
    buffer = Self.makeBuffer(layout)
    let zobrist = self.zobrist
    buffer.withUnsafeMutablePointerToElements { memory in
      memory.initialize(repeating: 0, count: layout.totalWords)
      let view = BoardView(memory, layout, zobrist)
      let border = UInt16(Stone.border.rawValue)
      for point in 0..<layout.pointCount { view.points[point].stone = border }
      for row in 0..<size {
        for column in 0..<size {
          let point = layout.point(row: row, column: column)
          let bit = view.bit(point)
          view.points[point].stone = 0
          view.boardPlane[bit >> 6] |= 1 << UInt64(bit & 63)
        }
      }
    }
  }

  private static func makeBuffer(_ layout: BoardLayout) -> ManagedBuffer<BoardLayout, UInt64> {
    ManagedBuffer<BoardLayout, UInt64>.create(minimumCapacity: layout.totalWords) { _ in layout }
  }

  /// Reads the board.
  @inline(__always)
  func withView<Result>(_ body: (BoardView) -> Result) -> Result {
    buffer.withUnsafeMutablePointerToElements { body(BoardView($0, layout, zobrist)) }
  }

  /// Changes the board, which then has its memory for itself.
  @inline(__always)
  mutating func withMutableView<Result>(
    _ body: (
      BoardView, _ key: inout PositionKey, _ slot: inout Int, _ taken: inout InlineArray<2, Int32>
    )
      -> Result
  ) -> Result {
    if !isKnownUniquelyReferenced(&buffer) { detach() }
    return buffer.withUnsafeMutablePointerToElements {
      body(BoardView($0, layout, zobrist), &key, &slot, &taken)
    }
  }

  @inline(never)
  private mutating func detach() {
    let copy = Self.makeBuffer(layout)
    buffer.withUnsafeMutablePointerToElements { source in
      copy.withUnsafeMutablePointerToElements {
        $0.initialize(from: source, count: layout.totalWords)
      }
    }
    buffer = copy
  }

  // MARK: Looking

  /// Rows and columns.
  public var size: Int { layout.size }

  /// The owner of the stone on a cell, or `nil`.
  ///
  /// - Parameter cell: `size * row + column`.
  public subscript(cell: Int) -> Player? {
    precondition(0..<size * size ~= cell, "no such cell")
    return withView { $0[layout.point(cell: cell)].owner }
  }

  /// The owners of the stones of all cells.
  public var cells: [Player?] { (0..<size * size).map { self[$0] } }

  /// The stones of a player that were taken off the board, by whomever.
  ///
  /// - Parameter player: The stones' owner.
  /// - Returns: Their number.
  public func takenStones(of player: Player) -> Int { Int(taken[player.index]) }

  /// The cells of the chain to which a stone belongs, in ascending order; empty for an empty cell.
  ///
  /// - Parameter cell: `size * row + column`.
  /// - Returns: The cells.
  public func chain(at cell: Int) -> [Int] {
    guard self[cell] != nil else { return [] }
    return withView { view in
      let start = layout.point(cell: cell)
      var cells: [Int] = []
      var point = start
      repeat {
        cells.append(layout.cell(point: point))
        point = Int(view.points[point].next)
      } while point != start
      return cells.sorted()
    }
  }

  /// The number of different empty cells beside a chain.
  ///
  /// - Parameter cell: The cell of one of its stones; an empty one has no chain and no liberties.
  /// - Returns: The number.
  public func libertyCount(at cell: Int) -> Int {
    withView { view in
      var liberties: Set<Int> = []
      for stone in chain(at: cell) {
        let near = view.neighbours(layout.point(cell: stone))
        for index in 0..<4 where view[near[index]] == .none { liberties.insert(near[index]) }
      }
      return liberties.count
    }
  }

  // MARK: Changing

  /// Places a stone on an empty cell, takes what has no liberty of the opponent's, then of its own.
  ///
  /// - Parameters:
  ///   - player: Whose stone it is.
  ///   - cell: An empty cell.
  /// - Returns: The cell that the opponent may not take back at once under the simple rule of ko.
  @discardableResult
  public mutating func place(_ player: Player, at cell: Int) -> Int? {
    precondition(self[cell] == nil, "the cell is not empty")
    let ko = place(Stone(player), at: layout.point(cell: cell))
    return ko == 0 ? nil : layout.cell(point: ko)
  }

  /// Places a stone on an empty point, as the next step of history.
  ///
  /// - Returns: The point that may not be taken back, or 0.
  @inline(__always)
  mutating func place(_ stone: Stone, at point: Int) -> Int {
    var sink = NoSink()
    return place(stone, at: point, sink: &sink)
  }

  /// Places a stone as `place(_:at:)` does, and tells of the stones that are taken.
  @inline(__always)
  mutating func place(_ stone: Stone, at point: Int, sink: inout some RemovalSink) -> Int {
    withMutableView { view, key, slot, taken in
      let last = slot
      slot = (slot + 1) % BoardLayout.historyLength
      view.copyPlanes(from: last, to: slot)
      let result = view.place(point, stone, slot: slot, key: &key, sink: &sink)
      taken[stone.opposite.index] += Int32(result.taken)
      taken[stone.index] += Int32(result.lost)
      return result.ko
    }
  }

  /// Leaves the stones as they are for one step of history.
  mutating func pass() {
    withMutableView { view, _, slot, _ in
      let last = slot
      slot = (slot + 1) % BoardLayout.historyLength
      view.copyPlanes(from: last, to: slot)
    }
  }

  /// Makes the present position the first one: nothing was before it.
  ///
  /// - Parameter earlier: The stones of Black and of White that were taken before.
  mutating func forgetHistory(taken earlier: (black: Int, white: Int)) {
    withMutableView { view, _, slot, taken in
      for step in 0...BoardLayout.historyLength where step != slot {
        for word in 0..<2 * view.layout.wordCount { view.plane(step, 0)[word] = 0 }
      }
      taken = [Int32(earlier.black), Int32(earlier.white)]
    }
  }

  /// The step of history that was drawn some steps ago.
  ///
  /// - Parameter stepsBack: 0 the present, at most 7.
  /// - Returns: The first index of `BoardView.plane`.
  func slot(stepsBack: Int) -> Int {
    (slot + BoardLayout.historyLength - stepsBack) % BoardLayout.historyLength
  }

  /// The present stones of a colour, as bits with a row every `stride` bits.
  ///
  /// - Parameter stone: The colour.
  /// - Returns: The words of the plane, and zeros after them.
  func plane(_ stone: Stone) -> BoardPlane {
    var words = BoardPlane(repeating: 0)
    withView { view in
      let plane = view.plane(slot, stone.index)
      for index in 0..<layout.wordCount { words[index] = plane[index] }
    }
    return words
  }
}

extension GoBoard: Hashable {
  /// Whether size and stones are the same.
  public static func == (left: GoBoard, right: GoBoard) -> Bool {
    left.size == right.size && left.key == right.key
  }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) { hasher.combine(key) }
}
