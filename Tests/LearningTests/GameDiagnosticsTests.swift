import Foundation
import GameProtocol
import Learning
import Testing

@Suite struct GameDiagnosticsTests {
  let returns = ReturnRule(discount: 1)

  @Test func `outcomes, lengths, repetitions and targets are counted`() {
    let won = ScriptedGame(rewards: [0, 0, 1])
    let records = [won.record(id: 0), won.record(id: 1)]
    let found = GameDiagnostics(of: records, in: won, returns: returns)
    #expect(found.games == 2 && found.positions == 6)
    #expect(found.outcomeShares == [1, 0, 0])
    #expect(found.meanPlies == 3)
    // The second game repeats the first.
    #expect(found.duplicateShare == 0.5)
    // Visits (1, 3), (2, 3), (3, 3).
    let shares = [0.25, 0.4, 0.5]
    let entropy = shares.map { -$0 * log($0) - (1 - $0) * log(1 - $0) }.reduce(0, +) / 3
    #expect(abs(found.targetEntropy - entropy) < 1e-9)
    #expect(abs(found.topShare - (0.75 + 0.6 + 0.5) / 3) < 1e-9)
  }

  @Test func `the value error is measured against what came of it`() {
    // The network said −0.5 everywhere; the targets are 1, −1, 1.
    let game = ScriptedGame(rewards: [0, 0, 1])
    let found = GameDiagnostics(of: [game.record()], in: game, returns: returns)
    #expect(abs(found.valueError - (2.25 + 0.25 + 2.25) / 3) < 1e-6)
    #expect(abs(found.valueVariance - (1 - 1.0 / 9)) < 1e-6)
  }

  @Test func `no games show nothing`() {
    let game = ScriptedGame(rewards: [1])
    #expect(GameDiagnostics(of: [], in: game, returns: returns).positions == 0)
  }
}
