import FoundationEssentials
import GameProtocol
import GoRules

extension GTPSession where G == Go {
  /// Opens a conversation about Go, with the commands that are special to it.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - settings: How the engine plays.
  ///   - output: Where answers go.
  /// - Returns: The engine's side.
  /// - Throws: `EngineError` if the player cannot be made.
  static func go(
    _ game: Go, settings: EngineSettings<Go>, output: EngineOutput
  ) throws(EngineError) -> GTPSession<Go> {
    var rules = Rules()
    rules.state = { game, state, player in GoResumption.state(of: game, state, toMove: player) }
    rules.length = { game in
      // Dead stones may have to be taken off, and absolute time has no increment to live on.
      GameLength(plies: game.size * game.size, leastMoves: 2 * game.size)
    }
    rules.action = { text, state throws(NotationError) in
      if text.lowercased() != "pass" { _ = try Vertex(text, size: state.board.size) }
      return try? state.action(for: text)
    }
    let session = try GTPSession<Go>(game, settings: settings, output: output, rules: rules)
    session.addBoardCommands()
    session.addHandicapCommands()
    session.addRuleCommands()
    session.addScoreCommands()
    session.addRecordCommands()
    return session
  }

  /// The game with other parameters and the same name.
  private func game(
    size: Int? = nil, rules: GoRuleSet? = nil, handicap: [Int]? = nil
  ) -> Go {
    let size = size ?? game.size
    // A limit of the user's own is kept with the board that it is for.
    let limit = size == game.size ? game.specification.lengthLimit : nil
    return Go(
      size: size, rules: rules ?? game.rules, handicap: handicap ?? game.handicap,
      lengthLimit: limit, name: game.specification.name)
  }

  private func begin(_ game: Go) { begin(game, from: game.initialState(seed: settings.seed)) }

  private func change(rules: GoRuleSet) throws(EngineError) {
    let game = game(rules: rules)
    let start: GoState
    do {
      start = try game.state(stones: states[0].board.cells, playerToMove: states[0].playerToMove)
    } catch {
      throw EngineError("\(error)")
    }
    try change(game, start: start)
  }

  // MARK: Board and komi

  private func addBoardCommands() {
    let boardsize: Handler = { session, arguments throws(EngineError) in
      guard let size = Int(try arguments.word("a size")),
        GoBoard.smallestSize...GoBoard.largestSize ~= size
      else { throw EngineError("unacceptable size") }
      let game = session.game(size: size, handicap: [])
      if size != session.game.size {
        do throws(EngineError) {
          try session.load(for: game)
        } catch {
          throw EngineError("unacceptable size")
        }
      }
      session.begin(game)
      return ""
    }
    add("boardsize", upTo: 1, boardsize)
    add("query_boardsize") { session, _ in String(session.game.size) }
    add("clear_board") { session, _ in
      session.begin(session.game(handicap: []))
      return ""
    }
    add("komi", upTo: 1) { session, arguments throws(EngineError) in
      var rules = session.game.rules
      rules.komi = try arguments.number("a komi")
      guard rules.komi.magnitude <= 1000 else { throw EngineError("unacceptable komi") }
      try session.change(rules: rules)
      var ownRules = session.ownGame.rules
      ownRules.komi = rules.komi
      session.ownGame = session.game(rules: ownRules)
      return ""
    }
    add("get_komi") { session, _ in "\(session.game.rules.komi)" }
  }

  // MARK: Handicap

  private func addHandicapCommands() {
    add("fixed_handicap", upTo: 1) { session, arguments throws(EngineError) in
      let count = try arguments.integer("2 to 9 stones", in: 2...9)
      do {
        return session.place(try Go.fixedHandicap(count, size: try session.emptyBoardSize()))
      } catch {
        throw EngineError("invalid number of stones: \(error)")
      }
    }
    add("place_free_handicap", upTo: 1) { session, arguments throws(EngineError) in
      let size = try session.emptyBoardSize()
      let count = try arguments.integer(
        "2 to \(size * size - 1) stones", in: 2...size * size - 1)
      return session.place(GoHandicap.cells(count, size: size))
    }
    add("set_free_handicap", upTo: .max) { session, arguments throws(EngineError) in
      do {
        _ = session.place(
          try Go.freeHandicap(Array(arguments.rest), size: try session.emptyBoardSize()))
      } catch {
        throw EngineError("bad vertex list: \(error)")
      }
      return ""
    }
  }

  private func emptyBoardSize() throws(EngineError) -> Int {
    guard plies.isEmpty, state.board.cells.allSatisfy({ $0 == nil }) else {
      throw EngineError("board not empty")
    }
    return game.size
  }

  /// Begins a game with handicap stones.
  private func place(_ cells: [Int]) -> String {
    begin(game(handicap: cells))
    return vertices(cells)
  }

  private func vertices(_ cells: some Sequence<Int>) -> String {
    cells.map { Vertex(cell: $0, size: game.size).description }.joined(separator: " ")
  }

  // MARK: Rules

  private func addRuleCommands() {
    add("kata-get-rules") { session, _ in KataRules(session.game.rules).json }
    add("kata-set-rules", upTo: .max) { session, arguments throws(EngineError) in
      let text = arguments.rest.joined(separator: " ")
      if text.isEmpty { throw EngineError("syntax error: expected rules") }
      try session.change(rules: try KataRules.rules(text, present: session.game.rules))
      session.ownGame = session.game
      return ""
    }
  }

  // MARK: Score

  private func addScoreCommands() {
    add("final_score") { session, _ in
      let dead = session.deadStones()
      let score = (try? session.state.score(removing: dead)) ?? session.state.score
      if score == 0 { return "0" }
      return (score > 0 ? "B+" : "W+") + "\(score.magnitude)"
    }
    add("final_status_list", upTo: 1) { session, arguments throws(EngineError) in
      let dead = Set(session.deadStones())
      let status = try arguments.word("alive, seki or dead")
      let board = session.state.board
      var seen: Set<Int> = []
      var chains: [String] = []
      for cell in board.cells.indices where board[cell] != nil && !seen.contains(cell) {
        let chain = board.chain(at: cell).sorted()
        seen.formUnion(chain)
        if dead.contains(cell) == (status == "dead") { chains.append(session.vertices(chain)) }
      }
      switch status {
      case "alive", "dead": return chains.joined(separator: "\n")
      // Stones in seki count as alive.
      case "seki": return ""
      default: throw EngineError("syntax error: expected alive, seki or dead")
      }
    }
    // What follows a dispute is played out: with all stones alive there is nothing else to do.
    add("kgs-genmove_cleanup", upTo: 1) { session, arguments throws(EngineError) in
      try session.beginMove(
        of: try session.colour(try arguments.word("a colour")), isPlayed: true)
    }
  }

  private func deadStones() -> [Int] {
    DeadStones.cells(
      of: GoResumption.state(of: game, state, toMove: state.playerToMove) ?? state,
      seed: settings.seed)
  }

  // MARK: Records

  private func addRecordCommands() {
    add("loadsgf", upTo: 2) { session, arguments throws(EngineError) in
      let path = try arguments.word("a file name")
      let end =
        arguments.rest.isEmpty
        ? nil : try arguments.integer("a move number", in: 1...1_000_000)
      try session.read(path, before: end)
      return ""
    }
    add("printsgf", upTo: 1) { session, arguments throws(EngineError) in
      let text = session.record()
      guard let path = arguments.rest.first else { return text }
      do {
        try Data(text.utf8).write(to: URL(filePath: path))
      } catch {
        throw EngineError("cannot write '\(path.shortened)': \(Self.reason(error))")
      }
      return ""
    }
  }

  /// Why a file cannot be written, in words.
  private static func reason(_ error: any Error) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile: "there is no such folder"
    case .fileWriteNoPermission: "there is no permission to write there"
    case .fileWriteOutOfSpace: "there is no space left"
    default: "expected a file in a folder that can be written to"
    }
  }

  /// Takes over the main line of a record, up to before a move.
  private func read(_ path: String, before end: Int?) throws(EngineError) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(filePath: path))
    } catch {
      throw EngineError("cannot load file '\(path.shortened)'")
    }
    let record: GoRecord
    do {
      let trees = try SGFReader.read(bytes)
      record = try GoRecord(trees[0], rules: ownGame.rules)
    } catch {
      throw EngineError("cannot load file: \(error)")
    }
    let own = Go(
      size: record.game.size, rules: record.game.rules, handicap: record.game.handicap,
      name: game.specification.name)
    let start: GoState
    do {
      start = try own.state(
        stones: record.start.board.cells, playerToMove: record.start.playerToMove)
    } catch {
      throw EngineError("cannot load file: \(error)")
    }
    if own.size != game.size { try load(for: own) }
    begin(own, from: start)
    for action in record.actions.prefix((end ?? .max) - 1) { play(action, in: state) }
    if let name = record.unknownRules {
      output.warn(
        "loadsgf: found RU[\(name.shortened)], which is not known; the rules are \(own.rules.name)")
    }
  }

  /// The game as an SGF record.
  ///
  /// Two moves of one player in a row have a pass between them, as on the board.
  private func record() -> String {
    var actions: [Action] = []
    var mover = states[0].playerToMove
    for ply in plies {
      if ply.player != mover { actions.append(states[0].pass) }
      actions.append(ply.action)
      mover = ply.player.opponent
    }
    let text = SGFTree(game, from: states[0], actions: actions).text
    return text.split(separator: "\n").joined(separator: "\n")
  }
}
