public import GameProtocol

extension ChessState {
  /// Planes of one step of history: six roles of each side, and two for repetitions.
  static let planesPerStep = 14
  /// Planes after the history.
  static let constantPlaneCount = 7

  /// The planes of an observation with some steps of history.
  static func planeCount(historyLength: Int) -> Int {
    historyLength * planesPerStep + constantPlaneCount
  }

  /// Writes the planes of the position and its history, oriented to a player.
  ///
  /// - Parameters:
  ///   - player: The player whose view is drawn; for Black the ranks are reversed.
  ///   - planes: `[119, 8, 8]`, or `[1407, 8, 8]` with a history of 100 steps; row 0 is the player's
  ///     own back rank, column 0 the a-file.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let historyLength = rules.hasLongHistory ? Chess.longHistory : Chess.shortHistory
    precondition(
      planes.count == Self.planeCount(historyLength: historyLength) * 64,
      "an observation of chess has \(Self.planeCount(historyLength: historyLength)) planes of 64")
    planes.withUnsafeMutableBufferPointer { memory in
      guard let start = memory.baseAddress else { return }
      memory.update(repeating: 0)
      let viewer: Color = player == .first ? .white : .black
      for step in 0..<historyLength {
        guard let placement = placement(stepsBack: step) else { break }
        let base = start + step * Self.planesPerStep * 64
        draw(placement, for: viewer, into: base)
        let repetitions = repetitions(stepsBack: step)
        if repetitions >= 1 { fill(base + 12 * 64, with: 1) }
        if repetitions >= 2 { fill(base + 13 * 64, with: 1) }
      }
      drawConstants(for: viewer, into: start + historyLength * Self.planesPerStep * 64)
    }
  }

  /// Draws the pieces, the viewer's first.
  private func draw(
    _ placement: Placement, for viewer: Color, into planes: UnsafeMutablePointer<Float>
  ) {
    let flip = viewer == .white ? 0 : 56
    let own = placement.squares(of: viewer)
    var rest = placement.occupied
    while !rest.isEmpty {
      let square = rest.removeFirst()
      let side = own.contains(square) ? 0 : 6
      let plane = side &+ Int(placement.code(at: square)) &- 1
      planes[plane &* 64 &+ square.index ^ flip] = 1
    }
  }

  private func drawConstants(for viewer: Color, into planes: UnsafeMutablePointer<Float>) {
    if position.turn == .white { fill(planes, with: 1) }
    fill(planes + 64, with: Float(plyCount) / Float(Self.lengthLimit))
    for offset in 0..<2 {
      let color = offset == 0 ? viewer : viewer.opponent
      let own = position.placement.squares(of: color)
      let king = (position.placement.kings & own).bits
      let rooks = (position.castlingRooks & own).bits
      if rooks & ~(king | (king &- 1)) != 0 { fill(planes + (2 + offset * 2) * 64, with: 1) }
      if rooks & (king &- 1) != 0 { fill(planes + (3 + offset * 2) * 64, with: 1) }
    }
    fill(planes + 6 * 64, with: Float(position.halfmoveCount) / 100)
  }

  private func fill(_ plane: UnsafeMutablePointer<Float>, with value: Float) {
    plane.update(repeating: value, count: 64)
  }
}
