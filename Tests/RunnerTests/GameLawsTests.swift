import ExternalGames
import GameConformance
import GameProtocol
import Testing
import TicTacToeRules

@testable import Runner

@Suite struct GameLawsTests {
  /// Tic-tac-toe that promises to be over before anybody can have won.
  private struct HastyGame: Game {
    var specification: GameSpecification {
      var facts = TicTacToe().specification
      facts.lengthLimit = 4
      return facts
    }

    func initialState(seed: UInt64) -> TicTacToeState { TicTacToe().initialState(seed: seed) }

    func state(at positionText: String) throws(NotationError) -> TicTacToeState {
      try TicTacToe().state(at: positionText)
    }
  }

  private func laws(games: UInt64, seconds: Double? = nil) -> GameLaws {
    GameLaws(games: games, seconds: seconds, except: [], maximumPlies: 60)
  }

  @Test func `a game that keeps them has one finding, with the number of games`() {
    for (games, note) in [(1, "1 random game"), (3, "3 random games")] {
      let findings = laws(games: UInt64(games)).findings(of: TicTacToe())
      #expect(findings.map(\.name) == ["laws"])
      #expect(findings.first?.fault == nil && findings.first?.note == note)
    }
  }

  @Test func `a law that is broken is told once, at its first place, with how often`() throws {
    var laws = laws(games: 5)
    let findings = laws.findings(of: HastyGame())
    #expect(findings.count == 1)
    let fault = try #require(findings.first?.fault)
    #expect(fault.hasPrefix("length-limit: "), "\(fault)")
    #expect(fault.contains("(seed 0, ply ") && fault.hasSuffix(", in 5 of 5 random games"))
    laws.games = 1
    #expect(laws.findings(of: HastyGame()).first?.fault?.hasSuffix(")") == true)
    laws.except = [.lengthLimit]
    #expect(laws.findings(of: HastyGame()).first?.fault == nil)
  }

  @Test func `no game is begun when time is over, but for the first`() {
    #expect(
      laws(games: 1000, seconds: 0).findings(of: TicTacToe()).first?.note == "1 random game")
    var calls = 0
    let findings = laws(games: 1000).findings(of: TicTacToe()) {
      calls += 1
      return calls > 2
    }
    #expect(findings.first?.note == "2 random games")
  }
}
