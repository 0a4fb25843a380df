extension Position {
  /// Makes a move.
  ///
  /// - Parameter move: A legal move.
  public mutating func make(_ move: Move) { make(move, .shared) }

  /// The position after a move.
  ///
  /// - Parameter move: A legal move.
  /// - Returns: The next position.
  public func making(_ move: Move) -> Position {
    var next = self
    next.make(move)
    return next
  }

  @discardableResult
  @inline(__always)
  mutating func make(_ move: Move, _ keys: ZobristKeys) -> Int {
    turn == .black ? make(move, BlackSide.self, keys) : make(move, WhiteSide.self, keys)
  }

  /// Makes a move of a side.
  ///
  /// - Returns: The code of the captured piece, or 0.
  @discardableResult
  @inline(__always)
  mutating func make<Us: Side>(_ move: Move, _: Us.Type, _ keys: ZobristKeys) -> Int {
    let color = Us.color
    let target = move.targetIndex
    var taken = 0
    if move.isDrop {
      let code = move.dropCode
      let count = placement.hand(of: color).count(code: code)
      key ^=
        keys.hand(color, code, count) ^ keys.hand(color, code, count &- 1)
        ^ keys.piece(color, code, target)
      placement.changeHand(of: color) { $0.remove(code: code) }
      placement.toggle(code: code, color, at: target)
    } else {
      let origin = move.originIndex
      let goal = Bitboard(square: target)
      let code = placement.code(at: origin)
      if !(placement.occupied & goal).isEmpty {
        taken = placement.code(at: target)
        placement.toggle(code: taken, color.opponent, goal)
        let plain = taken & 7
        let count = placement.hand(of: color).count(code: plain)
        key ^=
          keys.piece(color.opponent, taken, target) ^ keys.hand(color, plain, count)
          ^ keys.hand(color, plain, count &+ 1)
        placement.changeHand(of: color) { $0.add(code: plain) }
      }
      placement.toggle(code: code, color, Bitboard(square: origin) | goal)
      let arriving = move.promotes ? code | 8 : code
      if move.promotes { placement.plane3 ^= goal }
      key ^= keys.piece(color, code, origin) ^ keys.piece(color, arriving, target)
    }
    key ^= keys.turn
    turn = color.opponent
    moveCount &+= 1
    return taken
  }
}
