import ChessRules
import Dispatch
import GameProtocol
import ShogiRules
import Testing

@testable import Engines

/// What UCI and USI have in common, said in UCI.
@Suite struct UniversalSessionTests {
  private static let foolsMate = "position startpos moves f2f3 e7e5 g2g4"

  /// The milliseconds that a call takes.
  private func milliseconds(_ work: () throws -> Void) rethrows -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    try work()
    return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
  }

  @Test func `a conversation opens with name, options and uciok`() throws {
    let engine = try Fixtures.uci()
    engine.say("uci")
    #expect(
      engine.answers == [
        "id name Tesuji 1.0 (uniform)",
        "id author the Tesuji developers",
        "option name Simulations type spin default 0 min 0 max 16777215",
        "option name MultiPV type spin default 1 min 1 max 500",
        "option name MoveOverhead type spin default 30 min 0 max 10000",
        "option name Checkpoint type string default <empty>",
        "option name Ponder type check default false",
        "option name UCI_Chess960 type check default false",
        "option name UCI_ShowWDL type check default false",
        "uciok",
      ])
    engine.say("isready")
    #expect(engine.answers == ["readyok"])
    engine.say("ucinewgame", "debug on", "register later")
    #expect(engine.answers.isEmpty)
    #expect(engine.say("quit") == false)
  }

  @Test func `a search of some nodes reports what it found and answers once`() throws {
    let engine = try Fixtures.uci()
    #expect(engine.say(Self.foolsMate, "go nodes 300", until: "bestmove") == "bestmove d8h4")
    let info = try #require(engine.answers.first { $0.contains("multipv") })
    let words = info.split(separator: " ").map(String.init)
    #expect(words[..<6] == ["info", "depth", "1", "multipv", "1", "score"])
    #expect(words[6] == "cp" && words[8] == "nodes" && words[9] == "300")
    #expect(words[10] == "nps" && words[12] == "time" && words[14...] == ["pv", "d8h4"])
    #expect(engine.answers.count { $0.hasPrefix("bestmove") } == 1)
  }

  @Test func `the score tells chances and wins, draws and losses`() throws {
    let engine = try Fixtures.uci()
    engine.say("setoption name UCI_ShowWDL value true")
    _ = engine.say(Self.foolsMate, "go nodes 300", until: "bestmove")
    let info = try #require(engine.answers.first { $0.contains("multipv") })
    #expect(info.contains("wdl 1000 0 0"))
    #expect(ScoreText.centipawns(of: 0, scale: 173.72) == 0)
    // A pawn up: W = 1 / (1 + 10^(-1/4)) = 0.6401.
    #expect(ScoreText.centipawns(of: 2 * 0.6401 - 1, scale: 173.72) == 100)
    #expect(ScoreText.winsDrawsLosses(of: 0) == (250, 500, 250))
    #expect(ScoreText.winsDrawsLosses(of: -1) == (0, 0, 1000))
    #expect(ScoreText.winsDrawsLosses(of: .infinity) == (1000, 0, 0))
  }

  @Test func `as many lines are shown as the GUI wants`() throws {
    let engine = try Fixtures.uci()
    engine.say("setoption name MultiPV value 3")
    _ = engine.say("position startpos", "go nodes 200", until: "bestmove")
    let last = engine.answers.filter { $0.hasPrefix("info depth") }.suffix(3)
    #expect(last.map { $0.split(separator: " ")[4] } == ["1", "2", "3"])
  }

  @Test func `searchmoves keeps the search to some moves`() throws {
    let engine = try Fixtures.uci()
    let answer = engine.say(
      Self.foolsMate, "go nodes 200 searchmoves a7a6 h7h6", until: "bestmove")
    #expect(answer.hasPrefix("bestmove a7a6") || answer.hasPrefix("bestmove h7h6"))
    #expect(
      engine.say("go nodes 20 searchmoves e2e4", until: "info string")
        == "info string searchmoves: no legal move, all are searched")
  }

  @Test func `the option Simulations limits every move`() throws {
    let engine = try Fixtures.uci()
    engine.say("setoption name Simulations value 25")
    _ = engine.say("go wtime 100000 btime 100000", until: "bestmove")
    #expect(engine.answers.contains { $0.contains(" nodes 25 ") })
    _ = engine.say("go nodes 10", until: "bestmove")
    #expect(engine.answers.contains { $0.contains(" nodes 10 ") })
    engine.say("setoption name Simulations value 0")
    _ = engine.say("go", until: "bestmove")
    #expect(engine.answers.contains { $0.contains(" nodes 100 ") })
  }

  @Test func `depth is the length of the main line`() throws {
    let engine = try Fixtures.uci()
    _ = engine.say("position startpos", "go depth 2", until: "bestmove")
    #expect(engine.answers.contains { $0.hasPrefix("info depth 2 ") })
    _ = engine.say(Self.foolsMate, "go depth 30", until: "bestmove")
    #expect(engine.answers.contains { $0.hasPrefix("info depth 1 ") })
  }

  @Test func `an endless search goes on until stop, which is answered at once`() throws {
    let engine = try Fixtures.slowUCI()
    engine.say("isready")
    var times: [Double] = []
    for _ in 0..<20 {
      engine.say("go infinite")
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(15))
      #expect(!engine.answers.contains { $0.hasPrefix("bestmove") })
      var answer = ""
      times.append(milliseconds { answer = engine.say("stop", until: "bestmove") })
      #expect(answer != "")
    }
    // One leaf takes a millisecond; a busy machine may need long to wake a thread, but not always.
    #expect(times.sorted()[5] < 500, "stop took \(times) ms")
  }

  @Test func `a full tree waits for stop`() throws {
    let engine = try Fixtures.uci()
    engine.say("go infinite")
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(300))
    #expect(!engine.answers.contains { $0.hasPrefix("bestmove") })
    #expect(engine.say("stop", until: "bestmove") != "")
  }

  @Test func `isready is answered while a search is under way`() throws {
    let engine = try Fixtures.uci()
    engine.say("go infinite", "isready")
    #expect(engine.answers.contains("readyok"))
    #expect(!engine.answers.contains { $0.hasPrefix("bestmove") })
    engine.say("setoption name MultiPV value 2", "isready")
    #expect(engine.answers == ["readyok"])
    engine.say("stop", "stop")
    #expect(engine.wait { $0.hasPrefix("bestmove") }.count { $0.hasPrefix("bestmove") } == 1)
  }

  @Test func `the clock ends a search`() throws {
    let engine = try Fixtures.slowUCI()
    engine.say("isready")
    let time = milliseconds {
      #expect(engine.say("go movetime 150", until: "bestmove") != "")
    }
    #expect(time >= 100)
    #expect(engine.say("go wtime 600 btime 600 winc 10 binc 10", until: "bestmove") != "")
    #expect(engine.say("go wtime -100 btime 5", until: "bestmove") != "")
  }

  @Test func `a forced move takes no time`() throws {
    let engine = try Fixtures.uci()
    engine.say("isready")
    let time = milliseconds {
      let answer = engine.say(
        "position fen k7/8/1K6/8/8/8/8/1R6 b - - 0 1", "go wtime 600000 btime 600000",
        until: "bestmove")
      #expect(answer.hasPrefix("bestmove a8b8"))
    }
    // The clock gives ten seconds.
    #expect(time < 5000)
  }

  @Test func `pondering waits for ponderhit and then goes by the clock`() throws {
    let engine = try Fixtures.uci()
    engine.say("position startpos moves e2e4 e7e5", "go ponder wtime 500 btime 500")
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(50))
    #expect(!engine.answers.contains { $0.hasPrefix("bestmove") })
    #expect(engine.say("ponderhit", until: "bestmove") != "")
    // A hit without a search that ponders means nothing.
    engine.say("ponderhit", "isready")
    #expect(engine.answers == ["readyok"])
  }

  @Test func `pondering on another move ends with stop`() throws {
    let engine = try Fixtures.uci()
    engine.say("go ponder wtime 500 btime 500")
    #expect(engine.say("stop", until: "bestmove") != "")
    #expect(
      engine.say(Self.foolsMate, "go nodes 300", until: "bestmove") == "bestmove d8h4")
  }

  @Test func `a second go ends the first, and each has its answer`() throws {
    let engine = try Fixtures.uci()
    engine.say("go infinite", "go nodes 50")
    #expect(engine.wait(2) { $0.hasPrefix("bestmove") }.count { $0.hasPrefix("bestmove") } == 2)
  }

  @Test func `the end of the input ends a search`() throws {
    let engine = try Fixtures.uci()
    engine.say("go infinite")
    engine.session.end()
    #expect(engine.answers.count { $0.hasPrefix("bestmove") } == 1)
  }

  @Test func `a mate is announced with its moves`() throws {
    let engine = try Fixtures.uci()
    let answer = engine.say(
      "position fen 7k/8/4K3/8/8/8/8/6Q1 w - - 0 1", "go mate 2", until: "bestmove")
    #expect(engine.answers.contains { $0.hasPrefix("info depth 3 score mate 2 pv ") })
    #expect(answer.hasPrefix("bestmove "))
    // No mate in one: the usual search answers.
    _ = engine.say("go mate 1", until: "bestmove")
    #expect(!engine.answers.contains { $0.contains("score mate") })
  }

  @Test func `a finished game has no move`() throws {
    let engine = try Fixtures.uci()
    let mated = "position startpos moves f2f3 e7e5 g2g4 d8h4"
    #expect(engine.say(mated, "go nodes 10", until: "bestmove") == "bestmove (none)")
    engine.say(mated, "go infinite", "isready")
    #expect(engine.answers == ["readyok"])
    #expect(engine.say("stop", until: "bestmove") == "bestmove (none)")
  }

  @Test func `a game that a GUI lets go on after a draw is played on`() throws {
    let engine = try Fixtures.uci()
    let knights = "g1f3 g8f6 f3g1 f6g8"
    let repeated = "position startpos moves \(knights) \(knights) \(knights) \(knights)"
    #expect(engine.say(repeated + " e2e4", "go nodes 20", until: "bestmove").count > 12)
    #expect(engine.say(repeated, "go nodes 20", until: "bestmove").count > 12)
    let dead = "position fen 8/8/4k3/8/8/4K3/8/8 w - - 0 1"
    #expect(engine.say(dead, "go nodes 20", until: "bestmove") != "bestmove (none)")
    #expect(
      engine.say(dead + " moves e3e4 e6e7", "go nodes 20", until: "bestmove")
        != "bestmove (none)")
    #expect(!engine.lines.contains { $0.hasPrefix("info string") })
  }

  @Test func `Chess960 castles as king takes rook`() throws {
    let engine = try Fixtures.uci()
    let line = "fen r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1 moves"
    engine.say("setoption name UCI_Chess960 value true", "position \(line) e1h1")
    #expect(engine.answers.isEmpty)
    engine.say("position \(line) e1g1")
    #expect(engine.answers.count == 1)
    engine.say("setoption name UCI_Chess960 value false", "position \(line) e1g1")
    #expect(engine.answers.isEmpty)
  }

  @Test func `positions without their last fields are read`() throws {
    let engine = try Fixtures.uci()
    engine.say("position fen 7k/5Q2/6K1/8/8/8/8/8 w - -")
    #expect(engine.answers.isEmpty)
    #expect(engine.say("go nodes 200", until: "bestmove").hasPrefix("bestmove f7"))
  }

  @Test(arguments: [
    ("position", "info string position: expected 'startpos' or 'fen'"),
    ("position fen", "info string position: found 0 fields, expected 6"),
    (
      "position startpos move e2e4",
      "info string position: found 'move', expected 'moves'"
    ),
    ("setoption foo", "info string setoption: expected 'name'"),
    ("setoption name Hash value 16", "info string unknown option 'Hash'"),
    (
      "setoption name MultiPV value none",
      "info string option MultiPV: found 'none', expected a number from 1 to 500"
    ),
    (
      "setoption name UCI_ShowWDL value 3",
      "info string option UCI_ShowWDL: found '3', expected true or false"
    ),
    ("setoption name Checkpoint value nowhere", "info string there is no player 'nowhere'"),
    ("xyzzy", "info string unknown command 'xyzzy'"),
    ("go nodes", "info string go: nodes: expected a number from 1"),
    ("go movetime abc", "info string go: movetime: found 'abc', expected a number from 0"),
  ]) func `what is wrong is said and nothing is changed`(line: String, answer: String) throws {
    let engine = try Fixtures.uci()
    engine.say(line)
    #expect(engine.answers.first == answer)
    engine.say("isready")
    #expect(engine.answers.contains("readyok"))
    engine.session.end()
  }

  @Test(arguments: [
    ("startpos moves f2f3 e7e5 g2g4 d8d1", "move 4: found \"d8d1\""),
    ("startpos moves e2e4 e2e5", "move 2: found \"e2e5\""), ("startpos e2e4", "found 'e2e4'"),
  ]) func `a position with a wrong move leaves the one before`(text: String, fault: String) throws {
    let engine = try Fixtures.uci()
    engine.say(Self.foolsMate, "position \(text)")
    #expect(engine.answers.count == 1)
    #expect(engine.answers[0].hasPrefix("info string position: \(fault)"))
    #expect(engine.say("go nodes 300", until: "bestmove") == "bestmove d8h4")
  }

  @Test(arguments: ["nodes -5", "depth -1"])
  func `a limit below nought does not limit the search`(limit: String) throws {
    let engine = try Fixtures.uci()
    #expect(engine.say("go \(limit)", until: "bestmove") != "")
    #expect(engine.answers[0].hasPrefix("info string go: "))
    #expect(engine.answers.contains { $0.contains(" nodes 100 ") })
  }

  @Test func `unknown words before a command are skipped`() throws {
    let engine = try Fixtures.uci()
    engine.say("joho isready")
    #expect(engine.answers == ["readyok"])
    engine.say("", "   ")
    #expect(engine.answers.isEmpty)
  }
}

/// What is special to USI.
@Suite struct ShogiDialectTests {
  @Test func `a conversation opens with name, options and usiok`() throws {
    let engine = try Fixtures.usi()
    engine.say("usi")
    #expect(
      engine.answers == [
        "id name Tesuji 1.0 (uniform)",
        "id author the Tesuji developers",
        "option name Simulations type spin default 0 min 0 max 16777215",
        "option name MultiPV type spin default 1 min 1 max 500",
        "option name MoveOverhead type spin default 30 min 0 max 10000",
        "option name Checkpoint type string default <empty>",
        "option name USI_Ponder type check default false",
        "option name USI_Hash type spin default 256 min 1 max 1048576",
        "option name ResignPercent type spin default 0 min 0 max 100",
        "usiok",
      ])
    engine.say(
      "setoption name USI_Hash value 64", "setoption name USI_Ponder value true", "isready",
      "usinewgame")
    #expect(engine.answers == ["readyok"])
  }

  @Test func `a game is played by byoyomi and ends with gameover`() throws {
    let engine = try Fixtures.usi()
    engine.say("isready", "usinewgame")
    let answer = engine.say(
      "position startpos moves 7g7f", "go btime 0 wtime 0 byoyomi 100", until: "bestmove")
    #expect(answer.hasPrefix("bestmove ") && answer != "bestmove resign")
    engine.say("go ponder btime 0 wtime 0 byoyomi 100", "gameover win", "isready", "usinewgame")
    #expect(engine.answers.last == "readyok")
    #expect(engine.say("go nodes 30", until: "bestmove") != "")
  }

  @Test func `a mated side resigns`() throws {
    let engine = try Fixtures.usi()
    #expect(
      engine.say("position sfen 8k/8G/8P/9/9/9/9/9/K8 w - 1", "go byoyomi 100", until: "bestmove")
        == "bestmove resign")
  }

  @Test func `a king that has entered with enough points declares`() throws {
    let engine = try Fixtures.usi()
    let entered = "K1+R+R+B+BGGG/SSSS5/9/9/9/9/9/9/8k b G4N4L18P 1"
    #expect(try Shogi().state(at: entered).declaration == .win)
    #expect(
      engine.say("position sfen \(entered)", "go byoyomi 100", until: "bestmove")
        == "bestmove win")
  }

  @Test(arguments: ["ponderhit", "stop"])
  func `a declaration after pondering is made when the answer is due`(end: String) throws {
    let engine = try Fixtures.usi()
    let position =
      "position sfen 2SGKGS2/9/+P+P+P+P+P+P3/9/9/9/9/9/8k w 2RB3P 1 moves 1i1h"
    engine.say(position, "go ponder btime 1000 wtime 1000 byoyomi 500", "isready")
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(50))
    #expect(engine.answers == ["readyok"])
    #expect(engine.say(end, until: "bestmove") == "bestmove win")
  }

  @Test func `a mated side that ponders resigns on ponderhit`() throws {
    let engine = try Fixtures.usi()
    engine.say("position sfen 8k/8G/8P/9/9/9/9/9/K8 w - 1", "go ponder byoyomi 100", "isready")
    #expect(engine.answers == ["readyok"])
    #expect(engine.say("ponderhit", until: "bestmove") == "bestmove resign")
  }

  @Test func `a lost game is resigned where the GUI wants that`() throws {
    let engine = try Fixtures.usi()
    // White has one move, and is mated by the next.
    let lost = "position sfen 7pk/9/6G1P/9/9/9/9/9/K6R1 w - 1"
    engine.say("setoption name ResignPercent value 50")
    #expect(engine.say(lost, "go nodes 2000", until: "bestmove") == "bestmove resign")
    engine.say("setoption name ResignPercent value 0")
    #expect(engine.say(lost, "go nodes 2000", until: "bestmove") != "bestmove resign")
  }

  @Test func `mating problems are solved, refuted or given up`() throws {
    let engine = try Fixtures.usi()
    #expect(
      engine.say("position sfen 8k/9/8P/9/9/9/9/9/K8 b G 1", "go mate infinite", until: "checkmate")
        == "checkmate G*1b")
    #expect(
      engine.say("position startpos", "go mate 1000", until: "checkmate") == "checkmate nomate")
    let open = "lnsgk1snl/1r4gb1/pppp1pppp/4p4/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b 2G2S 1"
    engine.say("position sfen \(open)", "go mate infinite", "stop", "isready")
    #expect(engine.answers.contains("readyok"))
    #expect(!engine.wait { $0.hasPrefix("checkmate") }.isEmpty)
  }

  @Test func `the rule that forbids a move is named`() throws {
    let engine = try Fixtures.usi()
    engine.say("position sfen 4k4/9/9/9/4P4/9/9/9/4K4 b P 1 moves P*5c")
    #expect(engine.answers.count == 1 && engine.answers[0].contains("nifu"))
  }
}
