import Foundation
import GameProtocol
import GoRules
import Testing

@testable import Engines

/// The commands of GTP that only Go has.
@Suite struct GTPGoTests {
  /// What a command answers, without the mark.
  private func ask(_ engine: Conversation, _ command: String) -> String {
    engine.say(command)
    return engine.answers.dropLast().joined(separator: "\n")
  }

  /// A board written as moves.
  private func play(_ engine: Conversation, _ moves: [String]) {
    for move in moves { engine.say("play " + move) }
  }

  @Test func `boards of 2 to 25 rows are set up, others refused`() throws {
    let engine = try Fixtures.gtp(Go())
    #expect(ask(engine, "boardsize 9") == "=")
    #expect(ask(engine, "query_boardsize") == "= 9")
    for size in ["1", "26", "x", "-9", ""] {
      #expect(ask(engine, "boardsize \(size)").hasPrefix("?"))
    }
    #expect(ask(engine, "boardsize 26") == "? unacceptable size")
  }

  @Test func `a player that has learnt one board refuses others`() throws {
    let engine = try Fixtures.gtp(Go(size: 9)) { settings in
      settings.loader = { _, game throws(EngineError) in
        if game.size != 9 { throw EngineError("the network has learnt 9×9") }
        return Fixtures.uniform(game)
      }
    }
    #expect(ask(engine, "boardsize 19") == "? unacceptable size")
    #expect(ask(engine, "query_boardsize") == "= 9")
    #expect(ask(engine, "boardsize 9") == "=")
  }

  @Test func `stones of one colour in a row have a pass in between`() throws {
    let engine = try Fixtures.gtp(Go(size: 5))
    play(engine, ["b C3", "b C4", "w A1"])
    #expect(ask(engine, "printsgf").contains(";B[cc]\n;W[]\n;B[cb]\n;W[ae]"))
    #expect(ask(engine, "play w A1").hasPrefix("? illegal move"))
  }

  @Test func `play goes on after two passes`() throws {
    let engine = try Fixtures.gtp(Go(size: 5), simulations: 50)
    play(engine, ["b C3", "w pass", "b PASS"])
    #expect(ask(engine, "play w b2") == "=")
    #expect(ask(engine, "play w b3") == "=")
    engine.say("genmove b")
    #expect(engine.wait { $0.hasPrefix("= ") } != [])
    for _ in 0..<6 { #expect(ask(engine, "undo") == "=") }
    #expect(ask(engine, "undo") == "? cannot undo")
  }

  @Test func `superko, suicide and occupied points are illegal, with the reason`() throws {
    let engine = try Fixtures.gtp(Go(size: 5, rules: .chinese))
    play(engine, ["b B2", "b A1", "w A2"])
    #expect(ask(engine, "play w B2").contains("expected an empty point"))
    play(engine, ["b E4", "b D5"])
    #expect(ask(engine, "play w E5").contains("no liberty"))
  }

  @Test func `komi and rules change the score of the game under way`() throws {
    let engine = try Fixtures.gtp(Go(size: 3))
    play(engine, ["b B2"])
    #expect(ask(engine, "final_score") == "= B+1.5")
    #expect(ask(engine, "komi 0.5") == "=")
    #expect(ask(engine, "get_komi") == "= 0.5")
    #expect(ask(engine, "final_score") == "= B+8.5")
    #expect(ask(engine, "komi 9") == "=")
    #expect(ask(engine, "final_score") == "= 0")
    #expect(ask(engine, "komi nan").hasPrefix("? syntax error"))
    #expect(ask(engine, "komi 1e9") == "? unacceptable komi")
    #expect(ask(engine, "kata-set-rules japanese") == "=")
    #expect(ask(engine, "final_score") == "= W+1.0")
    #expect(ask(engine, "undo") == "=")
  }

  @Test func `rules are told and set as KataGo has them`() throws {
    let engine = try Fixtures.gtp(Go(size: 5))
    #expect(
      ask(engine, "kata-get-rules")
        == #"= {"friendlyPassOk":false,"hasButton":false,"ko":"POSITIONAL","scoring":"AREA","#
        + #""suicide":true,"tax":"NONE","whiteHandicapBonus":"0"}"#)
    #expect(
      ask(engine, #"kata-set-rules {"ko":"SIMPLE","scoring":"AREA","suicide":false}"#) == "=")
    #expect(ask(engine, "kata-get-rules").contains(#""ko":"SIMPLE""#))
    #expect(ask(engine, "get_komi") == "= 7.5")
    for bad in ["klingon", "{", #"{"ko": 3}"#, #"{"ko": "SPIGHT"}"#] {
      #expect(ask(engine, "kata-set-rules \(bad)").hasPrefix("? unknown rules"))
    }
  }

  @Test func `rules that a JSON object does not name stay`() throws {
    let engine = try Fixtures.gtp(Go(size: 5))
    let rules = #"= {"friendlyPassOk":false,"hasButton":false,"ko":"SIMPLE","scoring":"TERRITORY","#
    _ = ask(engine, "kata-set-rules japanese")
    #expect(ask(engine, "kata-set-rules {}") == "=")
    #expect(ask(engine, "kata-get-rules").hasPrefix(rules))
    #expect(ask(engine, #"kata-set-rules {"suicide": true, "komi": 3.5}"#) == "=")
    #expect(ask(engine, "kata-get-rules").hasPrefix(rules + #""suicide":true"#))
    #expect(ask(engine, "get_komi") == "= 3.5")
  }

  @Test(arguments: [
    (#"{"ko":"#, #"found '{"ko":', expected a JSON object such as {"ko":"SIMPLE"}"#),
    (#"{"ko":"FOO"}"#, "ko: found 'FOO', expected SIMPLE or POSITIONAL or SITUATIONAL"),
    (
      #"{"ko":[1]}"#,
      "ko: found a list, an object or null, expected SIMPLE or POSITIONAL or SITUATIONAL"
    ),
    (#"{"suicide":1}"#, "suicide: found 1, expected true or false"),
    (#"{"hasButton":true}"#, "hasButton: found true, expected false"),
    (#"{"komi":2000}"#, "komi: found 2000, expected a number from -1000 to 1000"),
    (#"{"tax":"SEKI"}"#, "tax: found 'SEKI', expected NONE with scoring AREA"),
    (
      #"{"foo":1}"#,
      "found 'foo', expected ko, scoring, tax, suicide, hasButton, whiteHandicapBonus, "
        + "friendlyPassOk or komi"
    ),
  ]) func `rules that cannot be are refused by the name of the rule`(
    text: String, fault: String
  ) throws {
    let engine = try Fixtures.gtp(Go(size: 5, rules: .chinese))
    let rules = ask(engine, "kata-get-rules")
    #expect(ask(engine, "kata-set-rules \(text)") == "? unknown rules: " + fault)
    #expect(ask(engine, "kata-get-rules") == rules)
  }

  @Test func `moves to allow and avoid are points of the board, free or not`() throws {
    let engine = try Fixtures.gtp(Go(size: 5), simulations: 20)
    play(engine, ["b C3"])
    for list in ["allow w Z99", "avoid w A1,", "avoid b A1,B9", "allow w C3,pass,a1"] {
      let answer = ask(engine, "lz-genmove_analyze \(list) 1")
      let fault = list.split(separator: ",").last.flatMap { $0.contains("9") ? $0 : nil }
      #expect(answer.hasPrefix("? syntax error: found") == (fault != nil), "\(list): \(answer)")
      if fault == nil { _ = ask(engine, "undo") }
    }
    #expect(
      ask(engine, "lz-analyze allow b Z99 1")
        == "? syntax error: found \"Z99\", expected a vertex from A1 to E5")
  }

  @Test func `rules that a move of the game breaks are refused`() throws {
    let engine = try Fixtures.gtp(Go(size: 3, rules: GoRuleSet(ko: .simple)))
    // White fills three points of its own side and takes its last liberty.
    play(engine, ["b A2", "b B2", "b C2", "w A1", "w B1", "w C1"])
    #expect(ask(engine, "kata-set-rules chinese").contains("move 6 of the game would be illegal"))
    #expect(ask(engine, "kata-get-rules").contains(#""suicide":true"#))
  }

  @Test func `handicap stones are placed and White moves first`() throws {
    let engine = try Fixtures.gtp(Go(size: 9), simulations: 20)
    #expect(ask(engine, "fixed_handicap 2") == "= C3 G7")
    #expect(ask(engine, "fixed_handicap 2") == "? invalid number of stones: board not empty")
    #expect(ask(engine, "all_legal w").contains("A1"))
    _ = ask(engine, "clear_board")
    #expect(ask(engine, "fixed_handicap 10").hasPrefix("? syntax error"))
    #expect(ask(engine, "set_free_handicap A1 B2 J9") == "=")
    #expect(ask(engine, "showboard").contains("White (O) to move"))
    _ = ask(engine, "clear_board")
    #expect(ask(engine, "set_free_handicap A1 A1").hasPrefix("? bad vertex list"))
    let placed = ask(engine, "place_free_handicap 12").dropFirst(2).split(separator: " ")
    #expect(Set(placed).count == 12)
    #expect(ask(engine, "get_komi") == "= 7.5")
    _ = ask(engine, "boardsize 3")
    #expect(ask(engine, "place_free_handicap 8").split(separator: " ").count == 9)
  }

  @Test func `dead stones are found and leave the score`() throws {
    let engine = try Fixtures.gtp(Go(size: 7))
    // A wall of Black with two eyes' room, a wall of White, and a white stone inside Black's side.
    for row in 1...7 {
      play(engine, ["b C\(row)", "w D\(row)"])
    }
    play(engine, ["b B4", "w A6"])
    #expect(ask(engine, "final_status_list dead") == "= A6")
    #expect(ask(engine, "final_score") == "= W+14.5")
    let alive = ask(engine, "final_status_list alive")
    #expect(alive.split(separator: "\n").count == 2 && alive.contains("D1"))
    #expect(ask(engine, "final_status_list seki") == "=")
    #expect(ask(engine, "final_status_list gone").hasPrefix("? syntax error"))
  }

  @Test func `records are written and read, up to a move`() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "tesuji-\(UUID().uuidString).sgf")
    defer { try? FileManager.default.removeItem(at: file) }
    let engine = try Fixtures.gtp(Go(size: 9))
    play(engine, ["b E5", "w C3", "b pass"])
    let text = ask(engine, "printsgf")
    #expect(ask(engine, "printsgf \(file.path())") == "=")
    #expect(ask(engine, "boardsize 5") == "=")
    #expect(ask(engine, "loadsgf \(file.path())") == "=")
    #expect(ask(engine, "printsgf") == text)
    #expect(ask(engine, "loadsgf \(file.path()) 2") == "=")
    #expect(!ask(engine, "printsgf").contains("W[cg]"))
    #expect(ask(engine, "loadsgf \(file.path()).none").hasPrefix("? cannot load file"))
    try Data("(;SZ[9];B[zz])".utf8).write(to: file)
    #expect(ask(engine, "loadsgf \(file.path())").hasPrefix("? cannot load file: line 1"))
    #expect(ask(engine, "printsgf /").hasPrefix("? cannot write '/': "))
    let missing = "\(file.path()).none/x.sgf"
    let answer = ask(engine, "printsgf \(missing)")
    #expect(answer.hasSuffix("': there is no such folder") && !answer.contains("Error"))
  }

  @Test func `the rules of a record do not outlive it, and unknown ones are told`() throws {
    let file = FileManager.default.temporaryDirectory.appending(
      path: "tesuji-\(UUID().uuidString).sgf")
    defer { try? FileManager.default.removeItem(at: file) }
    let engine = try Fixtures.gtp(Go(size: 9))
    func load(_ properties: String) throws -> String {
      try Data("(;SZ[9]\(properties);B[cc])".utf8).write(to: file)
      #expect(ask(engine, "loadsgf \(file.path())") == "=")
      return ask(engine, "kata-get-rules")
    }
    let own = ask(engine, "kata-get-rules")
    #expect(try load("RU[Chinese]KM[5]").contains(#""ko":"SIMPLE""#))
    #expect(try load("RU[NZ]").contains(#""ko":"SITUATIONAL""#))
    #expect(engine.warnings.isEmpty)
    #expect(try load("RU[klingon]") == own)
    #expect(
      engine.warnings
        == "loadsgf: found RU[klingon], which is not known; the rules are tromp-taylor\n")
    #expect(try load("RU[Chinese]") != own)
    #expect(try load("") == own)
    _ = ask(engine, "kata-set-rules japanese")
    _ = ask(engine, "komi 2.5")
    let japanese = ask(engine, "kata-get-rules")
    #expect(try load("RU[Chinese]") != japanese)
    #expect(try load("RU[Ing]") == japanese)
    #expect(ask(engine, "get_komi") == "= 2.5")
  }
}
