import GameProtocol

/// The bytes of a record.
///
/// All numbers are little-endian; *variable* numbers have seven bits a byte, the lowest first.
/// In order: version (1 byte), game id (8), decisions `T` (variable), game name (length, UTF-8),
/// game version (4), options digest (8), seed (8), generation (4), model digest (32), flags (1: bit
/// 0 improved policy, 1 truncated, 2 final value, 3 root noise, 4 temperature), simulations (4),
/// final value (4, if flagged), number of players (1), returns (4 each), outcome (length, UTF-8),
/// players (`T + 1` bits, the lowest first), actions (variable each), rewards that are not zero
/// (their number, then variable distance from the last and 4 bytes each), root values (4 each),
/// network values (4 each), policies (for each ply the number of entries, then for each a variable
/// distance from the last action and a weight: a variable count or 4 bytes).
extension GameRecord {
  /// The version of the encoding.
  public static let encodingVersion = 1

  private static let improvedFlag: UInt8 = 1
  private static let truncatedFlag: UInt8 = 2
  private static let finalValueFlag: UInt8 = 4
  private static let noiseFlag: UInt8 = 8
  private static let temperatureFlag: UInt8 = 16

  /// Encodes the record.
  ///
  /// - Returns: The bytes; equal records have equal bytes.
  /// - Throws: `GameRecordError.inconsistent` if the record is not finished or holds a number that
  ///   is not finite.
  public func encoded() throws(GameRecordError) -> [UInt8] {
    try checkConsistency()
    var writer = ByteWriter()
    writer.append(UInt8(Self.encodingVersion))
    writer.append(gameID)
    writer.append(variable: plyCount)
    writer.append(text: game.name)
    writer.append(UInt32(truncatingIfNeeded: game.version))
    writer.append(game.optionsDigest)
    writer.append(seed)
    writer.append(UInt32(truncatingIfNeeded: generation))
    writer.append(bytes: model.bytes)
    var flags: UInt8 = 0
    if policyKind == .improvedPolicy { flags |= Self.improvedFlag }
    if end == .truncated { flags |= Self.truncatedFlag }
    if finalValue != nil { flags |= Self.finalValueFlag }
    if search.hasRootNoise { flags |= Self.noiseFlag }
    if search.hasTemperature { flags |= Self.temperatureFlag }
    writer.append(flags)
    writer.append(UInt32(truncatingIfNeeded: search.simulationCount))
    if let finalValue { writer.append(finalValue) }
    writer.append(UInt8(returns.count))
    for value in returns { writer.append(value) }
    writer.append(text: outcome.rawValue)
    writer.append(bytes: packedPlayers())
    for action in actions { writer.append(variable: action.index) }
    appendRewards(to: &writer)
    for value in rootValues { writer.append(value) }
    for value in networkValues { writer.append(value) }
    for ply in 0..<plyCount { appendPolicy(of: ply, to: &writer) }
    return writer.bytes
  }

  /// Decodes a record.
  ///
  /// - Parameter bytes: Exactly what `encoded()` gave.
  /// - Throws: `GameRecordError` for the first byte that does not belong.
  public init(decoding bytes: ArraySlice<UInt8>) throws(GameRecordError) {
    var reader = ByteReader(bytes)
    let version = Int(try reader.integer(UInt8.self))
    guard version == Self.encodingVersion else {
      throw .unsupportedVersion(found: version, expected: Self.encodingVersion)
    }
    let gameID = try reader.integer(UInt64.self)
    // Every decision takes more than eight bytes, so this bounds what is allocated below.
    let plyCount = try reader.variable("number of decisions", below: bytes.count / 8 + 1)
    let name = try reader.text("game name")
    let gameVersion = Int(try reader.integer(UInt32.self))
    let optionsDigest = try reader.integer(UInt64.self)
    let seed = try reader.integer(UInt64.self)
    let generation = Int(try reader.integer(UInt32.self))
    let model = ContentDigest(bytes: Array(try reader.take(ContentDigest.byteCount)))
    let flagsOffset = reader.offset
    let flags = try reader.integer(UInt8.self)
    guard flags < 32 else {
      throw .malformed(offset: flagsOffset, found: "flags \(flags)", expected: "flags below 32")
    }
    let simulationCount = Int(try reader.integer(UInt32.self))
    self.init(
      game: GameIdentity(name: name, version: gameVersion, optionsDigest: optionsDigest),
      seed: seed, gameID: gameID, generation: generation, model: model ?? .none,
      search: SearchSettings(
        simulationCount: simulationCount, hasRootNoise: flags & Self.noiseFlag != 0,
        hasTemperature: flags & Self.temperatureFlag != 0),
      policyKind: flags & Self.improvedFlag != 0 ? .improvedPolicy : .visitCounts)
    try decodeBody(&reader, flags: flags, plyCount: plyCount)
    guard reader.remaining == 0 else {
      throw .malformed(
        offset: reader.offset, found: "\(reader.remaining) more bytes", expected: "the end")
    }
    try checkConsistency()
  }

  private mutating func decodeBody(
    _ reader: inout ByteReader, flags: UInt8, plyCount: Int
  ) throws(GameRecordError) {
    let finalValue =
      flags & Self.finalValueFlag != 0 ? try reader.float("final value") : nil
    let playerOffset = reader.offset
    let playerCount = Int(try reader.integer(UInt8.self))
    guard (1...2).contains(playerCount) else {
      throw .malformed(
        offset: playerOffset, found: "\(playerCount) players", expected: "1 or 2 players")
    }
    var returns: [Float] = []
    for _ in 0..<playerCount { returns.append(try reader.float("return")) }
    let outcome = Outcome(rawValue: try reader.text("outcome"))
    let players = try Self.unpackedPlayers(&reader, count: plyCount + 1)
    var actions: [Action] = []
    actions.reserveCapacity(plyCount)
    for _ in 0..<plyCount {
      actions.append(Action(try reader.variable("action", below: Int(Int32.max))))
    }
    let rewards = try Self.decodedRewards(&reader, plyCount: plyCount)
    var values: [[Float]] = []
    for what in ["root value", "network value"] {
      var column: [Float] = []
      column.reserveCapacity(plyCount)
      for _ in 0..<plyCount { column.append(try reader.float(what)) }
      values.append(column)
    }
    var policy: [(action: Action, weight: Float)] = []
    for ply in 0..<plyCount {
      policy.removeAll(keepingCapacity: true)
      try decodePolicy(&reader, into: &policy)
      append(
        actions[ply], by: players[ply], reward: rewards[ply], rootValue: values[0][ply],
        networkValue: values[1][ply], policy: policy)
    }
    let end = flags & Self.truncatedFlag != 0 ? Step.End.truncated : .terminated
    guard end == .truncated || finalValue == nil else {
      throw .inconsistent(
        game: gameID, ply: nil, found: "a final value", expected: "none in a terminated game")
    }
    finish(
      end, outcome: outcome, next: players[plyCount], returns: returns, finalValue: finalValue)
  }

  private func packedPlayers() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: (players.count + 7) / 8)
    for (ply, player) in players.enumerated() {
      bytes[ply / 8] |= player.rawValue << (ply % 8)
    }
    return bytes
  }

  private static func unpackedPlayers(
    _ reader: inout ByteReader, count: Int
  ) throws(GameRecordError) -> [Player] {
    let start = reader.offset
    let bytes = try reader.take((count + 7) / 8)
    var players: [Player] = []
    players.reserveCapacity(count)
    for ply in 0..<count {
      players.append(Player(rawValue: bytes[bytes.startIndex + ply / 8] >> (ply % 8) & 1))
    }
    if count % 8 != 0, let last = bytes.last, last >> (count % 8) != 0 {
      throw .malformed(offset: start, found: "players past the end", expected: "zero bits")
    }
    return players
  }

  private func appendRewards(to writer: inout ByteWriter) {
    let plies = rewards.indices.filter { rewards[$0].bitPattern != 0 }
    writer.append(variable: plies.count)
    var last = -1
    for ply in plies {
      writer.append(variable: ply - last - 1)
      writer.append(rewards[ply])
      last = ply
    }
  }

  private static func decodedRewards(
    _ reader: inout ByteReader, plyCount: Int
  ) throws(GameRecordError) -> [Float] {
    var rewards = [Float](repeating: 0, count: plyCount)
    var next = 0
    for _ in 0..<(try reader.variable("number of rewards", below: plyCount + 1)) {
      next += try reader.variable("distance to a reward", below: plyCount - next)
      let start = reader.offset
      let reward = try reader.float("reward")
      guard reward.bitPattern != 0 else {
        throw .malformed(offset: start, found: "a reward of 0", expected: "any other")
      }
      rewards[next] = reward
      next += 1
    }
    return rewards
  }

  private func appendPolicy(of ply: Int, to writer: inout ByteWriter) {
    let range = policyRange(at: ply)
    writer.append(variable: range.count)
    var next = 0
    for index in range {
      writer.append(variable: policyActions[index].index - next)
      next = policyActions[index].index + 1
      switch policyKind {
      case .visitCounts: writer.append(variable: Int(policyWeights[index]))
      case .improvedPolicy: writer.append(policyWeights[index])
      }
    }
  }

  private func decodePolicy(
    _ reader: inout ByteReader, into policy: inout [(action: Action, weight: Float)]
  ) throws(GameRecordError) {
    var next = 0
    for _ in 0..<(try reader.variable("number of policy entries", below: reader.remaining)) {
      next += try reader.variable("policy action", below: Int(Int32.max) - next)
      let weight =
        switch policyKind {
        case .visitCounts: Float(try reader.variable("visit count", below: Self.weightBound))
        case .improvedPolicy: try reader.float("probability")
        }
      policy.append((action: Action(next), weight: weight))
      next += 1
    }
  }
}
