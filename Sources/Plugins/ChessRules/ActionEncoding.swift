import GameProtocol

/// How moves are numbered: 73 planes for each of 64 squares of origin.
///
/// The index is `square * 73 + plane` with `square = rank * 8 + file`. Squares and directions are the
/// mover's: for Black the ranks are reversed, the files stay as they are.
///
/// | planes | moves |
/// |---|---|
/// | 0-55 | as a queen: directions N, NE, E, SE, S, SW, W, NW, seven distances each |
/// | 56-63 | as a knight: (+1, +2), (+2, +1), (+2, −1), (+1, −2) and their opposites |
/// | 64-72 | promotion to knight, bishop, rook: capture to the left, straight on, to the right |
///
/// Source: Silver et al., "A general reinforcement learning algorithm that masters chess, shogi, and
/// Go through self-play", Science 362 (2018), table S2; the order within groups is our own.
struct ActionEncoding: @unchecked Sendable {
  // Sendable: the memory is never written after `init` and never freed.

  static let shared = ActionEncoding()
  static let planeCount = 73
  static let actionCount = 64 * planeCount
  static let noSquare: UInt8 = 64

  /// `[64, 64]`: the plane of a move from one square to another, 255 if no piece moves so.
  private let planes: UnsafePointer<UInt8>
  /// `[A]`: the target, 64 if it lies off the board.
  private let targets: UnsafePointer<UInt8>

  private init() {
    let planes = UnsafeMutablePointer<UInt8>.allocate(capacity: 64 * 64)
    planes.initialize(repeating: 255, count: 64 * 64)
    let targets = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.actionCount)
    targets.initialize(repeating: Self.noSquare, count: Self.actionCount)
    var steps: [(file: Int, rank: Int)] = []
    for direction in [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)] {
      for distance in 1...7 { steps.append((direction.0 * distance, direction.1 * distance)) }
    }
    steps += [(1, 2), (2, 1), (2, -1), (1, -2), (-1, -2), (-2, -1), (-2, 1), (-1, 2)]
    for square in 0..<64 {
      let origin = Square(square)
      for (plane, step) in steps.enumerated() {
        let (file, rank) = (origin.file + step.file, origin.rank + step.rank)
        guard (0..<8).contains(file), (0..<8).contains(rank) else { continue }
        let target = Square(file: file, rank: rank)
        planes[square * 64 + target.index] = UInt8(plane)
        targets[square * Self.planeCount + plane] = target.rawValue
      }
      guard origin.rank == 6 else { continue }
      for plane in 64..<Self.planeCount {
        let file = origin.file + (plane - 64) % 3 - 1
        guard (0..<8).contains(file) else { continue }
        targets[square * Self.planeCount + plane] = Square(file: file, rank: 7).rawValue
      }
    }
    self.planes = UnsafePointer(planes)
    self.targets = UnsafePointer(targets)
  }

  /// The index of a move between two squares of the mover's view, by its own way or to a queen.
  @inline(__always)
  func index(_ origin: Int, _ target: Int) -> Int {
    origin &* Self.planeCount &+ Int(planes[origin &* 64 &+ target])
  }

  /// The index of a promotion to a piece other than a queen, in the mover's view.
  @inline(__always)
  func index(_ origin: Int, _ target: Int, code: Int) -> Int {
    origin &* Self.planeCount &+ 64 &+ (code &- 2) &* 3 &+ (target &- origin &- 7)
  }

  /// The target of an action in the mover's view, or nothing if it lies off the board.
  func target(of action: Action) -> Square? {
    let target = targets[action.index]
    return target == Self.noSquare ? nil : Square(rawValue: target)
  }
}

extension Position {
  /// The action of a legal move.
  func action(for move: Move, isChess960: Bool) -> Action {
    let flip = turn == .white ? 0 : 56
    let origin = move.origin.index ^ flip
    let castlesByKing = move.isCastling && !isChess960
    let target = (castlesByKing ? move.kingTarget : move.target).index ^ flip
    if let role = move.promotion, role != .queen {
      return Action(ActionEncoding.shared.index(origin, target, code: Int(role.rawValue)))
    }
    return Action(ActionEncoding.shared.index(origin, target))
  }

  /// The move of a legal action.
  ///
  /// - Precondition: The action starts on a piece of the side to move and ends on the board.
  func move(for action: Action, isChess960: Bool) -> Move {
    let (square, plane) = action.index.quotientAndRemainder(dividingBy: ActionEncoding.planeCount)
    guard let view = ActionEncoding.shared.target(of: action) else {
      preconditionFailure("action \(action.index) leaves the board")
    }
    let flip = turn == .white ? 0 : 56
    let origin = Square(square ^ flip)
    let target = Square(view.index ^ flip)
    precondition(
      placement.squares(of: turn).contains(origin), "action \(action.index) moves no own piece")
    if plane >= 64 {
      return Move(origin, target, kind: Move.Kind.promotion | UInt16((plane - 64) / 3 + 2) << 12)
    }
    if placement.pawns.contains(origin) {
      if view.rank == 7 { return Move(origin, target, promotion: .queen) }
      if target.rawValue == enPassantIndex, target.file != origin.file {
        return Move(origin, target, kind: Move.Kind.enPassant)
      }
    } else if placement.kings.contains(origin) {
      if isChess960 {
        if castlingRooks.contains(target) {
          return Move(origin, target, kind: Move.Kind.castling)
        }
      } else if abs(target.file - origin.file) == 2 {
        let rook = Square(file: target > origin ? 7 : 0, rank: origin.rank)
        return Move(origin, rook, kind: Move.Kind.castling)
      }
    }
    return Move(origin, target)
  }

  /// Appends the actions of all legal moves, ascending.
  func appendLegalActions(to actions: inout [Action], isChess960: Bool) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: ActionEncoding.planeCount) { words in
      guard let start = words.baseAddress else { return }
      start.initialize(repeating: 0, count: ActionEncoding.planeCount)
      var set = ActionSet(
        words: start, encoding: .shared, flip: turn == .white ? 0 : 56, isChess960: isChess960)
      generate(AttackTables.shared, into: &set)
      set.append(to: &actions)
    }
  }
}

/// Draws moves as bits of a set of actions, so that they come out in ascending order without sorting.
private struct ActionSet: MoveSink {
  /// `[73]`: bit `a % 64` of word `a / 64` is action `a`.
  let words: UnsafeMutablePointer<UInt64>
  let encoding: ActionEncoding
  /// 56 turns squares to Black's view, 0 leaves them.
  let flip: Int
  let isChess960: Bool

  /// Appends the actions of the set, ascending.
  func append(to actions: inout [Action]) {
    // Appending one by one would ask the array for room every time.
    let capacity = 256
    withUnsafeTemporaryAllocation(of: Action.self, capacity: capacity) { memory in
      guard let start = memory.baseAddress else { return }
      var end = start
      for index in 0..<ActionEncoding.planeCount {
        var bits = words[index]
        // Only positions that no game reaches have so many moves.
        if end - start > capacity - 64 {
          actions.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
          end = start
        }
        while bits != 0 {
          end.initialize(to: Action(index &* 64 &+ bits.trailingZeroBitCount))
          end += 1
          bits &= bits &- 1
        }
      }
      actions.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
    }
  }

  @inline(__always)
  private func insert(_ index: Int) {
    words[index &>> 6] |= 1 &<< UInt64(index & 63)
  }

  @inline(__always)
  mutating func add(_ origin: Square, to targets: Bitboard) {
    var rest = targets
    while !rest.isEmpty {
      insert(encoding.index(origin.index ^ flip, rest.removeFirst().index ^ flip))
    }
  }

  @inline(__always)
  mutating func addPawns(to targets: Bitboard, offset: Int) {
    var rest = targets
    while !rest.isEmpty {
      let target = rest.removeFirst().index
      insert(encoding.index((target &- offset) ^ flip, target ^ flip))
    }
  }

  @inline(__always)
  mutating func addPromotions(to targets: Bitboard, offset: Int) {
    var rest = targets
    while !rest.isEmpty {
      let target = rest.removeFirst().index
      let origin = (target &- offset) ^ flip
      insert(encoding.index(origin, target ^ flip))
      for code in 2...4 { insert(encoding.index(origin, target ^ flip, code: code)) }
    }
  }

  @inline(__always)
  mutating func addCastling(king: Square, rook: Square) {
    let move = Move(king, rook, kind: Move.Kind.castling)
    let target = isChess960 ? rook : move.kingTarget
    insert(encoding.index(king.index ^ flip, target.index ^ flip))
  }

  @inline(__always)
  mutating func addEnPassant(_ origin: Square, to target: Square) {
    insert(encoding.index(origin.index ^ flip, target.index ^ flip))
  }
}
