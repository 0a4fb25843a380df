public import ArgumentParser
import FoundationEssentials
import GameProtocol
public import Planner

extension TabularSearch.Conventions: ExpressibleByArgument {}

/// `search`: one search on one position.
struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search one position, and print what was found out about its moves.",
    discussion: """
      With --json: {"game", "position", "action", "move", "value", "moves": [{"move", "action", \
      "visits", "share", "value", "prior"}], "nodes": [{"parent", "action", "visits", "value", \
      "reward"}]}, the nodes in the order of their expansion. Values are in the view of the player \
      to move.

      With --tabular it searches a model given as a table, so that trees can be compared with other \
      programs': {"actions": A, "states": n, "logits": [n][A], "value": [n], "next": [n][A], \
      "reward": [n][A], "discount": [n][A], "root": r, "invalid": [A], "gumbel": [A]}, of which the \
      last two may be left out. There is no noise, ties go to the lower index, and below a discount \
      of 0 the table is followed further. '--tabular -' reads one \
      {"id", "algorithm", "simulations", "model": {…}} a line from standard input.

      Examples:
        tesuji search connect-four --simulations 2000
        tesuji search tic-tac-toe --position 'xo./.x./..o x' --json
        tesuji search --tabular model.json --algorithm gumbel --simulations 32
      """)

  @Argument(help: "A game; 'tesuji games' lists them.")
  var game: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("A game option; may be repeated.", valueName: "key=value"))
  var option: [String] = []

  @Option(help: "A position in the game's own text form; the start position unless given.")
  var position: String?

  @Option(
    help: """
      Who judges positions: rollout (random games), uniform (all equal), or a RUN or CHECKPOINT, \
      which searches on its own model.
      """)
  var evaluator = "rollout"

  @OptionGroup var search: SearchArguments

  @Option(help: ArgumentHelp("A model given as a table; - for standard input.", valueName: "file"))
  var tabular: String?

  @Option(help: "With --tabular: whose conventions are followed, standard or mctx.")
  var conventions: TabularSearch.Conventions?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if (game == nil) == (tabular == nil) {
      throw ValidationError("Name either a game or a --tabular file.")
    }
    if tabular == nil, conventions != nil {
      throw ValidationError("--conventions is for --tabular alone.")
    }
    if tabular != nil, position != nil || !option.isEmpty {
      throw ValidationError("--tabular takes no --position and no --option.")
    }
  }

  func run() throws {
    if let tabular {
      if tabular == "-" {
        try Requests.answerAll { line in
          SearchTabular.answer(
            line, algorithm: search.algorithm, simulations: search.simulations,
            conventions: conventions ?? .standard)
        }
      } else {
        try searchTable(in: tabular)
      }
    } else if let game {
      var source = try GameSource(name: game, options: option)
      try searchPosition(try source.game())
    }
  }

  private func searchTable(in file: String) throws(Failure) {
    let answer: TabularSearch.Answer
    do {
      let bytes = try Data(contentsOf: URL(filePath: file))
      answer = try SearchTabular.answer(
        try JSONParser.parse(Array(bytes)), algorithm: search.algorithm,
        simulations: search.simulations, conventions: conventions ?? .standard)
    } catch let error as RequestError {
      throw Failure("\(file): \(error.reason)", .data)
    } catch let error as JSONError {
      throw Failure("\(file): \(error)", .data)
    } catch {
      throw Failure("'\(file)' cannot be read", .data)
    }
    if json { return try Output.result(.object(SearchTabular.members(of: answer))) }
    var table = TextTable(["action", "visits", "policy"], rightAligned: [0, 1, 2])
    for (action, visits) in answer.rootVisits.enumerated() {
      table.append(["\(action)", "\(visits)", Measurement.grouped(answer.policy[action])])
    }
    let lines = table.lines + ["", "best action \(answer.action), \(answer.nodes.count) nodes"]
    try Output.result(lines.joined(separator: "\n"))
  }

  private func searchPosition<G: Game>(_ game: G) throws(Failure) {
    let state: G.State
    do {
      state = try Walk(game, Request(position: position)).state
    } catch {
      throw Failure(error.reason, .data)
    }
    if state.isTerminal { throw Failure("the game is over in this position", .data) }
    let searcher = try searcher(for: game)
    let result = try searcher.search(state, key: SearchKey(seed: search.seed))
    let report = SearchReport(
      game: game.specification.name, state: state, result: result, nodes: searcher.nodes)
    try Output.result(json ? report.document.description : report.text)
  }

  private func searcher<G: Game>(for game: G) throws(Failure) -> PositionSearcher<G> {
    switch evaluator {
    case "uniform":
      return PositionSearcher(
        game, evaluator: UniformEvaluator(), configuration: search.configuration)
    case "rollout":
      return PositionSearcher(
        game, evaluator: RolloutEvaluator(), configuration: search.configuration)
    default:
      let player = try TrainedPlayer(evaluator)
      return try PositionSearcher(
        search.configuration, actionCount: game.specification.actionCount
      ) { slots throws(Failure) in
        try player.model(for: game, treeCount: 1, slotsPerTree: slots)
      }
    }
  }
}
