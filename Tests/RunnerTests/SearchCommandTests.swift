import Foundation
import Testing

@Suite struct SearchCommandTests {
  /// Two players, no rewards, values for the player to move; the tree is worked out by hand.
  private let model = """
    {"actions":2,"states":3,"logits":[[0,0],[0,0],[0,0]],"value":[0,0.5,-0.5],\
    "next":[[1,2],[2,1],[1,2]],"reward":[[0,0],[0,0],[0,0]],\
    "discount":[[-1,-1],[-1,-1],[-1,-1]],"root":0}
    """

  // Simulation 1: both actions are unvisited, the tie goes to action 0, whose state has the value
  // 0.5, so Q = -0.5 and 0.25 on the [0, 1] scale. Simulation 2: action 0 scores 0.25 + 1.25 · 0.5 ·
  // sqrt(2) / 2 = 0.69, action 1 scores 0 + 1.25 · 0.5 · sqrt(2) = 0.88 and is taken: Q = 0.5.
  private let answer = """
    "nodes":[{"parent":-1,"action":-1,"visits":3,"value":0,"reward":0},\
    {"parent":0,"action":0,"visits":1,"value":0.5,"reward":0},\
    {"parent":0,"action":1,"visits":1,"value":-0.5,"reward":0}],\
    "rootVisits":[1,1],"policy":[0.5,0.5],"action":0}
    """

  @Test func `a table in a file is searched`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(model.utf8), to: "model.json")
    let result = try Program.run([
      "search", "--tabular", path, "--algorithm", "puct", "--simulations", "2", "--seed",
      "1", "--json",
    ])
    #expect(result == Finished(status: 0, output: "{" + answer + "\n", errors: ""))
  }

  @Test func `tables are read line by line, and each answer repeats the id`() throws {
    let result = try Program.run(
      ["search", "--tabular", "-"],
      lines: [
        #"{"id":"é","algorithm":"puct","simulations":2,"model":\#(model)}"#,
        #"{"id":2,"simulations":0,"model":\#(model)}"#,
        #"{"id":3,"algorithm":"uct","model":\#(model)}"#,
        #"{"id":4}"#,
        #"{"id":5,"modell":1}"#,
        #"{"id":6,"model":{"actions":2}}"#,
        "{",
      ])
    #expect(result.lines.count == 7)
    #expect(result.lines[0] == #"{"id":"é","# + answer)
    let reasons = [
      "simulations: found 0, expected 1 to 1000000",
      #"algorithm: found \"uct\", expected \"puct\" or \"gumbel\""#,
      "model: found nothing, expected a table",
      "unknown key 'modell'; did you mean 'model'?",
      "states: found nothing, expected a value",
    ]
    for (index, reason) in reasons.enumerated() {
      #expect(
        result.lines[index + 1]
          == #"{"id":\#(index + 2),"error":{"ply":null,"move":null,"reason":"\#(reason)"}}"#)
    }
    #expect(result.lines[6].hasPrefix(#"{"id":null,"error":"#))
    #expect(result.status == 65)
  }

  @Test(arguments: [
    (#""actions":2"#, #""actions":0"#, "actions: found 0, expected at least 1"),
    (#""root":0"#, #""root":3"#, "root: found 3, expected 0 to 2"),
    (#""value":[0,"#, #""value":["#, "value: found 2 elements, expected 3"),
    (#""value":[0,"#, #""value":["0","#, "an element of value: found a string, expected a number"),
    (#""next":[[1,"#, #""next":[[-1,"#, "next[0][0]: found -1, expected 0 to 2"),
    (
      #""next":[[1,"#, #""next":[[1.5,"#,
      "an element of next[0]: found 1.5, expected a whole number"
    ),
    (
      #""value":[0,"#, #""value":[1e999,"#,
      "value[0]: found a number that is not finite, expected a finite one"
    ),
    (#""root""#, #""roots""#, "unknown key 'roots'; did you mean 'root'?"),
    (
      #""root":0"#, #""root":0,"invalid":[1,1]"#,
      "invalid: found every action invalid at the root, expected at least one 0"
    ),
  ])
  func `a table that is wrong says where`(old: String, new: String, reason: String) throws {
    let line = #"{"id":1,"model":\#(model.replacingOccurrences(of: old, with: new))}"#
    let result = try Program.run(["search", "--tabular", "-"], lines: [line])
    #expect(
      result.lines == [
        #"{"id":1,"error":{"ply":null,"move":null,"reason":"\#(reason)"}}"#
      ])
  }

  @Test func `an invalid action is not visited at the root`() throws {
    let line = model.replacingOccurrences(of: #""root":0"#, with: #""root":0,"invalid":[1,0]"#)
    let result = try Program.run(
      ["search", "--tabular", "-", "--simulations", "4"], lines: [#"{"id":1,"model":\#(line)}"#])
    #expect(result.output.contains(#""rootVisits":[0,4]"#))
  }

  @Test func `a winning move is found`() throws {
    let result = try Program.run([
      "search", "tic-tac-toe", "--position", "xx./oo./... x", "--evaluator", "uniform",
      "--simulations", "100", "--json",
    ])
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(answer["move"] as? String == "2")
    #expect((answer["moves"] as? [Any])?.count == 5)
    #expect((answer["nodes"] as? [[String: Any]])?.first?["visits"] as? Int == 101)
  }

  @Test func `a finished position and a missing file are told`() throws {
    let finished = try Program.run(["search", "tic-tac-toe", "--position", "xxx/oo./... o"])
    #expect(
      finished
        == Finished(
          status: 65, output: "", errors: "error: the game is over in this position\n"))
    let missing = try Program.run(["search", "--tabular", "no-such-file"])
    #expect(
      missing
        == Finished(status: 65, output: "", errors: "error: 'no-such-file' cannot be read\n"))
  }

  @Test func `either a game or a table is searched`() throws {
    #expect(try Program.run(["search"]).status == 64)
    #expect(try Program.run(["search", "othello", "--tabular", "-"]).status == 64)
    #expect(try Program.run(["search", "othello", "--conventions", "mctz"]).status == 64)
    #expect(try Program.run(["search", "othello", "--conventions", "mctx"]).status == 64)
    #expect(try Program.run(["search", "othello", "--simulations", "0"]).status == 64)
  }
}
