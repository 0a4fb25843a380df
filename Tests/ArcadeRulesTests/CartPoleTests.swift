import GameProtocol
import Testing

@testable import ArcadeRules

@Suite struct CartPoleTests {
  @Test func `a game starts near the centre, elsewhere for every seed`() {
    let states = (0..<100 as Range<UInt64>).map { CartPole().initialState(seed: $0) }
    #expect(Set(states).count == 100)
    for state in states {
      let numbers = [state.position, state.velocity, state.angle, state.angularVelocity]
      #expect(numbers.allSatisfy { -0.05..<0.05 ~= $0 })
    }
  }

  @Test func `a step past the bounds ends the game, and the limit cuts it off`() throws {
    var state = try CartPole().state(at: "x:2.39 v:1.0 angle:0.0 w:0.0 steps:499")
    #expect(state.apply(Action(1)) == Step(reward: 1, end: .terminated))
    #expect(state.outcome == .terminal)
    state = try CartPole().state(at: "x:0.0 v:0.0 angle:0.0 w:0.0 steps:499")
    #expect(state.apply(Action(1)) == Step(reward: 1, end: .truncated))
    #expect(state.outcome == .stepLimit)
    #expect(state.returnOf(.first) == 500)
  }

  @Test func `a policy that follows the pole keeps it upright`() {
    var state = CartPole().initialState(seed: 1)
    while !state.isTerminal {
      _ = state.apply(Action(state.angle + state.angularVelocity > 0 ? 1 : 0))
    }
    #expect(state.returnOf(.first) == 500)
  }

  @Test func `a limit of nothing is refused`() {
    let error = #expect(throws: GameOptionError.self) {
      try CartPole.registration.game(["stepLimit": .integer(0)])
    }
    #expect(error?.description == "option 'stepLimit': found 0, expected 1 or more")
  }
}
