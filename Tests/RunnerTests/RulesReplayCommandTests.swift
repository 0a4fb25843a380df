import Foundation
import Testing

@Suite struct RulesReplayCommandTests {
  @Test func `a game is replayed to its end`() throws {
    let result = try Program.run(
      ["rules", "replay", "tic-tac-toe"], lines: [#"{"id": 1, "moves": [0, "3", 1, "4", 2]}"#])
    #expect(
      result.lines == [
        #"{"id":1,"plies":5,"legalCounts":[9,8,7,6,5,0],"terminal":true,"returns":[1,-1],"#
          + #""outcome":"line","position":"xxx/oo./... o"}"#
      ])
    #expect(result.status == 0)
    #expect(result.errors == "")
  }

  @Test func `an unfinished game has no returns and no outcome`() throws {
    let result = try Program.run(
      ["rules", "replay", "connect-four"], lines: [#"{"id":"a","moves":["3"]}"#])
    #expect(
      result.lines == [
        #"{"id":"a","plies":1,"legalCounts":[7,7],"terminal":false,"returns":null,"#
          + #""outcome":null,"position":"......./......./......./......./......./...x... o"}"#
      ])
  }

  @Test func `Go tells the score of any position`() throws {
    let result = try Program.run(
      ["rules", "replay", "go"],
      lines: [
        #"{"id":1,"options":{"size":2,"komi":0.5},"moves":[]}"#,
        #"{"id":2,"options":{"size":2,"komi":0.5},"moves":["A1"]}"#,
        #"{"id":3,"options":{"size":2,"komi":7,"scoring":"territory"},"moves":["A1","pass","pass"]}"#,
      ])
    #expect(
      result.lines == [
        #"{"id":1,"plies":0,"legalCounts":[5],"terminal":false,"returns":null,"#
          + #""outcome":null,"position":"../.. x","score":-0.5}"#,
        #"{"id":2,"plies":1,"legalCounts":[5,4],"terminal":false,"returns":null,"#
          + #""outcome":null,"position":"../x. o","score":3.5}"#,
        #"{"id":3,"plies":3,"legalCounts":[5,4,4,0],"terminal":true,"returns":[-1,1],"#
          + #""outcome":"two-passes","position":"../x. o - 2 0 0","score":-4}"#,
      ])
  }

  @Test func `legal moves are listed for every ply`() throws {
    let result = try Program.run(
      ["rules", "replay", "tic-tac-toe", "--moves"],
      lines: [#"{"position":"xox/xox/o.. o","moves":[7]}"#])
    #expect(
      result.lines == [
        #"{"id":null,"plies":1,"legalCounts":[2,0],"legalMoves":[["7","8"],[]],"terminal":true,"#
          + #""returns":[-1,1],"outcome":"line","position":"xox/xox/oo. x"}"#
      ])
  }

  @Test(arguments: [
    "null", "true", "7", "7.0", "-1e3", "12345678901234567890", #""a\"b""#, "[1,null]",
    #"{"b":1,"a":2}"#,
  ])
  func `an id of any type is repeated`(id: String) throws {
    let result = try Program.run(
      ["rules", "replay", "tic-tac-toe"],
      lines: ["{\"id\": \(id), \"moves\": [0, 0]}", "{\"id\": \(id)}"])
    #expect(
      result.lines == [
        #"{"id":\#(id),"error":{"ply":1,"move":0,"#
          + #""reason":"illegal move: found action 0, expected a legal one"},"plies":1,"#
          + #""legalCounts":[9,8],"position":"x../.../... o"}"#,
        #"{"id":\#(id),"plies":0,"legalCounts":[9],"terminal":false,"returns":null,"#
          + #""outcome":null,"position":".../.../... x"}"#,
      ])
    #expect(result.status == 65)
  }

  @Test(arguments: [
    ("9", "found action 9, expected a legal one"),
    ("-1", "found action -1, expected a legal one"),
    ("99999999999", "found action 99999999999, expected a legal one"),
    ("1.5", "found 1.5, expected an action index"),
    ("1e999", "found 1e999, expected an action index"),
    (#""a1""#, #"found \"a1\", expected an action index"#),
    (#""09""#, #"found \"09\", expected an action index"#),
    (#""4""#, #"found \"4\", expected a legal action"#),
    ("null", "found null, expected a string in the game's notation or an action index"),
    ("[]", "found a list, expected a string in the game's notation or an action index"),
  ])
  func `an illegal move is told with its place`(move: String, reason: String) throws {
    let result = try Program.run(
      ["rules", "replay", "tic-tac-toe"], lines: ["{\"moves\":[4,\(move),5]}"])
    #expect(
      result.lines == [
        #"{"id":null,"error":{"ply":1,"move":\#(move),"reason":"illegal move: \#(reason)"},"#
          + #""plies":1,"legalCounts":[9,8],"position":".../.x./... o"}"#
      ])
    #expect(result.status == 65)
  }

  @Test func `a move after the end is illegal because the game is over`() throws {
    let result = try Program.run(
      ["rules", "replay", "tic-tac-toe"], lines: [#"{"position":"xxx/oo./... o","moves":["5"]}"#])
    #expect(
      result.lines == [
        #"{"id":null,"error":{"ply":0,"move":"5","reason":"game over"},"plies":0,"#
          + #""legalCounts":[0],"position":"xxx/oo./... o"}"#
      ])
  }

  @Test(arguments: [
    ("", "null", "not JSON at byte 0: found the end of the text, expected a value"),
    ("{", "null", "not JSON at byte 1: found the end of the text, expected a key in quotes"),
    ("[3]", "null", "found a list, expected an object"),
    (#"{"id":3,"moves":"4"}"#, "3", #"\"moves\": found a string, expected a list"#),
    (#"{"id":3,"position":4}"#, "3", #"\"position\": found a number, expected a string"#),
    (#"{"id":3,"options":[]}"#, "3", #"\"options\": found a list, expected an object"#),
    (#"{"id":3,"move":[4]}"#, "3", "unknown key 'move'; did you mean 'moves'?"),
    (#"{"id":3,"options":{"sice":6}}"#, "3", "unknown option 'sice'; did you mean 'size'?"),
    (#"{"id":3,"options":{"komi":6}}"#, "3", "unknown option 'komi'; options: size"),
    (#"{"id":3,"options":{"size":7}}"#, "3", "option 'size': found 7, expected 8 or 6"),
    (
      #"{"id":3,"options":{"size":[8]}}"#, "3",
      "option 'size': found a list, expected true, false, a number or a string"
    ),
  ])
  func `a line that is wrong as a whole is told so, and the next is answered`(
    line: String, id: String, reason: String
  ) throws {
    let result = try Program.run(["rules", "replay", "othello"], lines: [line, #"{"id":2}"#])
    #expect(
      result.lines == [
        #"{"id":\#(id),"error":{"ply":null,"move":null,"reason":"\#(reason)"}}"#,
        #"{"id":2,"plies":0,"legalCounts":[4],"terminal":false,"returns":null,"outcome":null,"#
          + #""position":"......../......../......../...ox.../...xo.../......../......../"#
          + #"........ x"}"#,
      ])
    #expect(result.status == 65)
  }

  @Test func `a bad position says what was expected`() throws {
    let result = try Program.run(
      ["rules", "replay", "tic-tac-toe"], lines: [#"{"id":1,"position":"x?./.../... o"}"#])
    #expect(result.lines.count == 1)
    #expect(
      result.output.hasPrefix(#"{"id":1,"error":{"ply":null,"move":null,"reason":"bad position: "#))
    #expect(result.output.contains("character 1"))
    #expect(result.status == 65)
  }

  @Test func `other keys and null values change nothing`() throws {
    let result = try Program.run(
      ["rules", "replay", "tic-tac-toe"],
      lines: [#"{"id":1,"position":null,"options":null,"moves":null,"source":"a book"}"#])
    #expect(result.status == 0)
    #expect(result.lines.count == 1)
  }

  @Test func `options of a request win over those of the command line`() throws {
    let result = try Program.run(
      ["rules", "replay", "othello", "--option", "size=6", "--stdin", "--json"],
      lines: ["{}", #"{"options":{"size":8}}"#])
    #expect(result.lines[0].contains(#""position":"....../....../..ox../..xo../....../...... x""#))
    #expect(result.lines[1].contains(#""position":"......../"#))
  }

  @Test func `hostile lines are answered like any other`() throws {
    var input = Data("{\"id\":\"\u{FF}".utf8)
    input.append(contentsOf: [0xFF, 0x22, 0x7D, 0x0A, 0x00, 0x0A])
    input.append(Data(String(repeating: "[", count: 2_000_000).utf8))
    input.append(Data("\n{\"moves\":[\"".utf8))
    input.append(Data(String(repeating: "9", count: 3_000_000).utf8))
    input.append(Data("\"]}\n{\"moves\":[".utf8))
    input.append(Data(String(repeating: "9", count: 1_000_000).utf8))
    input.append(Data("]}\n{}".utf8))
    let result = try Program.run(["rules", "replay", "tic-tac-toe"], input: input)
    #expect(result.lines.count == 6)
    #expect(result.lines.dropLast().allSatisfy { $0.contains(#""reason":"#) })
    #expect(result.lines.last?.hasPrefix(#"{"id":null,"plies":0"#) == true)
    #expect(result.status == 65)
  }

  @Test func `each answer comes before the next line is read`() throws {
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = try Program.executable()
    process.arguments = ["rules", "replay", "tic-tac-toe"]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    for id in 0..<3 {
      try input.fileHandleForWriting.write(contentsOf: Data("{\"id\":\(id)}\n".utf8))
      let answer = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
      #expect(answer.hasPrefix("{\"id\":\(id),\"plies\":0"))
    }
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test func `a declaration ends a game of shogi, and an invalid one is illegal`() throws {
    let entered = "2SGKGS2/9/+P+P+P+P+P+P3/9/9/9/9/9/8k b 2RB3P 1"
    let result = try Program.run(
      ["rules", "replay", "shogi"],
      lines: [
        #"{"id":1,"position":"\#(entered)","moves":["win"]}"#, #"{"id":2,"moves":["win"]}"#,
        #"{"id":3,"position":"\#(entered)","moves":["win","win"]}"#,
      ])
    #expect(result.lines.count == 3)
    #expect(result.lines[0].hasPrefix(#"{"id":1,"plies":1,"legalCounts":["#))
    #expect(
      result.lines[0].contains(#",0],"terminal":true,"returns":[1,-1],"outcome":"declaration""#))
    #expect(result.lines[1].contains(#""error":{"ply":0,"move":"win","reason":"illegal move: "#))
    #expect(result.lines[1].contains(#""plies":0,"legalCounts":[30],"#))
    #expect(result.lines[2].contains(#""error":{"ply":1,"move":"win","reason":"game over"}"#))
    #expect(result.status == 65)
  }

  @Test func `chess is replayed and listed in standard algebraic notation`() throws {
    let result = try Program.run(
      ["rules", "replay", "chess", "--notation", "san", "--moves"],
      lines: [#"{"moves":["f3","e7e5","g4"]}"#])
    #expect(result.lines.count == 1 && result.status == 0)
    #expect(result.lines[0].contains(#""legalCounts":[20,20,19,30]"#))
    #expect(result.lines[0].contains(#""Qh4#""#))
  }

  /// What three moves of Breakout come to, the last of them by a draw that repeats the one before.
  private static let taped =
    #"{"id":1,"plies":3,"legalCounts":[6,6,6,6],"terminal":false,"returns":null,"outcome":null,"#
    + #""position":"over:0 last:3 paddle:6 ball:6,6 trail:7,5 right:0 down:1 struck:0 "#
    + #"bricks:1023,1023,1023","rewards":[0,0,0],"observationHashes":["07966a864e06f3b0","#
    + #""bc417b014e0882f9","b241a1d0e72f95d9"]}"#

  @Test func `a random tape decides the draws, and observations are hashed`() throws {
    let result = try Program.run(
      ["rules", "replay", "minatar-breakout"],
      lines: [#"{"id":1,"moves":[0,3,1],"randomTape":[1,0.5,0.5,0.05]}"#])
    #expect(result.lines == [Self.taped])
    #expect(result.status == 0)
  }

  @Test(arguments: [
    (
      #"{"id":2,"moves":[0,3],"randomTape":[0.5]}"#,
      #"{"id":2,"error":{"ply":null,"move":null,"reason":"draw 0 of the random tape: "#
        + #"found 0.5, expected an integer in 0..<2"}}"#
    ),
    (
      #"{"id":3,"moves":[0,3],"randomTape":[1,0.5]}"#,
      #"{"id":3,"error":{"ply":1,"move":3,"reason":"the random tape ends after 2 draws, "#
        + #"expected a number in [0, 1)"},"plies":1,"legalCounts":[6,6],"#
        + #""position":"over:0 last:0 paddle:4 ball:8,4 trail:9,3 right:0 down:1 struck:0 "#
        + #"bricks:1023,1023,1023"}"#
    ),
    (
      #"{"id":5,"moves":[0],"randomTape":"x"}"#,
      #"{"id":5,"error":{"ply":null,"move":null,"#
        + #""reason":"\"randomTape\": found a string, expected a list"}}"#
    ),
    (
      #"{"id":6,"moves":[0],"randomTape":[null]}"#,
      #"{"id":6,"error":{"ply":null,"move":null,"#
        + #""reason":"\"randomTape\": found null as draw 0, expected a number"}}"#
    ),
  ])
  func `a random tape that does not fit is refused`(line: String, answer: String) throws {
    let result = try Program.run(["rules", "replay", "minatar-breakout"], lines: [line])
    #expect(result.lines == [answer])
    #expect(result.status == 65)
  }

  @Test func `a game without chance takes no random tape`() throws {
    let result = try Program.run(
      ["rules", "replay", "grid-world"], lines: [#"{"id":1,"moves":[1],"randomTape":[]}"#])
    #expect(
      result.lines == [
        #"{"id":1,"error":{"ply":null,"move":null,"#
          + #""reason":"\"randomTape\": grid-world takes no random draws"}}"#
      ])
  }
}
