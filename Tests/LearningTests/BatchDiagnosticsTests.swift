import Foundation
import GameProtocol
import Learning
import Testing
import TicTacToeRules

@Suite struct BatchDiagnosticsTests {
  @Test func `entropies and clipped targets`() {
    let game = ScriptedGame(rewards: [0, 0, 5], playerCount: 1)
    var targets = Targets(
      game: game,
      configuration: TargetConfiguration(
        unrollSteps: 1, returns: ReturnRule(discount: 1), absorbingValue: .zero))
    var batch = targets.makeBatch(sampleCount: 2)
    for row in 0..<2 {
      var random = CounterRandom(seed: 1, stream: .batch)
      targets.fill(&batch, row: row, with: game.record(), at: 2, weight: 1, using: &random)
    }
    let logits = [Float](repeating: 3, count: 8)
    let found = BatchDiagnostics(
      of: batch, logits: logits, valueRange: -1...1, rewardRange: -1...1)
    #expect(abs(found.policyEntropy - log(4)) < 1e-6)
    #expect(abs(found.targetEntropy - log(2)) < 1e-6)
    #expect(found.illegalMass == 0)
    // Of the values 5 and 0 and the reward 5 of each row, two are out of range.
    #expect(abs(found.clippedShare - 2.0 / 3) < 1e-9)
    func clipped(
      _ valueRange: ClosedRange<Float>?, _ rewardRange: ClosedRange<Float>?
    ) -> Double {
      BatchDiagnostics(
        of: batch, logits: logits, valueRange: valueRange, rewardRange: rewardRange
      ).clippedShare
    }
    #expect(clipped(nil, nil) == 0)
    // Each kind of target is held against its own head: a wide value head hides no reward.
    #expect(abs(clipped(-10...10, -1...1) - 1.0 / 3) < 1e-9)
    #expect(abs(clipped(-1...1, -10...10) - 1.0 / 3) < 1e-9)
    // Without a reward head rewards are no targets, neither found nor counted.
    #expect(abs(clipped(-1...1, nil) - 1.0 / 2) < 1e-9)
  }

  @Test func `the network's probability of illegal actions`() throws {
    let game = TicTacToe()
    var record = GameRecord(
      game: GameIdentity(game.specification), seed: 1, gameID: 0, generation: 0, model: .none,
      search: .init(simulationCount: 1, hasRootNoise: false, hasTemperature: false),
      policyKind: .visitCounts)
    var state = game.initialState(seed: 0)
    for cell in [0, 1, 4, 2, 8] {
      let mover = state.playerToMove
      let reward = state.apply(Action(cell)).reward
      record.append(
        Action(cell), by: mover, reward: reward, rootValue: 0, networkValue: 0,
        policy: [(Action(cell), Float(1))])
    }
    record.finish(.terminated, outcome: .line, next: .second, returns: [1, -1])
    try record.check(against: game)
    var targets = Targets(
      game: game,
      configuration: TargetConfiguration(
        unrollSteps: 0, returns: ReturnRule(discount: 1), absorbingValue: .outcome))
    var batch = targets.makeBatch(sampleCount: 1)
    var random = CounterRandom(seed: 1, stream: .batch)
    targets.fill(&batch, row: 0, with: record, at: 3, weight: 1, using: &random)
    let found = BatchDiagnostics(
      of: batch, logits: [Float](repeating: 0, count: 9), valueRange: -1...1, rewardRange: nil)
    #expect(abs(found.illegalMass - 3.0 / 9) < 1e-6)
    #expect(found.clippedShare == 0)
  }
}
