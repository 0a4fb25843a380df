import GameProtocol
import Testing

@testable import ArcadeRules

@Suite struct GridWorldTests {
  /// Walks by the first letters of up, right, down and left.
  private func walk(_ path: String) -> (rewards: [Float], state: GridWorldState) {
    var state = GridWorld().initialState(seed: 0)
    let rewards = path.map { letter in
      let action = ["u", "r", "d", "l"].firstIndex(of: letter) ?? 0
      return state.apply(Action(action)).reward
    }
    return (rewards, state)
  }

  @Test func `the best walk takes the gem and ends on the goal`() {
    let (rewards, state) = walk("ddrrrruudddd")
    #expect(rewards == [0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 1])
    #expect(state.outcome == .terminal)
    #expect(state.returnOf(.first) == 1.5)
  }

  @Test func `the pit ends the game`() {
    let (rewards, state) = walk("ddrrddr")
    #expect(rewards.last == -1)
    #expect(state.outcome == .terminal)
    #expect(state.returnOf(.first) == -1)
  }

  @Test func `walls and edges stop the walker, and the gem is there once`() {
    #expect(walk("urrr").state.positionText == "walker:1,0 gem:0 steps:4")
    let (rewards, state) = walk("ddrrrruuduu")
    #expect(rewards.reduce(0, +) == 0.5)
    #expect(state.diagram == "..#.@\n..#..\n.....\n##.#.\n...OG")
  }

  @Test func `a walker in a wall is refused`() {
    let error = #expect(throws: NotationError.self) {
      try GridWorld().state(at: "walker:2,0 gem:0 steps:0")
    }
    #expect(
      error?.description == "found \"walker:2,0\" at character 0, expected a cell that is no wall")
  }

  @Test func `the limit cuts a walk off`() {
    let state = walk(String(repeating: "u", count: 50)).state
    #expect(state.outcome == .stepLimit)
    #expect(state.returnOf(.first) == 0)
  }
}
