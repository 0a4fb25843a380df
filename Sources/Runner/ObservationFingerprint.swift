import GameProtocol
import Learning

/// Hashes observations of planes that hold only 0 and 1, as any other implementation can.
struct ObservationFingerprint {
  private let shape: GameSpecification.Shape
  private var planes: [Float]
  private var bytes: [UInt8]

  /// Makes room for observations of a shape.
  init(_ shape: GameSpecification.Shape) {
    self.shape = shape
    planes = [Float](repeating: 0, count: shape.count)
    bytes = [UInt8](repeating: 0, count: (shape.count + 7) / 8)
  }

  /// The hash of what the player to move observes.
  ///
  /// - Parameter state: The state.
  /// - Returns: The first 16 hexadecimal digits of SHA-256 over the observation, eight elements a
  ///   byte with the most significant bit first: row by row, the channels of a cell together, the
  ///   last byte filled up with zero bits.
  mutating func hash(of state: some GameState) -> String {
    var span = planes.mutableSpan
    state.observe(as: state.playerToMove, into: &span)
    for index in bytes.indices { bytes[index] = 0 }
    for cell in 0..<shape.planeSize {
      for channel in 0..<shape.channels where planes[channel * shape.planeSize + cell] != 0 {
        let bit = cell * shape.channels + channel
        bytes[bit / 8] |= 0x80 >> UInt8(bit % 8)
      }
    }
    return String(ContentDigest(of: bytes).description.prefix(16))
  }
}
