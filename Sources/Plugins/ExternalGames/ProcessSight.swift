import GameProtocol

/// What the host knows of a position: how the game stands, and the bytes of its slot in the shared
/// memory.
struct ProcessSight: Hashable, Sendable {
  /// The player whose turn it is.
  let player: Player

  /// How the game stands.
  let end: Step.End

  /// The observations of all players, and the mask of legal actions.
  private let bytes: [UInt8]

  /// Checks what a server shows.
  ///
  /// - Parameters:
  ///   - record: How the game stands.
  ///   - bytes: The slot in the shared memory.
  ///   - facts: The facts of the game.
  /// - Throws: `ProcessError.badPosition` for numbers that are none, and for legal actions that do
  ///   not fit the end.
  init(
    _ record: ProcessRecord, _ bytes: [UInt8], _ facts: ProcessFacts
  ) throws(ProcessError) {
    player = Player(rawValue: record.player)
    end = record.isTerminal ? .terminated : record.isTruncated ? .truncated : .continues
    self.bytes = bytes
    if !facts.isBytes {
      for player in 0..<facts.specification.playerCount {
        try checkFloats(of: player, facts)
      }
    }
    var legalCount = 0
    for action in 0..<facts.specification.actionCount {
      let flag = bytes[facts.maskOffset + action]
      guard flag <= 1 else {
        throw .badPosition(
          found: "\(flag) in the mask of legal actions, at action \(action)", expected: "0 or 1")
      }
      legalCount += Int(flag)
    }
    guard (legalCount == 0) == (end != .continues) else {
      throw .badPosition(
        found: "\(legalCount) legal actions in a game that is "
          + (end == .continues ? "not finished" : "finished"),
        expected: end == .continues ? "at least 1" : "0")
    }
  }

  private func checkFloats(of player: Int, _ facts: ProcessFacts) throws(ProcessError) {
    let count = facts.specification.observationShape.count
    var bad: (index: Int, value: Float)?
    bytes.withUnsafeBytes { buffer in
      let start = player * facts.observationStride
      for index in 0..<count {
        let value = buffer.loadUnaligned(fromByteOffset: start + 4 * index, as: Float.self)
        if !value.isFinite {
          bad = (index, value)
          return
        }
      }
    }
    guard let bad else { return }
    throw .badPosition(
      found: "\(bad.value) as element \(bad.index) of the observation of player \(player)",
      expected: "a finite number")
  }

  /// Whether an action is legal.
  func isLegal(_ action: Action, _ facts: ProcessFacts) -> Bool {
    0..<facts.specification.actionCount ~= action.index
      && bytes[facts.maskOffset + action.index] == 1
  }

  /// Appends the legal actions.
  ///
  /// - Parameters:
  ///   - actions: The caller's buffer.
  ///   - facts: The facts of the game.
  func appendLegalActions(to actions: inout [Action], _ facts: ProcessFacts) {
    for index in 0..<facts.specification.actionCount where bytes[facts.maskOffset + index] == 1 {
      actions.append(Action(index))
    }
  }

  /// Writes an observation, as floats.
  ///
  /// - Parameters:
  ///   - player: The player.
  ///   - planes: The planes of the specification.
  ///   - facts: The facts of the game.
  func observe(
    as player: Player, into planes: inout MutableSpan<Float>, _ facts: ProcessFacts
  ) {
    let start = player.index * facts.observationStride
    let count = facts.specification.observationShape.count
    precondition(planes.count == count, "a buffer of another size")
    bytes.withUnsafeBytes { buffer in
      if facts.isBytes {
        for index in 0..<count { planes[index] = Float(buffer[start + index]) / 255 }
      } else {
        for index in 0..<count {
          planes[index] = buffer.loadUnaligned(fromByteOffset: start + 4 * index, as: Float.self)
        }
      }
    }
  }
}
