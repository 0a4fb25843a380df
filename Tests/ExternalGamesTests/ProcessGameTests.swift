import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ProcessGameTests {
  @Test func `options and their errors reach the game`() throws {
    let served = try Served()
    var plan = served.subtraction()
    plan.options = ["size": .integer(5)]
    let state = ProcessGame(try ProcessRules(plan)).initialState(seed: 0)
    #expect(state.diagram == "||||| x")
    plan.options = ["size": .integer(1)]
    let error = #expect(throws: ProcessError.self) { try ProcessRules(plan) }
    #expect(error?.description.contains("option size: found 1, expected at least 3") == true)
  }

  @Test(arguments: [
    ("", nil), ("slow", "the server cannot save and restore a position"),
  ])
  func `why a game is copied by replaying is told`(_ name: String, _ obstacle: String?) throws {
    let served = try Served()
    let game = ProcessGame(try ProcessRules(served.subtraction(name)))
    #expect(game.copyingObstacle == obstacle)
  }

  @Test func `chance that cannot be replaced is an obstacle to copying`() throws {
    let served = try Served()
    let script = try served.write(
      """
      import tesuji_process as tesuji

      class Still(tesuji.Copied, tesuji.Environment):
          def reset(self, seed): self.seed = seed
          def step(self, action): return 0.0
          def observe(self, player): return [0.0]

      tesuji.serve(lambda name, options: (
          tesuji.Specification(actions=1, observation=[1, 1, 1], chance=True), Still))
      """, as: "still.py")
    let rules = try ProcessRules(ProcessPlan(name: "still", command: ["python3", "-u", script]))
    #expect(rules.facts.canClone && !rules.facts.canReseed)
    #expect(
      ProcessGame(rules).copyingObstacle
        == "its chance cannot be replaced, so a planner would see the real future")
  }
}
