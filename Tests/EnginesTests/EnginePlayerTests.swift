import ChessRules
import Foundation
import GameProtocol
import Learning
import Network
import Planner
import Testing
import TicTacToeRules

@testable import Engines

@Suite struct EnginePlayerTests {
  @Test func `a player searches by PUCT and without noise, however it was trained`() {
    var search = SearchConfiguration()
    search.algorithm = .gumbel
    let player = EnginePlayer(
      name: "p", game: TicTacToe(), search: search, simulations: nil, usualSimulations: 1
    ) { slots throws(EngineError) in throw EngineError("not made") }
    #expect(player.search.algorithm == .puct && player.search.rootNoiseFraction == 0)
  }

  @Test func `memory limits the tree, and a dense model more than the rules`() {
    let player = Fixtures.uniform(Chess())
    #expect(player.capacity(bytes: 64 << 20) > 4 * player.capacity(bytes: 8 << 20))
    #expect(player.capacity(bytes: 0) == 64)
    // No array of a tree takes more than 2 GiB of addresses.
    #expect(player.capacity(bytes: .max) * 4672 * 4 <= 1 << 31)
    let learned = EnginePlayer(
      name: "m", game: Chess(), search: SearchConfiguration(), simulations: nil,
      usualSimulations: 1, hiddenStateSize: 65536
    ) { slots throws(EngineError) in throw EngineError("not made") }
    #expect(learned.capacity(bytes: 1 << 28) < player.capacity(bytes: 1 << 28))
  }

  @Test func `what cannot be made is said and the engine goes on`() throws {
    let engine = try Conversation { output throws(EngineError) in
      let settings = EngineSettings<Chess>(version: "1") { _, game throws(EngineError) in
        EnginePlayer(
          name: "p", game: game, search: SearchConfiguration(), simulations: nil,
          usualSimulations: 1
        ) { slots throws(EngineError) in throw EngineError("no library") }
      }
      return try EngineConversation.uci(Chess(), settings: settings, output: output)
    }
    engine.say("isready")
    #expect(engine.answers == ["info string no library", "readyok"])
    #expect(engine.say("go nodes 3", until: "bestmove") != "bestmove (none)")
  }

  @Test func `random games find a mate in one`() throws {
    let engine = try Conversation { output throws(EngineError) in
      let settings = EngineSettings<Chess>(version: "1") { _, game throws(EngineError) in
        .rollouts(in: game, simulations: 150)
      }
      return try EngineConversation.uci(Chess(), settings: settings, output: output)
    }
    #expect(
      engine.say("position startpos moves f2f3 e7e5 g2g4", "go", until: "bestmove")
        == "bestmove d8h4")
  }
}

/// Both modes behind a protocol; needs the inference plan, not LibTorch.
@Suite(.enabled(if: InferencePlanLibrary.isAvailable, "needs libonednn_plan.so"))
struct BothModesTests {
  private func settings<G: Game>(_ mode: Blueprint.Mode, _ game: G) throws -> EngineSettings<G> {
    var configuration = NetworkConfiguration()
    configuration.body = .mlp
    configuration.width = 8
    configuration.depth = 1
    configuration.normalization = .none
    configuration.valueWidth = 0
    let blueprint = try Blueprint(configuration: configuration, game: game, mode: mode)
    let network = try PlayerNetwork(
      blueprint: blueprint, weights: NetworkWeights(initializing: blueprint, seed: 3))
    var settings = EngineSettings<G>(version: "1") { _, game throws(EngineError) in
      EnginePlayer(
        name: mode.rawValue, game: game, search: SearchConfiguration(), simulations: nil,
        usualSimulations: 20, hiddenStateSize: blueprint.hiddenState.map { 4 * $0.count }
      ) { slots throws(EngineError) in
        do throws(NetworkError) {
          return try network.model(for: game, treeCount: 1, slotsPerTree: slots)
        } catch {
          throw EngineError("\(error)")
        }
      }
    }
    settings.memory = 16 << 20
    return settings
  }

  @Test(arguments: [Blueprint.Mode.alphazero, .muzero]) func `a game by GTP`(
    mode: Blueprint.Mode
  ) throws {
    let settings = try settings(mode, TicTacToe())
    let engine = try Conversation { output throws(EngineError) in
      try EngineConversation.gtp(TicTacToe(), settings: settings, output: output)
    }
    for player in ["b", "w", "b", "w", "b"] { engine.say("genmove \(player)") }
    engine.session.end()
    #expect(engine.lines.filter { $0.hasPrefix("= ") }.count == 5)
  }

  @Test(arguments: [Blueprint.Mode.alphazero, .muzero]) func `a search by UCI, with legal lines`(
    mode: Blueprint.Mode
  ) throws {
    let settings = try settings(mode, Chess())
    let engine = try Conversation { output throws(EngineError) in
      try EngineConversation.uci(Chess(), settings: settings, output: output)
    }
    let answer = engine.say(
      "setoption name MultiPV value 3", "position startpos moves e2e4", "go nodes 60",
      until: "bestmove")
    for line in engine.answers where line.contains(" pv ") {
      var state = Chess().initialState(seed: 0)
      _ = state.apply(try state.action(for: "e2e4"))
      for move in line.components(separatedBy: " pv ")[1].split(separator: " ") {
        _ = state.apply(try state.action(for: String(move)))
      }
    }
    let first = try #require(answer.split(separator: " ").dropFirst().first)
    var state = Chess().initialState(seed: 0)
    _ = state.apply(try state.action(for: "e2e4"))
    #expect(throws: Never.self) { try state.action(for: String(first)) }
    engine.say("go infinite")
    #expect(engine.say("stop", until: "bestmove") != "")
  }
}
