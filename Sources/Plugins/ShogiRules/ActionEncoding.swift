import GameProtocol

/// How moves are numbered: 139 planes for each of 81 squares.
///
/// The index is `square * 139 + plane` with `square = row * 9 + column`, the origin of a move on the
/// board and the target of a drop. Squares and directions are the mover's: row 0 is its own back row,
/// column 0 its left.
///
/// | planes | moves |
/// |---|---|
/// | 0-63 | directions N, NE, E, SE, S, SW, W, NW, eight distances each |
/// | 64-65 | as a knight: two forward and one to the left, to the right |
/// | 66-131 | the same with promotion |
/// | 132-138 | drop of a pawn, lance, knight, silver, gold, bishop, rook |
///
/// Source: Silver et al., "A general reinforcement learning algorithm that masters chess, shogi, and
/// Go through self-play", Science 362 (2018), table S2; the order within groups is our own.
struct ActionEncoding: @unchecked Sendable {
  // Sendable: the memory is never written after `init` and never freed.

  static let shared = ActionEncoding()
  static let planeCount = 139
  static let actionCount = 81 * planeCount
  static let promotionPlane = 66
  static let dropPlane = 132

  /// `[81, 81]`: the plane of a move without promotion, 255 if no piece moves so.
  private let planes: UnsafePointer<UInt8>
  /// `[81, 66]`: the target of a move by origin and plane without promotion, 255 if off the board.
  private let targets: UnsafePointer<UInt8>

  private init() {
    let planes = UnsafeMutablePointer<UInt8>.allocate(capacity: 81 * 81)
    planes.initialize(repeating: 255, count: 81 * 81)
    let targets = UnsafeMutablePointer<UInt8>.allocate(capacity: 81 * Self.promotionPlane)
    targets.initialize(repeating: 255, count: 81 * Self.promotionPlane)
    var steps: [(row: Int, column: Int)] = []
    for direction in [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)] {
      for distance in 1...8 { steps.append((direction.0 * distance, direction.1 * distance)) }
    }
    steps += [(2, -1), (2, 1)]
    for square in 0..<81 {
      for (plane, step) in steps.enumerated() {
        let (row, column) = (square / 9 + step.row, square % 9 + step.column)
        guard (0..<9).contains(row), (0..<9).contains(column) else { continue }
        planes[square * 81 + row * 9 + column] = UInt8(plane)
        targets[square * Self.promotionPlane + plane] = UInt8(row * 9 + column)
      }
    }
    self.planes = UnsafePointer(planes)
    self.targets = UnsafePointer(targets)
  }

  /// The plane of a move without promotion between two squares of the mover's view.
  @inline(__always)
  func plane(_ origin: Int, _ target: Int) -> Int { Int(planes[origin &* 81 &+ target]) }

  /// The index of a move between two squares of the mover's view.
  @inline(__always)
  func index(_ origin: Int, _ target: Int, promotes: Bool) -> Int {
    origin &* Self.planeCount &+ plane(origin, target) &+ (promotes ? Self.promotionPlane : 0)
  }

  /// The index of a drop on a square of the mover's view.
  @inline(__always)
  func index(dropCode: Int, _ target: Int) -> Int {
    target &* Self.planeCount &+ (Self.dropPlane &- 1) &+ dropCode
  }

  /// The parts of an action in the mover's view, or nothing if it leaves the board.
  func move(of action: Action) -> Move? {
    let (square, plane) = action.index.quotientAndRemainder(dividingBy: Self.planeCount)
    if plane >= Self.dropPlane { return Move(dropCode: plane - Self.dropPlane + 1, square) }
    let promotes = plane >= Self.promotionPlane
    let step = promotes ? plane - Self.promotionPlane : plane
    let target = targets[square * Self.promotionPlane + step]
    return target == 255 ? nil : Move(square, Int(target), promotes: promotes)
  }
}

extension Move {
  /// The move as the other side sees it.
  @inline(__always)
  var turned: Move {
    isDrop
      ? Move(dropCode: dropCode, 80 &- targetIndex)
      : Move(80 &- originIndex, 80 &- targetIndex, promotes: promotes)
  }
}

extension Position {
  /// The action of a legal move.
  func action(for move: Move) -> Action {
    let view = turn == .black ? move : move.turned
    let encoding = ActionEncoding.shared
    return Action(
      view.isDrop
        ? encoding.index(dropCode: view.dropCode, view.targetIndex)
        : encoding.index(view.originIndex, view.targetIndex, promotes: view.promotes))
  }

  /// The move of a legal action.
  ///
  /// - Precondition: The action starts on a piece of the side to move, or drops one from its hand, and
  ///   ends on the board.
  func move(for action: Action) -> Move {
    guard let view = ActionEncoding.shared.move(of: action) else {
      preconditionFailure("action \(action.index) leaves the board")
    }
    let move = turn == .black ? view : view.turned
    if move.isDrop {
      precondition(
        hand(of: turn).count(code: move.dropCode) > 0
          && !placement.occupied.contains(move.targetIndex),
        "action \(action.index) drops no piece in hand on an empty square")
    } else {
      precondition(
        placement.squares(of: turn).contains(move.originIndex),
        "action \(action.index) moves no own piece")
    }
    return move
  }
}
