import Experiments
import Foundation
import GameProtocol
import Learning
import Network
import Planner
import Runs
import Testing

@Suite struct RunConfigurationTests {
  static let presets = ProjectFiles.ofSources.presetNames

  @Test func `every key is documented, and nothing else is`() {
    #expect(RunConfiguration.schema.undocumentedKeys == [])
    #expect(RunConfiguration.schema.superfluousDocs == [])
  }

  @Test func `the presets that the project promises exist`() {
    let promised = [
      "connect-four-alphazero", "connect-four-muzero", "paper-atari", "paper-chess", "paper-go",
      "paper-shogi", "tictactoe-alphazero", "tictactoe-muzero", "cartpole-alphazero",
      "cartpole-muzero", "minatar-breakout-alphazero", "minatar-breakout-muzero",
      "atari-breakout-alphazero", "atari-breakout-muzero",
    ]
    #expect(promised.filter { !Self.presets.contains($0) } == [])
  }

  @Test(arguments: presets)
  func `a preset resolves, and its canonical text means the same`(_ name: String) throws {
    let resolved = try RunConfiguration.load(name, files: .ofSources)
    let again = try RunConfiguration.read(canonical: resolved.canonicalJSON, from: name)
    #expect(again.value == resolved.value)
    #expect(again.canonicalJSON == resolved.canonicalJSON)
    // The Atari games are a plugin that is built on demand.
    if !resolved.value.game.name.hasPrefix("atari-") { _ = try resolved.value.makeGame() }
  }

  /// The values of MuZero's paper: section 4, appendices C to H, and the pseudocode.
  @Test(arguments: [
    PaperValues("paper-go", alpha: 0.03, rate: 0.01, simulations: 800, batch: 2048, td: 0),
    PaperValues("paper-chess", alpha: 0.3, rate: 0.1, simulations: 800, batch: 2048, td: 0),
    PaperValues("paper-shogi", alpha: 0.15, rate: 0.1, simulations: 800, batch: 2048, td: 0),
    PaperValues("paper-atari", alpha: 0.25, rate: 0.05, simulations: 50, batch: 1024, td: 10),
  ])
  func `the presets of the paper have its values`(_ paper: PaperValues) throws {
    let value = try RunConfiguration.load(paper.preset, files: .ofSources).value
    #expect(value.mode == .muzero)
    #expect(value.search.rootNoiseAlpha == paper.alpha)
    #expect(value.search.rootNoiseFraction == 0.25)
    #expect(value.search.simulations == paper.simulations)
    #expect(value.search.explorationInit == 1.25)
    #expect(value.search.explorationBase == 19652)
    #expect(value.optimizer.learningRate.initial == paper.rate)
    #expect(value.optimizer.momentum == 0.9)
    #expect(value.optimizer.weightDecay == 1e-4)
    #expect(value.training.batchSize == paper.batch)
    #expect(value.training.tdSteps == paper.td)
    #expect(value.training.unrollSteps == 5)
    #expect(value.training.generations * value.training.stepsPerGeneration == 1_000_000)
    #expect(value.network.blocks == 16 && value.network.dynamicsBlocks == 16)
    #expect(value.network.channels == 256)
    #expect(value.network.policyHead == .dense)
    #expect(value.optimizer.learningRate.shape == .exponential)
    // A new network for self-play every 1000 steps.
    #expect(value.training.stepsPerGeneration == 1000)
    #expect(value.search.visitConvention == .edges)
    let isAtari = paper.preset == "paper-atari"
    #expect(value.optimizer.learningRate.decaySteps == (isAtari ? 350_000 : 400_000))
    #expect(value.network.valueHead == (isAtari ? .categorical : .scalar))
    #expect(value.network.rewardHead == (isAtari ? .categorical : .none))
    #expect(value.search.valueBounds == (isAtari ? .treeRaw : .known))
    #expect(value.search.temperaturePlies == (isAtari ? 0 : 30))
    #expect(value.search.finalTemperature == (isAtari ? 1 : 0))
    #expect(value.selfPlay.temperatures == (isAtari ? [1, 0.5, 0.25] : []))
    #expect(value.training.windowGames == (isAtari ? 125_000 : 1_000_000))
    #expect(value.training.priorityAlpha == (isAtari ? 1 : 0))
    #expect(value.training.priorityBeta == (isAtari ? 1 : 0))
    if isAtari {
      #expect(value.network.valueSupport == 300 && value.network.rewardSupport == 300)
    } else {
      // Steps of history: 8, in chess 100, with 14 planes each.
      let shape = try value.makeGame().game.specification.observationShape
      let planes = ["paper-go": 17, "paper-chess": 14 * 100 + 7, "paper-shogi": 362]
      #expect(shape.channels == planes[paper.preset])
    }
  }

  @Test func `an unknown key is refused with a suggestion`() throws {
    let error = #expect(throws: ConfigurationError.self) {
      try RunConfiguration.load(
        "tictactoe-alphazero", overrides: ["serach.simulations=3"], files: .ofSources)
    }
    #expect(error?.description.contains("did you mean 'search'?") == true)
  }

  @Test func `an unknown preset is refused with a suggestion`() throws {
    let error = #expect(throws: ConfigurationError.self) {
      try RunConfiguration.load("tictactoe-alphazer", files: .ofSources)
    }
    #expect(error?.description.contains("did you mean 'tictactoe-alphazero'") == true)
  }

  @Test func `an unknown game is refused with a suggestion`() throws {
    var configuration = RunConfiguration()
    configuration.game.name = "conect-four"
    let error = #expect(throws: ConfigurationError.self) { try configuration.makeGame() }
    #expect(error?.description.contains("did you mean 'connect-four'") == true)
  }

  @Test func `values out of range are all told at once`() throws {
    let error = #expect(throws: ConfigurationError.self) {
      try RunConfiguration.load(
        "tictactoe-alphazero",
        overrides: ["training.batchSize=0", "selfPlay.gamesAtOnce=0", "search.simulations=0"],
        files: .ofSources)
    }
    #expect(error?.problems.count == 3)
  }

  @Test(arguments: [
    // More than the window keeps, more than are played before the end, and no games at all.
    ["training.minimumGames=31", "training.windowGames=30"],
    ["training.minimumGames=37", "selfPlay.gamesPerGeneration=12", "training.generations=4"],
    ["training.generations=1"],
  ])
  func `settings that can never train are refused`(_ overrides: [String]) throws {
    let error = #expect(throws: ConfigurationError.self) {
      try RunConfiguration.load("tictactoe-alphazero", overrides: overrides, files: .ofSources)
    }
    #expect(
      error?.description.contains("or nothing is ever learnt; found") == true,
      "\(String(describing: error))")
  }

  @Test func `the most games that can be waited for are accepted`() throws {
    #expect(throws: Never.self) {
      try RunConfiguration.load(
        "tictactoe-alphazero",
        overrides: [
          "training.minimumGames=36", "selfPlay.gamesPerGeneration=12", "training.generations=4",
        ], files: .ofSources)
    }
  }
}

struct PaperValues: Sendable, CustomTestStringConvertible {
  let preset: String
  let alpha: Double
  let rate: Double
  let simulations: Int
  let batch: Int
  let td: Int

  init(_ preset: String, alpha: Double, rate: Double, simulations: Int, batch: Int, td: Int) {
    self.preset = preset
    self.alpha = alpha
    self.rate = rate
    self.simulations = simulations
    self.batch = batch
    self.td = td
  }

  var testDescription: String { preset }
}

extension ProjectFiles {
  /// The files beside these tests, wherever they are run.
  static let ofSources = ProjectFiles(near: [URL(fileURLWithPath: #filePath)])
}
