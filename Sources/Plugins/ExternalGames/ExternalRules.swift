import CGamePlugin
import GameProtocol

/// A game with its options inside a library, until nobody needs it.
final class ExternalRules: @unchecked Sendable {
  // The library promises that a game never changes and may be used by several threads.

  let table: PluginTable

  /// The game.
  let pointer: OpaquePointer

  let specification: GameSpecification

  /// What the game can do and is.
  let capabilities: UInt64

  /// The type of the elements of an observation.
  let observationType: UInt32

  /// Makes a game and checks its facts.
  ///
  /// - Parameters:
  ///   - table: The library.
  ///   - index: The number of the game in the library.
  ///   - name: Its name.
  ///   - options: A JSON object.
  /// - Throws: `PluginError` if the game refuses the options or cannot be played.
  init(
    _ table: PluginTable, index: UInt32, name: String, options: String = "{}"
  ) throws(PluginError) {
    var made: OpaquePointer?
    let reason = text { error, capacity in
      made = table.call("game_create") {
        table.functions.game_create(index, options, error, capacity)
      }
      return 0
    }
    guard let made else {
      throw PluginError(
        path: table.path,
        fault: .badGame(name: name, reason: reason.isEmpty ? "cannot be made" : reason))
    }
    self.table = table
    pointer = made
    var facts = gp_spec_v1()
    facts.struct_size = UInt32(MemoryLayout<gp_spec_v1>.size)
    table.call("game_spec") { table.functions.game_spec(made, &facts) }
    capabilities = facts.capabilities
    observationType = facts.observation_type
    specification = Self.specification(facts, name: name)
    // From here on `deinit` gives the game back.
    if let fault = Self.fault(of: facts) {
      throw PluginError(path: table.path, fault: .badGame(name: name, reason: fault))
    }
    try table.checkPromises(capabilities, of: name)
    try checkStart(name)
  }

  deinit {
    table.call("game_destroy") { table.functions.game_destroy(pointer) }
  }

  /// Ends the program, because the game does not keep its word in play.
  ///
  /// - Parameters:
  ///   - found: What it did.
  ///   - expected: What it should have done.
  @inline(never)
  func stop(found: String, expected: String) -> Never {
    table.stop(specification.name, found: found, expected: expected)
  }

  /// Whether the game has a capability.
  @inline(__always)
  func can(_ bit: UInt64) -> Bool { capabilities & bit != 0 }

  /// The largest number of actions or observation elements that is believed.
  private static let largestCount: UInt32 = 1 << 24

  /// What is wrong with the facts of a game, or `nil`.
  private static func fault(of facts: gp_spec_v1) -> String? {
    if facts.capabilities & GP_IS_CONTINUOUS != 0 || facts.action_dimensions > 0 {
      return "has continuous actions, which cannot be searched"
    }
    if !(1...largestCount ~= facts.action_count) {
      return "has \(facts.action_count) actions, expected 1 to \(largestCount)"
    }
    if !(1...2 ~= facts.players) { return "has \(facts.players) players, expected 1 or 2" }
    if facts.rules_version == 0 { return "has rules of version 0, expected 1 or more" }
    let sides = [facts.channels, facts.height, facts.width]
    if !sides.allSatisfy({ 1...4096 ~= $0 })
      || sides.reduce(UInt64(1), { $0 * UInt64($1) }) > UInt64(largestCount)
    {
      return "has observations of \(sides.map(String.init).joined(separator: "×")) elements, "
        + "expected sides of 1 to 4096 and \(largestCount) elements at most"
    }
    if facts.observation_type > GP_BITS {
      return "has observations of the unknown type \(facts.observation_type), expected 0 to "
        + "\(GP_BITS)"
    }
    if facts.action_planes > BorderFacts.mostActionPlanes {
      return "has \(facts.action_planes) action planes, expected 4096 at most"
    }
    if planes(in: facts) > BorderFacts.mostActionPlanes {
      return
        "has \(facts.action_count) actions, for each of which \(planes(in: facts)) action planes "
        + "would have a cell, expected 4096 planes at most, or 'action_draw' with GP_CAN_DRAW"
    }
    if !(0...1 ~= facts.discount) {
      return "has a discount of \(facts.discount), expected 0 (for none) to 1"
    }
    let (smallest, largest) = (facts.value_min, facts.value_max)
    if !smallest.isFinite || !largest.isFinite || smallest > largest {
      return "has values from \(smallest) to \(largest), expected finite numbers that ascend"
    }
    return nil
  }

  /// The planes that draw an action: those that the game names, or more where it does not draw itself.
  private static func planes(in facts: gp_spec_v1) -> Int {
    let named = max(1, Int(facts.action_planes))
    // Sides that are none are told by `fault`.
    guard facts.capabilities & GP_CAN_DRAW == 0, 1...4096 ~= facts.height, 1...4096 ~= facts.width
    else { return named }
    return BorderFacts.actionPlanes(
      named: named, actions: Int(facts.action_count),
      cells: Int(facts.height) * Int(facts.width))
  }

  private static func specification(_ facts: gp_spec_v1, name: String) -> GameSpecification {
    let capabilities = facts.capabilities
    return GameSpecification(
      name: name, version: Int(facts.rules_version), playerCount: Int(facts.players),
      actionCount: Int(facts.action_count),
      observationShape: .init(
        channels: Int(facts.channels), height: Int(facts.height), width: Int(facts.width)),
      actionPlaneCount: planes(in: facts),
      valueRange: facts.value_min < facts.value_max
        ? BorderFacts.returnBounds(facts.value_min...facts.value_max, players: Int(facts.players))
        : nil,
      rewardKind: capabilities & GP_HAS_REWARDS != 0 ? .perStep : .final,
      lengthLimit: facts.step_limit == 0 ? nil : Int(facts.step_limit),
      discount: facts.discount == 0 ? 1 : facts.discount,
      copying: capabilities & GP_CAN_CLONE != 0 ? .cheap : .byReplay,
      isStochastic: capabilities & GP_HAS_CHANCE != 0,
      isSlow: capabilities & GP_IS_SLOW != 0)
  }

  /// Checks the start of a game, so that a library that is broken is refused before anybody plays.
  private func checkStart(_ name: String) throws(PluginError) {
    func fault(_ reason: String) -> PluginError {
      PluginError(path: table.path, fault: .badGame(name: name, reason: reason))
    }
    let made = table.call("state_create") { table.functions.state_create(pointer, 0) }
    guard let state = made else {
      throw fault("does not start")
    }
    defer {
      table.call("state_destroy") { table.functions.state_destroy(state) }
    }
    var status = gp_step_v1()
    table.call("state_status") { table.status(state, &status) }
    if status.terminal != 0 || status.truncated != 0 { throw fault("starts finished") }
    guard Int(status.to_move) < specification.playerCount else {
      throw fault(
        "starts with the turn of player \(status.to_move), expected one of "
          + "\(specification.playerCount)")
    }
    let count = table.call("state_legal") { Int(table.legal(state, nil, 0)) }
    guard 1...specification.actionCount ~= count else {
      throw fault("starts with \(count) legal actions of \(specification.actionCount)")
    }
  }
}
