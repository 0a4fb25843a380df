import GameProtocol
import Learning
import Network
import Planner
import Testing
import TicTacToeRules

/// Playing with packed weights; needs the inference plan, not LibTorch.
@Suite(.enabled(if: InferencePlanLibrary.isAvailable)) struct PlayerNetworkTests {
  private func player(_ mode: Blueprint.Mode) throws -> PlayerNetwork {
    var configuration = NetworkConfiguration()
    configuration.body = .mlp
    configuration.width = 16
    configuration.normalization = .none
    configuration.valueWidth = 0
    let blueprint = try Blueprint(configuration: configuration, game: TicTacToe(), mode: mode)
    return try PlayerNetwork(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 3))
  }

  private var positions: [TicTacToeState] {
    var states: [TicTacToeState] = []
    var state = TicTacToe().initialState(seed: 0)
    for action in [4, 0, 8, 2, 1] {
      states.append(state)
      _ = state.apply(Action(action))
    }
    return states
  }

  @Test(arguments: [Blueprint.Mode.alphazero, .muzero], [0, 12])
  func `a move does not depend on the positions beside it`(
    _ mode: Blueprint.Mode, _ simulations: Int
  ) throws {
    let network = try player(mode)
    let keys = positions.indices.map { SearchKey(game: UInt64($0)) }
    let together = try network.agent(
      named: "a", for: TicTacToe(), search: SearchConfiguration(), simulations: simulations,
      treeCount: 5
    ).actions(for: positions, keys: keys)
    let alone = try network.agent(
      named: "b", for: TicTacToe(), search: SearchConfiguration(), simulations: simulations,
      treeCount: 1
    ).actions(for: positions, keys: keys)
    #expect(together == alone)
    for (state, action) in zip(positions, together) {
      #expect(state.legalActions.contains(action))
    }
  }

  @Test func `a meter counts what the network is asked`() throws {
    let network = try player(.muzero)
    let meter = EvaluationMeter()
    let search = Search(configuration: SearchConfiguration(), treeCount: 2, actionCount: 9)
    let model = try network.model(
      for: TicTacToe(), treeCount: 2, slotsPerTree: search.slotsPerTree, meter: meter)
    model.setRoot(positions[0], tree: 0)
    model.setRoot(positions[1], tree: 1)
    try search.run(on: model.model, keys: [SearchKey(), SearchKey()])
    // The learned model has no ends: every simulation and every root asks once.
    #expect(meter.evaluations == 2 * search.slotsPerTree)
    #expect(meter.calls == search.slotsPerTree)
    #expect(meter.seconds > 0)
  }
}
