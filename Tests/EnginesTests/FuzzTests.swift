import ChessRules
import Foundation
import GameProtocol
import GoRules
import ShogiRules
import Testing

@testable import Engines

/// Thousands of broken lines: none may stop an engine from answering the next command.
///
/// In the long tests it is a million lines of GTP and 250,000 of each other protocol.
@Suite struct FuzzTests {
  private static let isLong = ProcessInfo.processInfo.environment["TESUJI_LONG_TESTS"] != nil

  /// Says mutated lines and, now and then, a question whose answer is known.
  private func fuzz(
    _ engine: Conversation, seeds: [String], seed: UInt64, question: String, answer: String,
    longCount: Int = 250_000
  ) {
    var random = CounterRandom(seed: seed, stream: .match)
    let words = seeds.flatMap(\.words).map(String.init) + ["", "0", "-1", "99999999999999999999"]
    for index in 0..<(Self.isLong ? longCount : 4000) {
      var line = seeds[random.below(seeds.count)]
      for _ in 0..<random.below(4) {
        line = mutated(line, words: words, using: &random)
      }
      // Leaving is no mistake.
      if line.words.contains("quit") || line.contains("sgf") { continue }
      #expect(engine.session.handle(line), "line \(index): \(line)")
      if index % 500 == 499 {
        engine.say("", question)
        #expect(engine.wait { $0.hasPrefix(answer) } != [], "after line \(index): \(line)")
      }
    }
    engine.session.end()
  }

  private func mutated(
    _ line: String, words: [String], using random: inout CounterRandom
  ) -> String {
    var parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let place = random.below(parts.count)
    switch random.below(6) {
    case 0: parts.remove(at: place)
    case 1: parts[place] = words[random.below(words.count)]
    case 2: parts.insert(words[random.below(words.count)], at: place)
    case 3: parts.swapAt(place, random.below(parts.count))
    case 4:
      var scalars = Array(parts[place].unicodeScalars)
      let scalar = Unicode.Scalar(UInt8(random.below(256)))
      scalars.insert(scalar, at: random.below(scalars.count + 1))
      parts[place] = String(String.UnicodeScalarView(scalars))
    default: parts[place] = String(parts[place].dropLast())
    }
    return parts.joined(separator: " ")
  }

  @Test func `UCI`() throws {
    fuzz(
      try Fixtures.uci(simulations: 3),
      seeds: [
        "uci", "isready", "ucinewgame", "debug on", "stop", "ponderhit", "register later",
        "position startpos", "position startpos moves e2e4 e7e5 g1f3", "go nodes 5",
        "position fen r3k2r/8/8/8/8/8/8/R3K2R w KQkq - 0 1 moves e1g1 a8b8",
        "go wtime 5 btime 5 winc 1 binc 1 movestogo 3", "go infinite", "go ponder wtime 9 btime 9",
        "go depth 2 searchmoves e2e4 d2d4", "go mate 1", "go movetime 3",
        "setoption name MultiPV value 3", "setoption name UCI_Chess960 value true",
        "setoption name UCI_ShowWDL value false", "setoption name MoveOverhead value 5",
      ], seed: 1, question: "isready", answer: "readyok")
  }

  @Test func `USI`() throws {
    fuzz(
      try Fixtures.usi(simulations: 3),
      seeds: [
        "usi", "isready", "usinewgame", "stop", "ponderhit", "gameover win", "gameover lose",
        "position startpos", "position startpos moves 7g7f 3c3d 8h2b+", "go nodes 5",
        "position sfen 4k4/9/9/9/4P4/9/9/9/4K4 b P 1 moves P*5c 5a5b", "go byoyomi 3",
        "go btime 5 wtime 5 binc 1 winc 1", "go infinite", "go ponder btime 9 wtime 9",
        "go mate 3", "setoption name USI_Hash value 16", "setoption name USI_Ponder value true",
        "setoption name ResignPercent value 90",
      ], seed: 2, question: "isready", answer: "readyok")
  }

  @Test func `GTP`() throws {
    fuzz(
      try Fixtures.gtp(Go(size: 5), simulations: 3) { $0.ponders = true },
      seeds: [
        "1 protocol_version", "name", "known_command play", "list_commands", "boardsize 5",
        "boardsize 3", "clear_board", "komi 5.5", "play b C3", "play w D4", "play b pass",
        "genmove b", "genmove w", "reg_genmove b", "undo", "showboard", "time_settings 1 1 2",
        "time_left b 1 2", "final_score", "final_status_list dead", "fixed_handicap 2",
        "place_free_handicap 3", "set_free_handicap A1 B2", "kata-get-rules",
        "kata-set-rules chinese", #"kata-set-rules {"ko":"SIMPLE"}"#, "all_legal b",
        "kata-analyze b 1 avoid b C3,A1 3", "lz-analyze 1", "lz-genmove_analyze w 1",
        "kata-set-param maxVisits 4", "kata-get-param maxTime", "kgs-time_settings byoyomi 1 1 1",
        "clear_cache", "# interrupt", "stop",
      ], seed: 3, question: "999 protocol_version", answer: "=999 2", longCount: 1_000_000)
  }
}
