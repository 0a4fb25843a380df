import ArgumentParser
import GameProtocol

extension TerminalSide: ExpressibleByArgument {}

/// Who plays, and how long it thinks.
struct AgentArguments: ParsableArguments {
  @Option(
    help: """
      Who plays: random (any legal move), rollout (search, positions judged by random games) or \
      uniform (search, unfinished positions count as equal).
      """)
  var agent = "rollout"

  @OptionGroup var search: SearchArguments

  /// Makes the player.
  func chooser<G: Game>(for game: G) throws(Failure) -> any MoveChooser<G.State> {
    if agent == "random" { return RandomChooser(seed: search.seed) }
    if let searcher = search.rulesSearcher(for: game, judgedBy: agent) {
      return SearchChooser(searcher, seed: search.seed)
    }
    let agents = ["random", "rollout", "uniform"]
    throw Failure(
      "unknown agent '\(agent)'; \(hint(for: agent, in: agents, plural: "agents"))", .usage)
  }
}
