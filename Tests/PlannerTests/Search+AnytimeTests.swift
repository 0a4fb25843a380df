import GameProtocol
import Testing

@testable import Planner

@Suite struct SearchAnytimeTests {
  private func configuration(_ simulations: Int) -> SearchConfiguration {
    var configuration = SearchConfiguration().withoutExploration
    configuration.simulations = simulations
    return configuration
  }

  private func searched(
    _ simulations: Int, while goesOn: (Int) -> Bool = { _ in true }
  ) throws -> Search {
    let search = Search(
      configuration: configuration(simulations), treeCount: 1, actionCount: 9)
    let model = TrueRules(
      game: TinyGame(), evaluator: UniformEvaluator<TinyGame.State>(), treeCount: 1,
      slotsPerTree: search.slotsPerTree)
    model.setRoot(TinyGame().initialState(seed: 0), tree: 0)
    try search.run(on: model, keys: [SearchKey()], while: goesOn)
    return search
  }

  @Test(arguments: [1, 7, 50])
  func `a search that is cut off has found what a shorter one finds`(_ count: Int) throws {
    let cut = try searched(200) { $0 < count }
    let short = try searched(count)
    #expect(cut.result(of: 0) == short.result(of: 0))
  }

  @Test func `the closure is asked after every simulation but the last`() throws {
    var asked: [Int] = []
    _ = try searched(5) {
      asked.append($0)
      return true
    }
    #expect(asked == [1, 2, 3, 4])
  }

  @Test func `findings can be asked for on the way`() throws {
    let search = Search(configuration: configuration(50), treeCount: 1, actionCount: 9)
    let model = TrueRules(
      game: TinyGame(), evaluator: UniformEvaluator<TinyGame.State>(), treeCount: 1,
      slotsPerTree: search.slotsPerTree)
    model.setRoot(TinyGame().initialState(seed: 0), tree: 0)
    try search.run(on: model, keys: [SearchKey()]) { simulations in
      let result = search.result(of: 0)
      let visits = result.edges.reduce(0) { $0 + $1.visits }
      #expect(visits == simulations)
      return true
    }
  }

  @Test func `the main line follows the most visited actions`() throws {
    let search = try searched(400)
    let line = search.principalVariation(of: 0, from: search.result(of: 0).bestAction)
    #expect(line.count > 1 && line[0] == search.result(of: 0).bestAction)
    // By the tree as a list: from each node the child with the most visits, ties to the lower action.
    let nodes = search.nodes(of: 0)
    var expected: [Int] = []
    var node = 0
    while true {
      let children = nodes.indices.filter { $0 > 0 && nodes[$0].parent == node }
      guard
        let best = children.max(by: {
          (nodes[$0].visits, nodes[$1].action) < (nodes[$1].visits, nodes[$0].action)
        })
      else { break }
      expected.append(nodes[best].action)
      node = best
    }
    #expect(line.map(\.index) == expected)
  }

  @Test func `an action without a visit has no line`() throws {
    let search = try searched(1)
    let best = search.result(of: 0).bestAction
    #expect(search.principalVariation(of: 0, from: Action(best.index == 0 ? 1 : 0)).isEmpty)
  }
}
