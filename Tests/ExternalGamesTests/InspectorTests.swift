import CGamePlugin
import Testing

@testable import ExternalGames

@Suite struct InspectorTests {
  @Test(arguments: [
    (10, "observations", "element 4 of the observation of player 0 is "),
    (11, "legal actions", "1000 legal actions of 21"),
    (12, "clones", "a copy changes its original"),
    (20, "clones", "a copy differs from its original"),
    (21, "determinism", "the same seed and actions give different games after "),
    (34, "observations", "the observation of player 0 is written past its 84 bytes"),
    (35, "observations", "the observation of player 0 is written past its 21 bytes"),
    (36, "observations", "the observation of player 0 is written past its 3 bytes"),
  ])
  func `a game that goes wrong in play is found out`(
    _ fault: Int, _ name: String, _ reason: String
  ) throws {
    let found = try Compiled().fault(fault, in: name)
    #expect(found?.hasPrefix(reason) == true, "\(String(describing: found))")
  }

  /// What is found in Nim with other functions.
  private func fault(
    in name: String, _ change: (inout gp_plugin_v1) -> Void
  ) throws -> String? {
    let game = ExternalGame(try Nim.rules(change))
    return try #require(inspect(game, steps: 200).first { $0.name == name }).fault
  }

  /// The number of matches in play, in the library's own bytes.
  private static func matches(_ state: OpaquePointer?) -> Int {
    guard let heaps = UnsafePointer<UInt8>(state) else { return 0 }
    return (0..<3).reduce(0) { $0 + Int(heaps[$1]) }
  }

  /// Whose turn it is, in the library's own bytes.
  private static func turn(_ state: OpaquePointer?) {
    UnsafeMutablePointer<UInt8>(state)?[3] ^= 1
  }

  @Test func `a sound game has no fault`() throws {
    let findings = inspect(ExternalGame(try Nim.rules()), steps: 200)
    #expect(findings.filter { $0.fault != nil } == [])
    #expect(findings.first { $0.name == "reseeding" }?.note == "not needed: there is no chance")
    #expect(findings.first { $0.name == "batches" }?.note == "not offered")
    #expect(findings.last?.note?.hasSuffix(" random steps a second") == true)
  }

  @Test func `a legal action that is refused is found out`() throws {
    let found = try fault(in: "legal actions") { functions in
      functions.state_step = { state, action, out in
        InspectorTests.matches(state) < 10 ? -5 : Nim.functions.state_step(state, action, out)
      }
    }
    #expect(found?.hasPrefix("the legal action ") == true)
    #expect(found?.hasSuffix(" is refused with -5") == true)
  }

  @Test func `legal actions that do not ascend are found out`() throws {
    let found = try fault(in: "legal actions") { functions in
      functions.state_legal = { state, out, capacity in
        let count = Nim.functions.state_legal(state, out, capacity)
        if count > 1, let out { swap(&out[0], &out[1]) }
        return count
      }
    }
    #expect(found?.hasPrefix("legal actions that do not ascend from 0 to 20: [1, 0, 2") == true)
  }

  @Test func `a game that goes on without legal actions is found out`() throws {
    let found = try fault(in: "legal actions") { functions in
      functions.state_legal = { state, out, capacity in
        InspectorTests.matches(state) < 10 ? 0 : Nim.functions.state_legal(state, out, capacity)
      }
    }
    #expect(found == "0 legal actions in a game that is not finished")
  }

  @Test func `a reward that is no number is found out`() throws {
    let found = try fault(in: "legal actions") { functions in
      functions.state_step = { state, action, out in
        defer { out?.pointee.reward = .nan }
        return Nim.functions.state_step(state, action, out)
      }
    }
    #expect(found?.hasSuffix(" has a reward of nan") == true)
  }

  @Test func `a cost below 0 is found out`() throws {
    let found = try fault(in: "legal actions") { functions in
      functions.state_step = { state, action, out in
        defer { out?.pointee.cost = -1 }
        return Nim.functions.state_step(state, action, out)
      }
    }
    #expect(found?.hasSuffix(" has a cost of -1.0") == true)
  }

  @Test func `a player who does not play is found out`() throws {
    let found = try fault(in: "legal actions") { functions in
      functions.state_step = { state, action, out in
        defer { out?.pointee.to_move = 2 }
        return Nim.functions.state_step(state, action, out)
      }
    }
    #expect(found?.hasSuffix(" it is the turn of player 2") == true)
  }

  @Test func `an illegal action that is taken is found out`() throws {
    let found = try fault(in: "illegal actions") { functions in
      functions.state_step = { state, action, out in
        max(0, Nim.functions.state_step(state, action, out))
      }
    }
    #expect(found == "the illegal action -1 is taken")
  }

  @Test func `an illegal action that leaves traces is found out`() throws {
    let found = try fault(in: "illegal actions") { functions in
      functions.state_step = { state, action, out in
        if action == 21 { InspectorTests.turn(state) }
        return Nim.functions.state_step(state, action, out)
      }
    }
    #expect(found == "the illegal action 21 is refused, but changes the state")
  }

  @Test func `a copy that is none is found out`() throws {
    let found = try fault(in: "clones") { $0.state_copy_from = { _, _ in } }
    #expect(found == "a copy differs from its original")
  }

  @Test func `bytes that are cut short and read are found out`() throws {
    let found = try fault(in: "serialization") { functions in
      functions.state_deserialize = { state, bytes, count in
        var whole = (0..<4).map { $0 < count ? bytes?[$0] ?? 0 : 0 }
        return Nim.functions.state_deserialize(state, &whole, 4)
      }
    }
    #expect(found == "bytes that are cut short are read")
  }

  @Test func `bytes that become another state are found out`() throws {
    let found = try fault(in: "serialization") { functions in
      functions.state_deserialize = { state, bytes, count in
        defer { InspectorTests.turn(state) }
        return Nim.functions.state_deserialize(state, bytes, count)
      }
    }
    #expect(found == "the state read back is another one")
  }

  @Test func `bytes that are not read back are found out`() throws {
    let found = try fault(in: "serialization") { $0.state_deserialize = { _, _, _ in -1 } }
    #expect(found == "its own 4 bytes are not read back")
  }

  @Test func `a seed that changes the position is found out`() throws {
    let found = try fault(in: "reseeding") { functions in
      functions.game_spec = { game, out in
        Nim.functions.game_spec(game, out)
        out?.pointee.capabilities |= GP_HAS_CHANCE
      }
      functions.state_reseed = { state, _ in InspectorTests.turn(state) }
    }
    #expect(found == "another seed changes the present position")
  }
}
