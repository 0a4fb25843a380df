import CGamePlugin
import Testing

@testable import ExternalGames

@Suite struct InspectorBatchesTests {
  @Test(arguments: [
    (23, "action "), (24, "an observation of player 0 differs among 8 at once"),
  ])
  func `a call for many that does something else is found out`(
    _ fault: Int, _ reason: String
  ) throws {
    let found = try Compiled().fault(fault, in: "batches")
    #expect(found?.hasPrefix(reason) == true, "\(String(describing: found))")
  }

  @Test func `observations that are longer than they should be are found out`() throws {
    let rules = try Nim.rules { functions in
      functions.observe_batch = { states, count, player, memory, stride in
        for index in 0..<Int(count) {
          let place = memory?.advanced(by: index * stride)
          Nim.functions.state_observe(states?[index], player, place)
          place?.storeBytes(of: 0, toByteOffset: 3, as: UInt8.self)
        }
      }
    }
    let finding = inspect(ExternalGame(rules), steps: 50).first { $0.name == "batches" }
    #expect(finding?.fault == "observations of player 0 overrun their 3 bytes")
  }

  @Test func `what is written behind the last observation is found out`() throws {
    let rules = try Nim.rules { functions in
      functions.observe_batch = { states, count, player, memory, stride in
        for index in 0..<Int(count) {
          Nim.functions.state_observe(
            states?[index], player, memory?.advanced(by: index * stride))
        }
        memory?.storeBytes(of: 0, toByteOffset: Int(count) * stride, as: UInt8.self)
      }
    }
    let finding = inspect(ExternalGame(rules), steps: 50).first { $0.name == "batches" }
    #expect(finding?.fault == "observations of player 0 overrun their 3 bytes")
  }

  @Test(arguments: [(0, 84), (1, 21), (2, 3)] as [(UInt32, Int)])
  func `the size of an observation follows from its type`(_ type: UInt32, _ size: Int) throws {
    let sound = try Nim.rules()
    #expect(Inspector(rules: sound, steps: 1).observationSize == 3)
    let rules = try Nim.rules { functions in
      functions.game_spec =
        switch type {
        case 0:
          {
            Nim.functions.game_spec($0, $1); $1?.pointee.observation_type = 0
          }
        case 1:
          {
            Nim.functions.game_spec($0, $1); $1?.pointee.observation_type = 1
          }
        default: Nim.functions.game_spec
        }
    }
    #expect(Inspector(rules: rules, steps: 1).observationSize == size)
  }
}
