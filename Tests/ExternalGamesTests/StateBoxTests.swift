import CGamePlugin
import GameProtocol
import Synchronization
import Testing

@testable import ExternalGames

@Suite struct StateBoxTests {
  @Test func `a copy goes its own way`() throws {
    let box = StateBox(try Nim.rules(), seed: 0)
    let copy = StateBox(copying: box)
    #expect(copy.hash == box.hash && copy.pointer != box.pointer)
    var step = gp_step_v1()
    #expect(copy.take(7, &step) == 0)
    #expect(copy.hash != box.hash)
    #expect(copy.status == (.second, .continues) && box.status == (.first, .continues))
  }

  @Test func `an action that is refused is told, and nothing happens`() throws {
    let box = StateBox(try Nim.rules(), seed: 0)
    let before = box.hash
    var step = gp_step_v1()
    #expect(box.take(3, &step) < 0)
    #expect(box.hash == before)
  }

  @Test(
    arguments: [
      (0, 0, .continues), (1, 0, .terminated), (0, 1, .truncated), (1, 1, .terminated),
    ] as [(UInt8, UInt8, Step.End)])
  func `a step says who is to move and how the game stands`(
    _ terminal: UInt8, _ truncated: UInt8, _ end: Step.End
  ) throws {
    var step = gp_step_v1()
    (step.to_move, step.terminal, step.truncated) = (1, terminal, truncated)
    #expect(StateBox(try Nim.rules(), seed: 0).reading(step) == (.second, end))
  }

  /// The positions that were given back.
  private static let returned = Mutex<[Int]>([])

  @Test func `a position is given back when nobody holds it`() throws {
    let rules = try Nim.rules { functions in
      functions.state_destroy = { state in
        StateBoxTests.returned.withLock { $0.append(Int(bitPattern: state)) }
        Nim.functions.state_destroy(state)
      }
    }
    // The check of the start gave one back.
    Self.returned.withLock { $0.removeAll() }
    var box: StateBox? = StateBox(rules, seed: 0)
    let pointer = Int(bitPattern: try #require(box).pointer)
    var other = box
    box = nil
    #expect(Self.returned.withLock(\.self) == [])
    #expect(other != nil)
    other = nil
    #expect(Self.returned.withLock(\.self) == [pointer])
  }
}
