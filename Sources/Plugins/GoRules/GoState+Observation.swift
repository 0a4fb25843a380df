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
    let colour: Float = playerToMove == .first ? 1 : 0
    planes.withUnsafeMutableBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      let memory = UnsafeMutableRawPointer(start)
      let end = buffer.count
      var element = 0
      board.withView { view in
        for step in 0..<BoardLayout.historyLength {
          let slot = board.slot(stepsBack: step)
          for side in 0..<2 {
            let plane = UnsafeRawPointer(view.plane(slot, side ^ player.index))
            for row in 0..<size {
              draw(plane, row &* stride, element, memory, end)
              if size > 16 { draw(plane, row &* stride &+ 16, element &+ 16, memory, end) }
              element &+= size
            }
          }
        }
      }
      for index in element..<end { buffer[index] = colour }
    }
  }

  /// Draws sixteen bits as ones and zeros, of which those beyond the row are written again later, by
  /// the next rows and planes.
  @inline(__always)
  private func draw(
    _ plane: UnsafeRawPointer, _ bit: Int, _ element: Int, _ memory: UnsafeMutableRawPointer,
    _ end: Int
  ) {
    let bits =
      plane.loadUnaligned(fromByteOffset: bit >> 3, as: UInt32.self)
      >> UInt32(truncatingIfNeeded: bit & 7)
    if element &+ 16 <= end {
      memory.storeBytes(of: Self.ones(bits), toByteOffset: 4 &* element, as: SIMD16<UInt32>.self)
    } else {
      drawLast(bits, element, memory, end)
    }
  }

  /// Draws what is left of the planes.
  @inline(never)
  private func drawLast(
    _ bits: UInt32, _ element: Int, _ memory: UnsafeMutableRawPointer, _ end: Int
  ) {
    for lane in 0..<end - element {
      let value: Float = bits >> UInt32(lane) & 1 != 0 ? 1 : 0
      memory.storeBytes(of: value, toByteOffset: 4 * (element + lane), as: Float.self)
    }
  }

  /// The lowest bits as floating-point numbers 1 and 0, in their bit patterns.
  @inline(__always)
  private static func ones(_ bits: UInt32) -> SIMD16<UInt32> {
    let lanes = SIMD16<UInt32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    return (0 &- ((SIMD16(repeating: bits) &>> lanes) & 1)) & Float(1).bitPattern
  }
}
