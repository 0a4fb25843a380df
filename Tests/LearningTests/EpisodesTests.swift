import ArcadeRules
import GameProtocol
import Learning
import Planner
import Testing

@Suite struct EpisodesTests {
  @Test func `mean, deviation and extremes are those of the returns`() {
    let result = EpisodeResult(returns: [1, 2, 6], steps: 30)
    #expect(result.mean == 3)
    #expect(abs(result.deviation * result.deviation - 7) < 1e-12)
    #expect((result.lowest, result.highest) == (1, 6))
    #expect(result.meanSteps == 10)
    #expect(EpisodeResult(returns: [4], steps: 1).deviation == 0)
  }

  @Test func `a pole that is always pushed one way falls after about ten steps`() throws {
    let played = try Episodes(of: CartPole(), numbers: 0..<20).play(LeftAgent())
    #expect(played.returns.allSatisfy { (8...11).contains($0) })
    #expect(Double(played.steps) == played.returns.reduce(0, +))
  }

  @Test func `a game depends on its number and not on those beside it`() throws {
    let all = try Episodes(of: CartPole(), numbers: 0..<6).play(RandomAgent()).returns
    let parts =
      try Episodes(of: CartPole(), numbers: 0..<1).play(RandomAgent()).returns
      + Episodes(of: CartPole(), numbers: 1..<6).play(RandomAgent()).returns
    #expect(parts == all)
    #expect(Set(all).count > 1)
    let others = try Episodes(of: CartPole(), numbers: 0..<6, seed: 1).play(RandomAgent()).returns
    #expect(others != all)
  }
}

/// Takes the lowest legal action.
private final class LeftAgent: Agent {
  let name = "left"

  func actions(for states: [CartPoleState], keys: [SearchKey]) -> [Action] {
    states.map { $0.legalActions[0] }
  }
}
