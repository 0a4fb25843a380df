import CGamePlugin
import GameProtocol
import Synchronization
import Testing

@testable import ExternalGames

@Suite struct ExternalRulesTests {
  @Test(arguments: [
    (6, "game 'nim': has 0 actions, expected 1 to 16777216"),
    (7, "game 'nim': starts with 1000 legal actions of 21"),
    (13, "game 'nim': has continuous actions, which cannot be searched"),
    (
      37,
      "game 'nim': has 420000 actions, for each of which 20000 action planes would have a cell, "
        + "expected 4096 planes at most, or 'action_draw' with GP_CAN_DRAW"
    ),
    (38, "game 'nim': starts with the turn of player 2, expected one of 2"),
  ])
  func `a broken game is refused with a reason`(_ fault: Int, _ reason: String) throws {
    let found = try Compiled().refusal(of: fault)
    #expect(found.hasSuffix(reason), "\(found)")
  }

  typealias Spec = @convention(c) (OpaquePointer?, UnsafeMutablePointer<gp_spec_v1>?) -> Void

  /// The facts of Nim.
  private static func sound(
    _ game: OpaquePointer?, _ out: UnsafeMutablePointer<gp_spec_v1>?
  ) -> UnsafeMutablePointer<gp_spec_v1>? {
    Nim.functions.game_spec(game, out)
    return out
  }

  @Test func `facts that cannot be played are refused`() {
    func check(_ reason: String, _ spec: @escaping Spec) {
      let error = #expect(throws: PluginError.self) { try Nim.rules { $0.game_spec = spec } }
      #expect(error?.description.contains("game 'nim': \(reason)") == true, "\(reason)")
    }
    check("has 16777217 actions, expected 1 to 16777216") {
      ExternalRulesTests.sound($0, $1)?.pointee.action_count = 1 << 24 + 1
    }
    check("has 3 players, expected 1 or 2") {
      ExternalRulesTests.sound($0, $1)?.pointee.players = 3
    }
    check("has rules of version 0, expected 1 or more") {
      ExternalRulesTests.sound($0, $1)?.pointee.rules_version = 0
    }
    check("has observations of 1×0×7 elements") {
      ExternalRulesTests.sound($0, $1)?.pointee.height = 0
    }
    check("has observations of 4096×4096×7 elements") {
      guard let out = ExternalRulesTests.sound($0, $1) else { return }
      (out.pointee.channels, out.pointee.height) = (4096, 4096)
    }
    check("has observations of the unknown type 3") {
      ExternalRulesTests.sound($0, $1)?.pointee.observation_type = 3
    }
    check("has 4097 action planes") {
      ExternalRulesTests.sound($0, $1)?.pointee.action_planes = 4097
    }
    check("has a discount of nan") {
      ExternalRulesTests.sound($0, $1)?.pointee.discount = .nan
    }
    check("has values from 2.0 to 1.0") {
      ExternalRulesTests.sound($0, $1)?.pointee.value_min = 2
    }
    check("has values from -inf to 1.0") {
      ExternalRulesTests.sound($0, $1)?.pointee.value_min = -.infinity
    }
  }

  @Test func `a game that does not start is refused`() {
    func check(_ reason: String, _ change: (inout gp_plugin_v1) -> Void) {
      let error = #expect(throws: PluginError.self) { try Nim.rules(change) }
      #expect(error?.fault == .badGame(name: "nim", reason: reason))
    }
    check("cannot be made") { $0.game_create = { _, _, _, _ in nil } }
    check("does not start") { $0.state_create = { _, _ in nil } }
    check("starts finished") { functions in
      functions.state_status = { _, out in out?.pointee.truncated = 1 }
    }
    check("starts with 0 legal actions of 21") { $0.state_legal = { _, _, _ in 0 } }
  }

  @Test func `capabilities and facts reach the specification`() throws {
    let nim = try Nim.rules()
    #expect(
      nim.specification
        == GameSpecification(
          name: "nim", version: 1, actionCount: 21,
          observationShape: .init(channels: 1, height: 3, width: 7), lengthLimit: 15))
    #expect(nim.can(GP_CAN_PARSE) && !nim.can(GP_CAN_DRAW))
    let other = try Nim.rules { functions in
      functions.game_spec = { game, out in
        guard let out = ExternalRulesTests.sound(game, out) else { return }
        out.pointee.capabilities = GP_HAS_REWARDS | GP_HAS_CHANCE | GP_IS_SLOW
        (out.pointee.players, out.pointee.step_limit, out.pointee.action_planes) = (1, 0, 5)
        (out.pointee.value_min, out.pointee.value_max, out.pointee.discount) = (0, 0, 0.5)
      }
      functions.state_reseed = { _, _ in }
    }
    #expect(
      other.specification
        == GameSpecification(
          name: "nim", version: 1, playerCount: 1, actionCount: 21,
          observationShape: .init(channels: 1, height: 3, width: 7), actionPlaneCount: 5,
          valueRange: nil, rewardKind: .perStep, lengthLimit: nil, discount: 0.5,
          copying: .byReplay, isStochastic: true, isSlow: true))
  }

  @Test func `there are planes enough for all actions, and bounds hold for either player`() throws {
    let nim = try Nim.rules { functions in
      functions.game_spec = { game, out in
        guard let out = ExternalRulesTests.sound(game, out) else { return }
        out.pointee.action_count = 44
        (out.pointee.value_min, out.pointee.value_max) = (-1, 0.5)
      }
    }
    #expect(nim.specification.actionPlaneCount == 3)
    #expect(nim.specification.valueRange == -1...1)
  }

  /// How many games were given back.
  private static let returned = Mutex(0)

  @Test func `a game is given back when nobody needs it, a refused one too`() throws {
    var rules: ExternalRules? = try Nim.rules { functions in
      functions.game_destroy = { _ in ExternalRulesTests.returned.withLock { $0 += 1 } }
    }
    #expect(rules != nil && Self.returned.withLock(\.self) == 0)
    rules = nil
    #expect(Self.returned.withLock(\.self) == 1)
    #expect(throws: PluginError.self) {
      try Nim.rules { functions in
        functions.game_destroy = { _ in ExternalRulesTests.returned.withLock { $0 += 1 } }
        functions.state_create = { _, _ in nil }
      }
    }
    #expect(Self.returned.withLock(\.self) == 2)
  }
}
