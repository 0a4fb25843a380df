import ChessRules
import GameConformance
import GameProtocol
import Testing

@Suite struct ChessRegistrationsTests {
  private func game(_ name: String, _ options: [String: OptionValue] = [:]) throws -> Chess {
    let entry = try #require(Chess.registrations.first { $0.name == name })
    return try #require(try entry.game(options) as? Chess)
  }

  @Test func `both games are listed under the names of their specifications`() throws {
    for entry in Chess.registrations {
      #expect(try entry.game().specification.name == entry.name)
    }
    #expect(Chess.registrations.map(\.name) == ["chess", "chess960"])
  }

  /// Checks the beginnings of games, whose whole length would take minutes.
  ///
  /// A repetition ends a game, but not the position's text read as the start of another one.
  private func violations(_ game: any Game, seed: UInt64, plies: Int) -> [Violation] {
    checkGame(game, seeds: [seed], except: [.positionEquality], maximumPlies: plies)
  }

  @Test func `the games keep all laws with every option`() throws {
    for entry in Chess.registrations {
      for draws in ["claim", "automatic"] {
        let game = try entry.game(["draws": .text(draws)])
        #expect(violations(game, seed: 0, plies: 60) == [])
      }
      let long = try entry.game(["history": .integer(100)])
      #expect(violations(long, seed: 0, plies: 12) == [])
    }
    #expect(violations(Chess(.chess960, start: nil), seed: 1, plies: 60) == [])
  }

  @Test func `options reach the game`() throws {
    #expect(try game("chess", ["draws": .text("automatic")]).draws == .automatic)
    #expect(try game("chess", ["history": .integer(100)]).historyLength == 100)
    #expect(try game("chess960", ["start": .integer(17)]).start == 17)
    #expect(try game("chess960", ["start": .integer(-1)]).start == nil)
    #expect(try game("chess960").start == nil)
  }

  @Test func `values out of range are refused`() {
    #expect(throws: GameOptionError.self) { try game("chess", ["history": .integer(9)]) }
    #expect(throws: GameOptionError.self) { try game("chess960", ["start": .integer(960)]) }
    #expect(throws: GameOptionError.self) { try game("chess", ["start": .integer(518)]) }
    #expect(throws: GameOptionError.self) { try game("chess", ["draws": .text("never")]) }
  }
}
