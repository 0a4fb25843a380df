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

  @inline(__always)
  mutating func make(_ move: Move, _ keys: ZobristKeys) {
    if turn == .black {
      make(move, BlackSide.self, keys)
    } else {
      make(move, WhiteSide.self, keys)
    }
  }

  @inline(__always)
  mutating func make<Us: Side>(_ move: Move, _: Us.Type, _ keys: ZobristKeys) {
    let color = Us.color
    let target = move.targetIndex
    if move.isDrop {
      let code = move.dropCode
      let count = placement.hand(of: color).count(code: code)
      key ^= keys.hand(color, code, count) ^ keys.hand(color, code, count &- 1)
      if color == .black {
        placement.blackHand.remove(code: code)
      } else {
        placement.whiteHand.remove(code: code)
      }
      placement.toggle(code: code, color, at: target)
      key ^= keys.piece(color, code, target)
    } else {
      let origin = move.originIndex
      let code = placement.code(at: origin)
      let taken = placement.code(at: target)
      if taken != 0 {
        placement.toggle(code: taken, color.opponent, at: target)
        let plain = taken & 7
        let count = placement.hand(of: color).count(code: plain)
        key ^=
          keys.piece(color.opponent, taken, target) ^ keys.hand(color, plain, count)
          ^ keys.hand(color, plain, count &+ 1)
        if color == .black {
          placement.blackHand.add(code: plain)
        } else {
          placement.whiteHand.add(code: plain)
        }
      }
      placement.toggle(code: code, color, at: origin)
      let arriving = move.promotes ? code | 8 : code
      placement.toggle(code: arriving, color, at: target)
      key ^= keys.piece(color, code, origin) ^ keys.piece(color, arriving, target)
    }
    key ^= keys.turn
    turn = color.opponent
    moveCount &+= 1
  }
}
