import FoundationEssentials
import GameProtocol

/// What a server says of its game, checked.
struct ProcessFacts: Hashable, Sendable {
  /// The facts of the game.
  let specification: GameSpecification

  /// Whether elements of observations are bytes, 0 to 255, rather than floats.
  let isBytes: Bool

  /// Whether positions can be kept and gone back to.
  let canClone: Bool

  /// Whether the random future can be replaced.
  let canReseed: Bool

  /// Whether there is a picture of a position.
  let hasText: Bool

  /// The texts of the actions; empty where they have none.
  let actionNames: [String]

  /// The number of environments.
  let environmentCount: Int

  /// Bytes from one observation of an environment to that of the next player.
  let observationStride: Int

  /// The first byte of the legal mask of an environment, which has a byte for each action.
  var maskOffset: Int { observationStride * specification.playerCount }

  /// Bytes from one environment to the next in the shared memory.
  let slotStride: Int

  /// Bytes of an environment that mean something.
  var slotSize: Int { maskOffset + specification.actionCount }

  /// The largest number of actions or observation elements that is believed.
  private static let largestCount = 1 << 24

  /// The members of the JSON object.
  private struct Members: Decodable {
    var version: Int
    var players: Int
    var actions: Int
    var observation: [Int]
    var type: String
    var actionPlanes: Int
    var rewards: String
    var chance: Bool
    var discount: Float
    var clone: Bool
    var reseed: Bool
    var text: Bool
    var environments: Int
    var stepLimit: Int?
    var values: [Float]?
    var actionNames: [String]?
  }

  /// Reads the answer to HELLO.
  ///
  /// - Parameters:
  ///   - json: A JSON object.
  ///   - name: The name under which the game is listed.
  /// - Throws: `ProcessError.badFacts` for anything that cannot be played.
  init(_ json: [UInt8], name: String) throws(ProcessError) {
    let members: Members
    do {
      members = try JSONDecoder().decode(Members.self, from: Data(json))
    } catch {
      throw .badFacts(describe(error))
    }
    if let fault = Self.fault(of: members) { throw .badFacts(fault) }
    isBytes = members.type == "uint8"
    canClone = members.clone
    canReseed = members.reseed
    hasText = members.text
    actionNames = members.actionNames ?? []
    environmentCount = members.environments
    let shape = GameSpecification.Shape(
      channels: members.observation[0], height: members.observation[1],
      width: members.observation[2])
    // A planner that copies a game must be able to replace its future, or it would see the real one.
    let canCopy = members.clone && (members.reseed || !members.chance)
    specification = GameSpecification(
      name: name, version: members.version, playerCount: members.players,
      actionCount: members.actions, observationShape: shape,
      actionPlaneCount: Self.planes(of: members),
      valueRange: members.values.map {
        BorderFacts.returnBounds($0[0]...$0[1], players: members.players)
      },
      rewardKind: members.rewards == "step" ? .perStep : .final,
      lengthLimit: members.stepLimit, discount: members.discount,
      copying: canCopy ? .cheap : .byReplay, isStochastic: members.chance, isSlow: true)
    observationStride = aligned(shape.count * (isBytes ? 1 : 4), to: 8)
    slotStride = aligned(observationStride * members.players + members.actions, to: 64)
  }

  private static func planes(of members: Members) -> Int {
    BorderFacts.actionPlanes(
      named: members.actionPlanes, actions: members.actions,
      cells: members.observation[1] * members.observation[2])
  }

  /// What is wrong with the facts, or `nil`.
  private static func fault(of members: Members) -> String? {
    if members.actions == 0 {
      return "found 0 actions (continuous ones cannot be searched), expected 1 to \(largestCount)"
    }
    if !(1...largestCount ~= members.actions) {
      return "found \(members.actions) actions, expected 1 to \(largestCount)"
    }
    if !(1...2 ~= members.players) { return "found \(members.players) players, expected 1 or 2" }
    if members.version < 1 {
      return "found rules of version \(members.version), expected at least 1"
    }
    let sides = members.observation
    guard sides.count == 3, sides.allSatisfy({ 1...largestCount ~= $0 }),
      sides.reduce(UInt64(1), { $0.multipliedReportingOverflow(by: UInt64($1)).partialValue })
        <= UInt64(largestCount),
      sides[0] * sides[1] <= largestCount
    else {
      return "found observations of \(sides), expected channels, height and width of at most "
        + "\(largestCount) elements"
    }
    if !["float32", "uint8"].contains(members.type) {
      return "found observations of '\(members.type)', expected 'float32' or 'uint8'"
    }
    if !(1...BorderFacts.mostActionPlanes ~= members.actionPlanes) {
      return "found \(members.actionPlanes) action planes, expected 1 to 4096"
    }
    if planes(of: members) > BorderFacts.mostActionPlanes {
      return
        "found \(members.actions) actions, for each of which \(planes(of: members)) action planes "
        + "would have a cell, expected 4096 planes at most"
    }
    if !["step", "final"].contains(members.rewards) {
      return "found rewards '\(members.rewards)', expected 'step' or 'final'"
    }
    if !(members.discount > 0 && members.discount <= 1) {
      return "found a discount of \(members.discount), expected above 0 and at most 1"
    }
    if !(1...65536 ~= members.environments) {
      return "found \(members.environments) environments, expected 1 to 65536"
    }
    if let limit = members.stepLimit, limit < 1 {
      return "found a step limit of \(limit), expected at least 1"
    }
    if let values = members.values {
      guard values.count == 2, values.allSatisfy(\.isFinite), values[0] < values[1] else {
        return "found the values \(values), expected the smallest and the largest return"
      }
    }
    if let names = members.actionNames {
      guard names.count == members.actions, Set(names).count == names.count,
        names.allSatisfy({ !$0.isEmpty && !$0.contains(where: \.isWhitespace) })
      else {
        return "found \(names.count) action names, expected \(members.actions) different ones "
          + "without spaces"
      }
    }
    return nil
  }
}

/// The next multiple of a unit.
func aligned(_ count: Int, to unit: Int) -> Int { (count + unit - 1) / unit * unit }

/// What is wrong with a JSON document that could not be decoded, in a sentence.
///
/// - Parameter error: As a decoder throws it.
/// - Returns: The sentence.
func describe(_ error: any Error) -> String {
  func place(_ context: DecodingError.Context) -> String {
    context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      .joined(separator: ".")
  }
  switch error {
  case DecodingError.keyNotFound(let key, _): return "found no '\(key.stringValue)'"
  case DecodingError.typeMismatch(let type, let context):
    let path = place(context)
    return "found something else" + (path.isEmpty ? "" : " at '\(path)'")
      + ", expected \(jsonName(of: type))"
  case DecodingError.valueNotFound(let type, let context):
    let path = place(context)
    return "found null" + (path.isEmpty ? "" : " at '\(path)'") + ", expected \(jsonName(of: type))"
  case DecodingError.dataCorrupted(let context):
    let path = place(context)
    // The decoder says the same, and not where, of a number that is none of the wanted type.
    return path.isEmpty
      ? "not JSON, or a number does not fit its member: \(context.debugDescription)"
      : "'\(path)': \(context.debugDescription)"
  default: return "not JSON: \(error)"
  }
}

/// What a type is called in JSON.
private func jsonName(of type: Any.Type) -> String {
  switch type {
  case is String.Type: "a text"
  case is Bool.Type: "true or false"
  case is Int.Type: "a whole number"
  case is Double.Type, is Float.Type: "a number"
  case is [Any].Type: "a list"
  default: "\(type)".hasPrefix("Array") ? "a list" : "an object"
  }
}
