import Runner
import Testing

@Suite struct TesujiTests {
  @Test func `the program says what it is`() throws {
    let result = try Program.run(["--version"])
    #expect(result.status == 0)
    #expect(result.lines.count == 1)
    #expect(result.output.hasPrefix("tesuji \(BuildIdentity.version), commit "))
  }

  @Test func `the program explains itself`() throws {
    let help = """
      OVERVIEW: Learns board games and arcade games by search.

      One planner, two models: the true rules of a game (AlphaZero) or a learned
      model of it (MuZero). 'tesuji help COMMAND' explains a command.

      Results go to standard output, everything else to standard error. Exit status:
      0 done, 1 failed, 64 wrong command line, 65 wrong data, 130 interrupted.

      USAGE: tesuji <subcommand>

      OPTIONS:
        --version               Show the version.
        -h, --help              Show help information.

      SUBCOMMANDS:
        games                   List the games with version, players, actions and
                                observation shape.
        rules                   Ask the rules of a game: legal moves, perft, replay,
                                exact values.
        search                  Search one position, and print what was found out
                                about its moves.
        analyse                 Analyse positions from standard input with what a run
                                has learned.
        play                    Play a game in the terminal.
        engine                  Speak to a GUI or a referee by GTP, UCI or USI.
        match                   Play a match, with the difference of strength in Elo
                                and its 95 % interval.
        evaluate                Measure an agent: its mistakes, its returns, or its
                                place on a ladder.
        train                   Train an agent, and record the run.
        resume                  Go on with a run that was interrupted or killed.
        experiment              Look into the record of runs, and repeat one.
        config                  Show, explain, compare and check the configurations
                                of runs.
        bench                   Measure speed, and the signature of search.
        plugin                  List, check and begin games that are not built in.
        doctor                  Tell what is installed, what is missing, and how to
                                get it.

        See 'tesuji help <subcommand>' for detailed help.

      """
    #expect(try Program.run(["--help"]) == Finished(status: 0, output: help, errors: ""))
    #expect(try Program.run([]).output == help)
  }

  @Test func `an unknown command is a wrong command line`() throws {
    let result = try Program.run(["paly"])
    #expect(result.status == 64)
    #expect(result.output == "")
  }

  @Test(arguments: [
    ["games"], ["rules"], ["rules", "legal"], ["rules", "perft"], ["rules", "replay"],
    ["rules", "solve"], ["search"], ["analyse"], ["play"], ["engine"], ["match"], ["evaluate"],
    ["train"], ["resume"], ["plugin"], ["plugin", "list"], ["plugin", "check"], ["experiment"],
    ["experiment", "list"], ["experiment", "show"], ["experiment", "log"],
    ["experiment", "diff"], ["experiment", "reproduce"], ["config"], ["config", "show"],
    ["config", "schema"],
    ["config", "explain"], ["config", "diff"], ["config", "validate"], ["bench"],
    ["bench", "rules"], ["bench", "search"], ["bench", "inference"], ["bench", "training"],
    ["bench", "selfplay"],
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
