import ArgumentParser
import GameProtocol

extension TerminalSide: ExpressibleByArgument {}

/// `play`: a game in the terminal.
struct PlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play a game in the terminal.",
    discussion: """
      You see the board, type moves in the game's notation, and the agent answers. 'help' at the \
      prompt lists what else can be typed.

      Examples:
        tesuji play connect-four
        tesuji play connect-four --agent latest@200
        tesuji play tic-tac-toe --side second --agent mcts-1000
        tesuji play othello --side none --agent random --seed 3
      """)

  @OptionGroup var game: GameArguments

  @Option(help: ArgumentHelp("Who plays against you: " + AgentName.help))
  var agent = "mcts-400"

  @Option(help: "Decides every random choice.")
  var seed: UInt64 = 0

  @Option(help: "Whose moves you make: first, second, or none to watch the agent play itself.")
  var side = TerminalSide.first

  @Option(help: "The position to start from, in the game's own text form.")
  var position: String?

  func run() throws {
    var source = try game.source()
    try play(try source.game())
  }

  private func play<G: Game>(_ game: G) throws(Failure) {
    let start: G.State
    do {
      start =
        try position.map { text throws(NotationError) in try game.state(at: text) }
        ?? game.initialState(seed: seed)
    } catch {
      throw Failure("bad position: \(error)", .data)
    }
    var table = TerminalGame(
      game, from: start, side: side, against: try AgentName(agent).agent(for: game), seed: seed)
    var reader = LineReader()
    try table.play {
      () throws(Failure) -> String? in
      guard let line = try reader.next() else { return nil }
      guard case .text(let bytes) = line else { return "" }
      return String(decoding: bytes, as: UTF8.self)
    } write: { text throws(Failure) in
      try Output.raw(text)
    }
  }
}
