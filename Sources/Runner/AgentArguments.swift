import ArgumentParser
import GameProtocol

extension TerminalSide: ExpressibleByArgument {}

/// Who plays, and how long it thinks.
struct AgentArguments: ParsableArguments {
  @Option(help: "Who plays: random.")
  var agent = "random"

  @Option(help: "Decides every random choice.")
  var seed: UInt64 = 0

  /// Makes the player.
  func chooser<G: Game>(for game: G) throws(Failure) -> any MoveChooser<G.State> {
    switch agent {
    case "random": return RandomChooser(seed: seed)
    default:
      throw Failure("unknown agent '\(agent)'; agents: random", .usage)
    }
  }
}
