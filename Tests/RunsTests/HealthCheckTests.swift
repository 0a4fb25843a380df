import Experiments
import GameProtocol
import Learning
import Network
import Testing
import TicTacToeRules

@testable import Runs

@Suite struct HealthCheckTests {
  /// A check of games that are in order.
  private func check(share: Double = 0.5, mode: Blueprint.Mode = .muzero) -> HealthCheck {
    var games = GameDiagnostics(of: [], in: TicTacToe(), returns: ReturnRule(discount: 1))
    games.games = 100
    games.positions = 700
    games.outcomeShares = [0.5, 0.2, 0.3]
    games.duplicateShare = 0.5
    games.valueError = 0.2
    games.valueVariance = 0.8
    return HealthCheck(
      games: games, batch: nil, mode: mode, playerCount: 2, isTrained: true, share: share)
  }

  private func batch(_ change: (inout BatchDiagnostics) -> Void) throws -> BatchDiagnostics {
    let targets = Targets(
      game: TicTacToe(),
      configuration: TargetConfiguration(
        unrollSteps: 0, returns: ReturnRule(discount: 1), absorbingValue: .outcome))
    let empty = targets.makeBatch(sampleCount: 1)
    var batch = BatchDiagnostics(
      of: empty, logits: [Float](repeating: 0, count: 9), valueRange: nil,
      rewardRange: nil)
    batch.policyEntropy = 1
    batch.targetEntropy = 0.5
    batch.illegalMass = 0
    batch.clippedShare = 0
    change(&batch)
    return batch
  }

  @Test func `a healthy run gets no warning`() throws {
    var check = check()
    #expect(check.warnings.isEmpty)
    check.batch = try batch { _ in }
    #expect(check.warnings.isEmpty)
  }

  @Test func `games that end all alike are told`() {
    var drawn = check()
    drawn.games.outcomeShares = [0.005, 0.995, 0]
    #expect(drawn.warnings.count == 1)
    #expect(drawn.warnings[0].contains("99.5 % of the newest 100 games were drawn"))
    var won = check()
    won.games.outcomeShares = [1, 0, 0]
    #expect(won.warnings.first?.contains("won by the player who moves first") == true)
    // A few games may well end alike.
    won.games.games = 10
    #expect(won.warnings.isEmpty)
    // One player alone is meant to win always.
    var alone = check()
    alone.games.outcomeShares = [1, 0, 0]
    alone.playerCount = 1
    #expect(alone.warnings.isEmpty)
  }

  @Test func `games that repeat each other are told`() {
    var check = check()
    check.games.duplicateShare = 0.99
    #expect(check.warnings.first?.contains("99.0 % of the newest positions") == true)
  }

  @Test func `constant value targets are told`() {
    var check = check()
    check.games.valueVariance = 0
    #expect(check.warnings.first?.hasPrefix("value targets are constant") == true)
  }

  @Test func `values no better than the mean are told once they should be`() {
    var late = check(share: 0.3)
    late.games.valueError = 0.9
    #expect(late.warnings.first?.contains("err by 0.9") == true)
    var early = check(share: 0.1)
    early.games.valueError = 0.9
    #expect(early.warnings.isEmpty)
  }

  @Test func `a network that was never trained is not called overfitted`() {
    var untrained = check(share: 0.9)
    untrained.isTrained = false
    untrained.games.valueError = 0.9
    #expect(untrained.warnings.isEmpty)
    // What the targets alone show is told all the same.
    untrained.games.valueVariance = 0
    #expect(untrained.warnings.count == 1)
  }

  @Test func `the generation after the first that trains is the first to play with a lesson`() {
    func trained(_ minimumGames: Int) -> [Bool] {
      (0..<6).map {
        HealthCheck.isTrained(in: $0, minimumGames: minimumGames, gamesPerGeneration: 10)
      }
    }
    // Generation 0 has no games to train on, and generation 1 still plays as it did.
    #expect(trained(1) == [false, false, true, true, true, true])
    #expect(trained(10) == [false, false, true, true, true, true])
    #expect(trained(11) == [false, false, false, true, true, true])
    #expect(trained(1000) == [false, false, false, false, false, false])
  }

  @Test func `targets beyond the support are told`() throws {
    var check = check()
    check.batch = try batch { $0.clippedShare = 0.02 }
    #expect(check.warnings.first?.hasPrefix("2.0 % of the value and reward targets") == true)
  }

  @Test func `a collapsed policy is told, a sharp one with sharp targets is not`() throws {
    var check = check()
    check.batch = try batch { $0.policyEntropy = 0.001 }
    #expect(check.warnings.first?.hasPrefix("the policy has collapsed") == true)
    check.batch = try batch {
      $0.policyEntropy = 0.001
      $0.targetEntropy = 0.01
    }
    #expect(check.warnings.isEmpty)
  }

  @Test func `illegal moves are told where the policy is not masked, and late`() throws {
    var learned = check(share: 0.6, mode: .muzero)
    learned.batch = try batch { $0.illegalMass = 0.05 }
    #expect(learned.warnings.first?.hasPrefix("the policy gives 5.0 % to illegal moves") == true)
    learned.share = 0.2
    #expect(learned.warnings.isEmpty)
    var rules = check(share: 0.6, mode: .alphazero)
    rules.batch = try batch { $0.illegalMass = 0.05 }
    #expect(rules.warnings.isEmpty)
  }

  @Test func `the figures are those of games and batch`() throws {
    var check = check()
    #expect(check.figures["valueError"] == .number(0.2))
    #expect(check.figures["illegalMass"] == nil)
    check.batch = try batch { $0.illegalMass = 0.25 }
    #expect(check.figures["illegalMass"] == .number(0.25))
  }
}
