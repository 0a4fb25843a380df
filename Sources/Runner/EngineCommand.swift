import ArgumentParser
import ChessRules
import Engines
import GameProtocol
import ShogiRules

/// The protocols that an engine speaks, as flags.
enum EngineProtocol: String, EnumerableFlag {
  case gtp
  case uci
  case usi

  static func help(for value: EngineProtocol) -> ArgumentHelp? {
    switch value {
    case .gtp: "Go Text Protocol 2: Go with all its commands, other games with the general part."
    case .uci: "Universal Chess Interface: chess and chess960."
    case .usi: "Universal Shogi Interface: shogi."
    }
  }

  /// The game unless another is named.
  var usualGame: String {
    switch self {
    case .gtp: "go"
    case .uci: "chess"
    case .usi: "shogi"
    }
  }
}

/// `engine`: an agent behind the protocols of GUIs.
struct EngineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: "Speak to a GUI or a referee by GTP, UCI or USI.",
    discussion: """
      Commands are read from standard input and nothing but answers is written to standard output. \
      A GUI starts the program by a line such as those below; docs/games/ says how for some GUIs.

      Without --agent positions are judged by random games, so that every game can be played at \
      once. An agent of either mode plays the same way: AlphaZero on the rules, MuZero on what it \
      has learnt.

      The clock decides how long a move is thought about; with a number of simulations (mcts-200, \
      latest@200, --simulations, or the option Simulations) a move takes no more than these. The \
      search is PUCT whatever the run trained with, because it can be stopped at any time; \
      sequential halving has to know its end beforehand.

      Options by setoption (UCI, USI): Simulations (0: as the clock allows), MultiPV, MoveOverhead, \
      Checkpoint (as --agent); UCI: Ponder, UCI_Chess960, UCI_ShowWDL; USI: USI_Ponder, USI_Hash, \
      ResignPercent. Parameters by kata-set-param (GTP): maxVisits, maxTime, ponderingEnabled.

      Examples:
        tesuji engine --gtp
        tesuji engine --gtp go-9x9 --agent latest@400 --ponder
        tesuji engine --uci --agent weights.safetensors
        tesuji engine --uci chess960 --option start=-1 --agent mcts-2000
        tesuji engine --usi --resign 0.95
      """)

  @Flag(exclusivity: .exclusive) var speaks: EngineProtocol

  @Argument(
    help: """
      A game; 'tesuji games' lists them. The agent's own, or else go, chess or shogi unless given.
      """)
  var game: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "A game option; may be repeated. 'tesuji games' lists them.", valueName: "key=value"))
  var option: [String] = []

  @Option(
    help: """
      Who plays: a RUN or CHECKPOINT, with @N for at most N simulations a move, or mcts-N (positions \
      judged by random games). Random games by the clock unless given.
      """)
  var agent: String?

  @Option(help: "The most simulations for each move. By the clock unless given.")
  var simulations: Int?

  @Option(help: "Milliseconds kept in reserve on the clock for each move.")
  var moveOverhead = 30

  @Option(help: "Resign when the value is as far below 0 as this, 0 to 1. Never unless given.")
  var resign: Double?

  @Flag(help: "Think in the opponent's time (GTP; UCI and USI leave that to the GUI).")
  var ponder = false

  @Option(help: "Megabytes that the search tree may take.")
  var memory = 1024

  @Option(help: "Decides every random choice.")
  var seed: UInt64 = 0

  func validate() throws {
    if let simulations, !(1..<1 << 24).contains(simulations) {
      throw ValidationError("--simulations is \(simulations), expected at least 1.")
    }
    if !(0...60_000).contains(moveOverhead) {
      throw ValidationError("--move-overhead is \(moveOverhead), expected 0 to 60000.")
    }
    if let resign, !(resign > 0 && resign <= 1) {
      throw ValidationError("--resign is \(resign), expected a number above 0, at most 1.")
    }
    if !(1...1 << 20).contains(memory) {
      throw ValidationError("--memory is \(memory), expected 1 to 1048576.")
    }
  }

  func run() throws {
    let name = try agent.map { text throws(Failure) in try EngineAgent(text) }
    try open(try chosenGame(name), name)
  }

  /// The game that is named, or the agent's own, or the protocol's.
  private func chosenGame(_ agent: EngineAgent?) throws(Failure) -> any Game {
    if game == nil, option.isEmpty, case .trained(let text, _)? = agent {
      return try TrainedPlayer(text).game()
    }
    var source = try GameSource(name: game ?? speaks.usualGame, options: option)
    do {
      return try source.game()
    } catch {
      throw Failure(error.reason, .usage)
    }
  }

  private func open<G: Game>(_ game: G, _ agent: EngineAgent?) throws(Failure) {
    var settings = EngineSettings<G>(version: BuildIdentity.version) {
      name, game throws(EngineError) in
      do throws(Failure) {
        return try
          (name.map { text throws(Failure) in try EngineAgent(text) } ?? agent
          ?? .rollouts(nil)).player(for: game)
      } catch {
        throw EngineError(error.message)
      }
    }
    settings.memory = memory << 20
    settings.seed = seed
    settings.resignation = resign
    settings.ponders = ponder
    settings.moveOverhead = .milliseconds(moveOverhead)
    settings.simulations = simulations
    let output = EngineOutput { text in
      // Who does not read the answers will not read about this either.
      try? Output.raw(text)
    }
    do throws(EngineError) {
      try converse(try session(game, settings, output))
    } catch {
      throw Failure(error.description, .data)
    }
  }

  private func session<G: Game>(
    _ game: G, _ settings: EngineSettings<G>, _ output: EngineOutput
  ) throws(EngineError) -> any EngineSession {
    let name = game.specification.name
    switch speaks {
    case .gtp:
      guard game.specification.playerCount == 2 else {
        throw EngineError("GTP is for games of two; \(name) has one player")
      }
      return try EngineConversation.gtp(game, settings: settings, output: output)
    case .uci:
      guard let chess = game as? Chess, let settings = settings as? EngineSettings<Chess> else {
        throw EngineError("UCI is for chess and chess960, not for \(name); --gtp speaks about any")
      }
      return try EngineConversation.uci(chess, settings: settings, output: output)
    case .usi:
      guard let shogi = game as? Shogi, let settings = settings as? EngineSettings<Shogi> else {
        throw EngineError("USI is for shogi, not for \(name); --gtp speaks about any")
      }
      return try EngineConversation.usi(shogi, settings: settings, output: output)
    }
  }

  private func converse(_ session: any EngineSession) throws(EngineError) {
    // No command is longer than a game, and no game than this.
    var reader = LineReader(limit: 1 << 20)
    do throws(Failure) {
      while let line = try reader.next() {
        guard case .text(let bytes) = line else {
          Output.note("a line longer than a mebibyte was left out")
          continue
        }
        if !session.handle(String(decoding: bytes, as: UTF8.self)) { return }
      }
    } catch {
      throw EngineError(error.message)
    }
    session.end()
  }
}
