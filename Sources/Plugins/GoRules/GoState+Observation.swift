public import GameProtocol

extension GoState {
  /// Draws the last eight positions and whose turn it is.
  ///
  /// For each step `i` back, plane `2i` has the player's own stones and plane `2i + 1` its opponent's;
  /// steps before the given start are 0. Plane 16 is 1 if Black is to move.
  ///
  /// Source: Silver et al., "A general reinforcement learning algorithm that masters chess, shogi,
  /// and Go through self-play", Science 362 (2018), table S1.
  ///
  /// - Parameters:
  ///   - player: The player whose view is drawn.
  ///   - planes: `[17, size, size]`.
  public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    let size = board.size
    let stride = board.layout.stride
    var element = 0
    for step in 0..<BoardLayout.historyLength {
      for side in 0..<2 {
        let bits = board.plane(side ^ player.index, stepsBack: step)
        for row in 0..<size {
          for bit in row * stride..<row * stride + size {
            planes[element] = Float(bits[bit >> 6] >> UInt64(bit & 63) & 1)
            element += 1
          }
        }
      }
    }
    let colour: Float = playerToMove == .first ? 1 : 0
    for index in element..<element + size * size { planes[index] = colour }
  }
}
