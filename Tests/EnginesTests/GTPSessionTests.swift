import ChessRules
import Dispatch
import Foundation
import GameProtocol
import GoRules
import Testing
import TicTacToeRules

@testable import Engines

/// The general part of GTP, and how moves are searched.
@Suite struct GTPSessionTests {
  @Test func `answers have the form of the specification, to the letter`() throws {
    let engine = try Fixtures.gtp(TicTacToe())
    engine.say("protocol_version")
    #expect(engine.answers == ["= 2", ""])
    engine.say("17 protocol_version")
    #expect(engine.answers == ["=17 2", ""])
    engine.say("clear_board")
    #expect(engine.answers == ["=", ""])
    engine.say("3 no_such_command")
    #expect(engine.answers == ["?3 unknown command", ""])
    engine.say("no_such_command")
    #expect(engine.answers == ["? unknown command", ""])
    engine.say("9")
    #expect(engine.answers == ["?9 unknown command", ""])
    #expect(engine.say("5 quit") == false)
    #expect(engine.answers == ["=5", ""])
  }

  @Test func `comments, blanks and control characters are left out`() throws {
    let engine = try Fixtures.gtp(TicTacToe())
    engine.say("# all of this", "", "   \t ", "\u{1}\u{7f}")
    #expect(engine.answers.isEmpty)
    engine.say(" \t1\tprotocol_version\r # why not")
    #expect(engine.answers == ["=1 2", ""])
    engine.say("na\u{0}me#")
    #expect(engine.answers == ["= Tesuji", ""])
    #expect(GTPLine("99999999999999999999 name")?.command == "99999999999999999999")
  }

  @Test func `the general commands answer for any game`() throws {
    let engine = try Fixtures.gtp(TicTacToe())
    engine.say("name", "version", "known_command genmove", "known_command komi")
    #expect(
      engine.answers == ["= Tesuji", "", "= 1.0 (uniform)", "", "= true", "", "= false", ""])
    engine.say("list_commands")
    #expect(engine.answers.first == "= all_legal" && engine.answers.contains("undo"))
    engine.say("boardsize 3", "boardsize 4")
    #expect(engine.answers == ["=", "", "? unacceptable size", ""])
    engine.say("play b 4", "showboard")
    #expect(engine.answers.prefix(3) == ["=", "", "= "])
    engine.say("play b 3", "play w 4", "play w 9", "play green 1", "play w")
    #expect(engine.answers[0].hasPrefix("? illegal move: it is the other player's turn"))
    #expect(engine.answers[2].hasPrefix("? illegal move: found \"4\""))
    #expect(engine.answers[4].hasPrefix("? illegal move: found \"9\""))
    #expect(
      engine.answers[6] == "? syntax error: found 'green', expected a colour")
    #expect(engine.answers[8] == "? syntax error: expected a move")
    engine.say("undo", "undo")
    #expect(engine.answers == ["=", "", "? cannot undo", ""])
  }

  @Test func `a move is searched, played and can be taken back`() throws {
    let engine = try Fixtures.gtp(TicTacToe(), simulations: 200)
    engine.say("play b 0", "play w 3", "play b 1", "play w 5", "1 reg_genmove b", "2 genmove b")
    #expect(engine.wait { $0 == "=2 2" }.contains("=1 2"))
    engine.say("genmove w")
    #expect(engine.answers == ["? game over", ""])
    engine.say("undo", "all_legal b")
    #expect(engine.answers == ["=", "", "= 2 4 6 7 8", ""])
  }

  @Test(arguments: [
    ("undo 3", "found '3', expected no argument"),
    ("boardsize 3 3", "found '3', expected no more than 1 argument"),
    ("play b 3 4", "found '4', expected no more than 2 arguments"),
    (
      "kata-analyze foo bar",
      "found 'foo', expected a colour, an interval or a key such as maxmoves"
    ),
    (
      "lz-genmove_analyze -5",
      "found '-5', expected a colour, an interval or a key such as maxmoves"
    ),
    ("kata-analyze ownership maybe", "found 'maybe', expected true or false"),
  ]) func `what a command has no use for is refused and nothing is done`(
    line: String, fault: String
  ) throws {
    let engine = try Fixtures.gtp(TicTacToe())
    engine.say("play b 0", "play w 1", line)
    #expect(engine.answers.dropFirst(4) == ["? syntax error: \(fault)", ""])
    engine.say("all_legal b")
    #expect(engine.answers == ["= 2 3 4 5 6 7 8", ""])
  }

  @Test func `White moves first in chess`() throws {
    let engine = try Fixtures.gtp(Chess(), simulations: 300)
    engine.say("play w f2f3", "play b e7e5", "play w g2g4", "genmove b")
    #expect(engine.wait { $0 == "= d8h4" } != [])
  }

  @Test func `a lost game is resigned where that is wanted`() throws {
    let engine = try Fixtures.gtp(TicTacToe(), simulations: 400) { $0.resignation = 0.5 }
    // Two lines wait for their third stone.
    for move in ["b 0", "w 1", "b 4", "w 8", "b 6"] { engine.say("play \(move)") }
    engine.say("genmove w")
    #expect(engine.wait { $0.hasPrefix("= ") } == ["= resign", ""])
    engine.say("all_legal w")
    #expect(engine.answers == ["= 2 3 5 7", ""])
  }

  @Test func `the clock is kept between moves`() throws {
    let engine = try Fixtures.gtp(Go(size: 5))
    engine.say("time_settings 1 0 0", "genmove b", "genmove w", "time_left b 0 0", "genmove b")
    #expect(engine.wait(3) { $0.count > 2 && $0.hasPrefix("= ") } != [])
    engine.say(
      "time_settings 0 1 0", "kata-set-param maxTime 0.05", "genmove w",
      "kgs-time_settings byoyomi 0 1 5", "genmove b", "kgs-time_settings none")
    #expect(engine.wait(2) { $0.count > 2 && $0.hasPrefix("= ") } != [])
    engine.say("time_settings", "time_settings 1 -1 0", "time_left b 1", "kgs-time_settings x 1")
    #expect(engine.answers.filter { $0.hasPrefix("? syntax error") }.count == 4)
  }

  @Test func `analysis streams until the next line and closes with an empty one`() throws {
    let engine = try Fixtures.gtp(TicTacToe())
    engine.say("7 kata-analyze b 1")
    #expect(engine.wait { $0.hasPrefix("info move ") }.first == "=7")
    #expect(!engine.answers.contains(""))
    engine.say("")
    #expect(engine.answers.last == "")
    let info = try #require(engine.lines.first { $0.hasPrefix("info ") })
    for key in ["move", "visits", "utility", "winrate", "prior", "lcb", "order 0", "pv"] {
      #expect(info.contains(key + " "))
    }
    engine.say("lz-analyze 1", "protocol_version")
    #expect(engine.answers.first == "=" && engine.answers.suffix(2) == ["= 2", ""])
    #expect(engine.answers.filter { $0 == "" }.count == 2)
    engine.say("analyze interval 1 maxmoves 2 minmoves 2 avoid b 4,8 10 ownership true")
    #expect(engine.wait { $0.hasPrefix("info") } != [])
    engine.say("stop")
    let last = try #require(engine.lines.last { $0.hasPrefix("info") })
    #expect(last.components(separatedBy: "info move").count == 3)
    #expect(!last.contains("move 4") && !last.contains("move 8"))
    #expect(engine.answers.suffix(2) == ["=", ""])
    engine.say("kata-analyze allow b 4 10 rootInfo true", "stop")
    #expect(engine.answers.contains { $0.hasPrefix("info move 4 ") && $0.contains("rootInfo") })
    engine.say("kata-analyze interval")
    #expect(engine.answers.first?.hasPrefix("? syntax error") == true)
  }

  @Test func `a move with analysis is told after it`() throws {
    let engine = try Fixtures.gtp(TicTacToe(), simulations: 100)
    engine.say("4 kata-genmove_analyze b 1")
    let answer = engine.wait { $0.hasPrefix("play ") }
    #expect(answer.first == "=4" && answer[1].hasPrefix("info move "))
    engine.say("undo", "undo")
    #expect(engine.answers == ["=", "", "? cannot undo", ""])
  }

  @Test func `pondering goes on while the opponent thinks and is used if it was right`() throws {
    let engine = try Fixtures.gtp(TicTacToe(), simulations: 400) { $0.ponders = true }
    let session = try #require(engine.session as? GTPSession<TicTacToe>)
    engine.say("genmove b")
    #expect(engine.wait { $0.hasPrefix("= ") } != [])
    engine.say("time_left b 10 0")
    let reply = try #require(session.pondering).plies[1].action
    engine.say("play w \(reply.rawValue)")
    #expect(session.pondering != nil)
    engine.say("2 genmove b")
    #expect(session.pending != nil && session.pondering == nil)
    #expect(engine.wait { $0.hasPrefix("=2 ") } != [])
    // Another move than the one that was expected ends it.
    engine.say("name")
    let other = try #require(session.pondering).plies[3].action
    let move = try #require(session.state.legalActions.first { $0 != other })
    engine.say("play w \(move.rawValue)")
    #expect(session.pondering == nil)
    engine.say("genmove b", "kata-set-param ponderingEnabled false")
    #expect(session.pondering == nil)
    engine.session.end()
  }

  @Test func `an interruption ends the search of a move`() throws {
    let engine = try Fixtures.gtp(TicTacToe()) {
      $0.simulations = nil
      $0.memory = 1 << 30
    }
    engine.say("kata-set-param maxTime 1000000", "genmove b", "# interrupt")
    #expect(engine.wait(2) { $0.hasPrefix("=") } != [])
  }

  @Test func `parameters are set, told and checked`() throws {
    let engine = try Fixtures.gtp(TicTacToe())
    engine.say("kata-list-params", "kata-get-param maxVisits", "kata-set-param maxVisits 50")
    #expect(
      engine.answers == [
        "= maxTime maxVisits ponderingEnabled", "", "= unlimited", "", "=", "",
      ])
    engine.say("kata-get-param maxVisits", "kata-set-param maxVisits 0", "kata-get-param x")
    #expect(engine.answers[0] == "= 50" && engine.answers[2].hasPrefix("? syntax error"))
    #expect(engine.answers[4].hasPrefix("? unknown parameter"))
  }

  @Test func `the end of the input waits for a move and ends an analysis`() throws {
    let engine = try Fixtures.gtp(TicTacToe(), simulations: 50)
    engine.say("genmove b")
    engine.session.end()
    #expect(engine.answers.count == 2)
    engine.say("kata-analyze 1")
    engine.session.end()
    #expect(engine.answers.last == "")
  }
}
