import GameProtocol
import Planner

/// A conversation by the Go Text Protocol, version 2: its general part, for any game of two.
///
/// Moves are written as the game writes them. Commands are answered in the order in which they come;
/// the thread that reads them goes on reading while a move is searched.
///
/// Source: Farnebäck, "Specification of the Go Text Protocol, version 2, draft 2", 2002.
final class GTPSession<G: Game>: EngineSession {
  /// Answers a command; `nil` where the search answers later.
  typealias Handler = (GTPSession, inout GTPArguments) throws(EngineError) -> String?

  /// A command: how many arguments it takes at most, and its answer.
  private struct Command {
    var most: Int
    var handler: Handler
  }

  /// A move that was played.
  struct Ply: Hashable, Sendable {
    var player: Player
    var action: Action
  }

  /// What some games allow beyond the general part.
  struct Rules: Sendable {
    /// The position with a given player to move, or `nil` if the rules have no such.
    var state: @Sendable (_ game: G, _ state: G.State, _ player: Player) -> G.State? = {
      _, state, player in
      state.playerToMove == player && !state.isTerminal ? state : nil
    }
    /// How long a game is expected to be.
    var length: @Sendable (_ game: G) -> GameLength = { game in
      GameLength(plies: 100, leastMoves: max(5, game.specification.observationShape.planeSize / 4))
    }
    /// The action that a text names, or `nil` if that is a move, but illegal in the position.
    var action: @Sendable (_ text: String, _ state: G.State) throws(NotationError) -> Action? = {
      text, state throws(NotationError) in try state.action(for: text)
    }
  }

  var game: G
  /// The game with the parameters that commands have set: those of a record end with it.
  var ownGame: G
  let settings: EngineSettings<G>
  let output: EngineOutput
  let thread: SearchThread<G>
  var player: EnginePlayer<G>
  let rules: Rules
  private var commands: [String: Command] = [:]

  /// The positions of the game, the first one before the first move.
  private(set) var states: [G.State]
  /// The moves between them.
  private(set) var plies: [Ply] = []
  var clocks: [GameClock] = [GameClock(.none), GameClock(.none)]
  var clockSettings = GameClock.Settings.none

  var simulations: Int?
  var ponders: Bool
  var moveTime: Duration?

  /// The number of the command being answered.
  private(set) var id = ""
  /// The move that is being searched.
  var pending: PendingMove?
  /// The search that goes on until the next line.
  var analysis: SearchControl?
  /// The search in the opponent's time.
  var pondering: Pondering?

  /// Opens a conversation.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - settings: How the engine plays.
  ///   - output: Where answers go.
  ///   - rules: What the game allows beyond the general part.
  /// - Throws: `EngineError` if the player cannot be made.
  init(
    _ game: G, settings: EngineSettings<G>, output: EngineOutput, rules: Rules = Rules()
  ) throws(EngineError) {
    precondition(game.specification.playerCount == 2, "GTP is for games of two")
    self.game = game
    ownGame = game
    self.settings = settings
    self.output = output
    self.rules = rules
    let player = try settings.loader(nil, game)
    self.player = player
    thread = SearchThread(memory: settings.memory)
    states = [game.initialState(seed: settings.seed)]
    simulations = settings.simulations ?? player.simulations
    ponders = settings.ponders
    addGeneralCommands()
    addSearchCommands()
  }

  // MARK: Lines

  func handle(_ line: String) -> Bool {
    // GoGui interrupts a search by a comment, which other engines do not see.
    if line.hasPrefix("# interrupt") {
      pending?.control.stop()
      return true
    }
    finishAnalysis()
    guard let line = GTPLine(line) else { return true }
    finishMove()
    id = line.id
    if line.command == "quit" {
      stopPondering()
      answer("")
      return false
    }
    guard let command = commands[line.command] else {
      refuse("unknown command")
      return true
    }
    var arguments = GTPArguments(line.arguments)
    do throws(EngineError) {
      try arguments.limit(to: command.most)
      if let text = try command.handler(self, &arguments) { answer(text) }
    } catch {
      refuse(error.description)
    }
    return true
  }

  func end() {
    finishAnalysis()
    finishMove()
    stopPondering()
  }

  private func answer(_ text: String) {
    output.send(text.isEmpty ? "=\(id)\n" : "=\(id) \(text)\n")
  }

  private func refuse(_ reason: String) { output.send("?\(id) \(reason)\n") }

  /// Adds a command, or replaces it.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - most: The most arguments that it takes.
  ///   - handler: Answers it.
  func add(_ name: String, upTo most: Int = 0, _ handler: @escaping Handler) {
    commands[name] = Command(most: most, handler: handler)
  }

  // MARK: Games

  /// The present position.
  var state: G.State { states[states.count - 1] }

  /// How long a game is expected to be.
  var length: GameLength { rules.length(game) }

  /// The position with a player to move.
  ///
  /// - Throws: `EngineError` if it is the other player's turn, or the game is over.
  func state(toMove player: Player) throws(EngineError) -> G.State {
    if let state = rules.state(game, state, player) { return state }
    throw EngineError(
      state.isTerminal ? "game over" : "illegal move: it is the other player's turn")
  }

  /// Begins a game.
  ///
  /// - Parameters:
  ///   - game: The game; the player must be able to play it.
  ///   - start: Its first position.
  func begin(_ game: G, from start: G.State) {
    stopPondering()
    self.game = game
    states = [start]
    plies = []
    clocks = [GameClock(clockSettings), GameClock(clockSettings)]
  }

  /// Changes the game's parameters and plays its moves again.
  ///
  /// - Throws: `EngineError` if a move is illegal under the new ones; nothing is changed then.
  func change(_ game: G, start: G.State) throws(EngineError) {
    var states = [start]
    for (index, ply) in plies.enumerated() {
      guard let state = rules.state(game, states[index], ply.player),
        state.legalActions.contains(ply.action)
      else { throw EngineError("move \(index + 1) of the game would be illegal") }
      states.append(state.applying(ply.action))
    }
    stopPondering()
    self.game = game
    self.states = states
  }

  /// Plays a legal action.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - state: The position with its player to move.
  func play(_ action: Action, in state: G.State) {
    plies.append(Ply(player: state.playerToMove, action: action))
    states.append(state.applying(action))
    if let pondering, !pondering.plies.starts(with: plies) { stopPondering() }
  }

  private func undo() throws(EngineError) {
    if plies.isEmpty { throw EngineError("cannot undo") }
    stopPondering()
    plies.removeLast()
    states.removeLast()
  }

  /// Makes the player for another game.
  func load(for game: G) throws(EngineError) { player = try settings.loader(nil, game) }

  // MARK: Texts

  /// Whether the first player is called White, as in chess.
  private var isFirstWhite: Bool { game.specification.name.hasPrefix("chess") }

  /// Reads a colour.
  func colour(_ text: String) throws(EngineError) -> Player {
    switch text.lowercased() {
    case "b", "black": return isFirstWhite ? .second : .first
    case "w", "white": return isFirstWhite ? .first : .second
    default: throw EngineError("syntax error: found '\(text.shortened)', expected a colour")
    }
  }

  /// Reads a legal move.
  func action(_ text: String, in state: G.State) throws(EngineError) -> Action {
    do {
      return try state.action(for: text)
    } catch {
      throw EngineError("illegal move: \(error)")
    }
  }

  // MARK: The general part

  private func addGeneralCommands() {
    add("protocol_version") { _, _ in "2" }
    add("name") { _, _ in "Tesuji" }
    add("version") { session, _ in "\(session.settings.version) (\(session.player.name))" }
    add("known_command", upTo: 1) { session, arguments in
      String(session.commands[arguments.rest.first ?? ""] != nil)
    }
    add("list_commands") { session, _ in session.commands.keys.sorted().joined(separator: "\n") }
    // Answered by `handle`, which ends the conversation.
    add("quit") { _, _ in "" }
    add("boardsize", upTo: 1) { session, arguments throws(EngineError) in
      let size = try arguments.word("a size")
      guard Int(size) == session.game.specification.observationShape.height else {
        throw EngineError("unacceptable size")
      }
      session.begin(session.game, from: session.game.initialState(seed: session.settings.seed))
      return ""
    }
    add("clear_board") { session, _ in
      session.begin(session.game, from: session.game.initialState(seed: session.settings.seed))
      return ""
    }
    add("play", upTo: 2) { session, arguments throws(EngineError) in
      let player = try session.colour(try arguments.word("a colour"))
      let move = try arguments.word("a move")
      let state = try session.state(toMove: player)
      session.play(try session.action(move, in: state), in: state)
      return ""
    }
    add("undo") { session, _ throws(EngineError) in
      try session.undo()
      return ""
    }
    add("showboard") { session, _ in "\n" + session.state.diagram }
    add("all_legal", upTo: 1) { session, arguments throws(EngineError) in
      let player = try session.colour(try arguments.word("a colour"))
      let state = try session.state(toMove: player)
      return state.legalActions.map(state.notation(for:)).joined(separator: " ")
    }
    // There is nothing that outlives a search.
    add("clear_cache") { _, _ in "" }
    add("gogui-interrupt") { _, _ in "" }
    add("stop") { _, _ in "" }
  }
}
