import GameProtocol

/// What a host asks of a server, as the byte of a frame; docs/process-plugins.md is the contract.
enum ProcessOperation: UInt8 {
  /// Names the game, its options and the shared memory; answered by the facts of the game.
  case hello = 1
  /// Starts games.
  case reset = 2
  /// Takes actions.
  case step = 3
  /// Keeps a position.
  case save = 4
  /// Goes back to a position that was kept.
  case load = 5
  /// Forgets positions that were kept.
  case drop = 6
  /// Ends the conversation.
  case bye = 7
  /// Replaces the random future.
  case reseed = 8
  /// A picture of a position.
  case text = 9

  /// The byte of an answer that is an error.
  static let error: UInt8 = 255

  /// The version of the protocol.
  static let version: UInt32 = 1

  /// Bytes before the payload of a frame: its length in four, the operation in one.
  static let headSize = 5

  /// The longest payload that is believed.
  static let largestPayload = 1 << 24

  /// The name in errors.
  var name: String { String(describing: self).uppercased() }
}

/// Little-endian integers in bytes.
extension [UInt8] {
  /// Appends an integer.
  ///
  /// - Parameter value: The integer.
  mutating func append(integer value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  /// Reads an integer.
  ///
  /// - Parameters:
  ///   - offset: Its first byte; all of them are there.
  ///   - type: Its type.
  /// - Returns: The integer.
  func integer<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type = Value.self) -> Value
  {
    precondition(offset + MemoryLayout<Value>.size <= count, "an integer past the end")
    return withUnsafeBytes {
      Value(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }
  }
}

/// What a step brought and how the game stands after it: 12 bytes of an answer.
struct ProcessRecord: Hashable, Sendable {
  /// Bytes of a record.
  static let size = 12

  /// How a step went.
  enum Status: UInt8 {
    case taken = 0
    case refused = 1
    case failed = 2
  }

  var reward: Float
  var cost: Float
  var isTerminal: Bool
  var isTruncated: Bool
  var player: UInt8
  var status: Status

  /// Reads a record.
  ///
  /// - Parameters:
  ///   - bytes: An answer.
  ///   - offset: The first byte of the record; all of them are there.
  ///   - facts: Says which players there are.
  /// - Throws: `ProcessError` for bytes that are no record, and numbers that are none.
  init(_ bytes: [UInt8], at offset: Int, _ facts: ProcessFacts) throws(ProcessError) {
    reward = Float(bitPattern: bytes.integer(at: offset))
    cost = Float(bitPattern: bytes.integer(at: offset + 4))
    let (terminal, truncated) = (bytes[offset + 8], bytes[offset + 9])
    player = bytes[offset + 10]
    guard terminal <= 1, truncated <= 1 else {
      throw .badPosition(found: "the end flags \(terminal) and \(truncated)", expected: "0 or 1")
    }
    (isTerminal, isTruncated) = (terminal == 1, truncated == 1)
    guard let status = Status(rawValue: bytes[offset + 11]) else {
      throw .badPosition(found: "the status \(bytes[offset + 11])", expected: "0, 1 or 2")
    }
    self.status = status
    guard status == .taken else { return }
    guard Int(player) < facts.specification.playerCount else {
      throw .badPosition(
        found: "player \(player) to move",
        expected: "a player below \(facts.specification.playerCount)")
    }
    guard reward.isFinite else {
      throw .badPosition(found: "a reward of \(reward)", expected: "a finite number")
    }
    guard cost.isFinite, cost >= 0 else {
      throw .badPosition(found: "a cost of \(cost)", expected: "a finite number, at least 0")
    }
  }
}
