import ConnectFourRules
import GameProtocol
import Learning
import Planner
import Testing

/// The truth suite of Connect Four.
@Suite struct ConnectFourSuiteTests {
  let game = ConnectFour()

  @Test func `simulations make fewer mistakes than chance on easy positions`() throws {
    let names = ["middle-easy", "end-easy"]
    let easy = TruthSuite(of: game).sampled(40).sets.filter { names.contains($0.name) }
    let suite = TruthSuite(sets: easy)
    let chance = try suite.mistakes(of: RandomAgent<ConnectFourState>())
    let search = try suite.mistakes(
      of: SearchAgent<ConnectFourState>.rolloutSearch(game: game, budget: 200, treeCount: 40))
    #expect(Set(chance.map(\.name)) == Set(names))
    for (one, other) in zip(chance, search) {
      #expect(other.mistakes < one.mistakes, "\(one.name)")
      #expect(one.positions > 20)
    }
  }

  @Test func `the perfect player makes no mistake at the end of the game`() throws {
    let sets = TruthSuite(of: game).sampled(40).sets.filter { $0.name == "end-easy" }
    #expect(!sets.isEmpty)
    let suite = TruthSuite(sets: sets)
    #expect(try suite.mistakes(of: PerfectAgent(game: game)).map(\.mistakes) == [0])
  }
}
