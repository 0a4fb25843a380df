import Runner
import Testing

@Suite struct TesujiTests {
  @Test func `the program says what it is`() throws {
    let result = try Program.run(["--version"])
    #expect(result.status == 0)
    #expect(result.lines.count == 1)
    #expect(result.output.hasPrefix("tesuji \(BuildIdentity.version), commit "))
  }

  @Test func `without a command it explains itself`() throws {
    #expect(try Program.run([]).output == (try Program.run(["--help"])).output)
  }

  @Test func `an unknown command is a wrong command line`() throws {
    let result = try Program.run(["paly"])
    #expect(result.status == 64)
    #expect(result.output == "")
  }

  @Test(arguments: [
    ["games"], ["rules"], ["rules", "legal"], ["rules", "perft"], ["rules", "replay"],
    ["rules", "solve"], ["search"], ["analyse"], ["play"], ["match"], ["experiment"],
    ["experiment", "list"], ["experiment", "show"], ["experiment", "log"],
    ["experiment", "diff"], ["config"], ["config", "show"], ["config", "schema"],
    ["config", "explain"], ["config", "diff"], ["config", "validate"], ["bench"],
    ["bench", "rules"], ["bench", "search"], ["bench", "inference"], ["bench", "selfplay"],
    ["bench", "signature"], ["doctor"],
  ])
  func `every command teaches`(command: [String]) throws {
    let result = try Program.run(command + ["--help"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.contains("USAGE: tesuji \(command.joined(separator: " "))"))
    // A group lists its commands; a command says more than its own name.
    #expect(result.lines.count > 8)
  }
}
