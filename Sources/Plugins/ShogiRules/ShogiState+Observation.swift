public import GameProtocol

extension ShogiState {
  /// Steps of history in an observation, the present included.
  static let historyLength = 8
  /// Planes of one step: fourteen roles of each side, three for repetitions, seven for each hand.
  static let planesPerStep = 45
  /// The planes of an observation.
  static let planeCount = historyLength * planesPerStep + 2

  /// The plane of a role by its code; kings come after rooks, promoted pieces after kings.
  @inline(__always)
  private static func plane(code: Int) -> Int { code < 13 ? code &- 1 : code &- 2 }

  /// Writes the planes of the position and its history, oriented to a player.
  ///
  /// - Parameters:
  ///   - player: The player whose view is drawn; for White the board is turned.
  ///   - planes: `[362, 9, 9]`; row 0 is the player's own back row, column 0 its left.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    precondition(
      planes.count == Self.planeCount * 81,
      "an observation of shogi has \(Self.planeCount) planes of 81")
    planes.withUnsafeMutableBufferPointer { memory in
      guard let start = memory.baseAddress else { return }
      memory.update(repeating: 0)
      let viewer: Color = player == .first ? .black : .white
      var placement = position.placement
      var mover = position.turn
      for step in 0..<min(Self.historyLength, plyCount + 1) {
        if step > 0 {
          mover = mover.opponent
          history.takeBack(plyCount - step, by: mover, from: &placement)
        }
        let base = start + step * Self.planesPerStep * 81
        draw(placement, for: viewer, into: base)
        for repetition in 0..<repetitions(stepsBack: step) {
          fill(base + (28 + repetition) * 81, with: 1)
        }
      }
      let constants = start + Self.historyLength * Self.planesPerStep * 81
      if position.turn == .black { fill(constants, with: 1) }
      fill(constants + 81, with: Float(plyCount) / Float(Self.lengthLimit))
    }
  }

  /// Draws the pieces on the board and in hand, the viewer's first.
  private func draw(
    _ placement: Placement, for viewer: Color, into planes: UnsafeMutablePointer<Float>
  ) {
    let isTurned = viewer == .white
    let own = placement.squares(of: viewer)
    var rest = placement.occupied
    while !rest.isEmpty {
      let square = rest.removeFirst()
      let plane = Self.plane(code: placement.code(at: square)) &+ (own.contains(square) ? 0 : 14)
      planes[plane &* 81 &+ (isTurned ? 80 &- square : square)] = 1
    }
    for (color, first) in [(viewer, 31), (viewer.opponent, 38)] {
      let hand = placement.hand(of: color)
      for (index, role) in Role.droppable.enumerated() where hand[role] > 0 {
        fill(planes + (first + index) * 81, with: Float(hand[role]) / Float(role.totalCount))
      }
    }
  }

  private func fill(_ plane: UnsafeMutablePointer<Float>, with value: Float) {
    plane.update(repeating: value, count: 81)
  }
}
