import GameProtocol
import Planner

/// A conversation by UCI or USI, which share all but words.
///
/// Lines are handled on the thread that reads them and searches run on a thread of their own, so that
/// every command is answered while a search is under way. Every `go` gets exactly one answer.
final class UniversalSession<Dialect: UniversalDialect>: EngineSession {
  typealias G = Dialect.G

  private(set) var dialect: Dialect
  private let settings: EngineSettings<G>
  private let output: EngineOutput
  private let thread: SearchThread<G>
  private var player: EnginePlayer<G>

  /// The position that the next search is for.
  private var state: G.State
  /// The plies that led to it.
  private var plyCount = 0
  /// The search under way, or the last one.
  private var control: SearchControl?
  /// What the search that ponders will have left once its move was played.
  private var pondered: (@Sendable () -> Duration?)?

  private var simulations: Int
  private var lineCount = 1
  private var management: TimeManagement
  private var checkpoint: String?

  /// Opens a conversation.
  ///
  /// - Parameters:
  ///   - dialect: The protocol.
  ///   - settings: How the engine plays.
  ///   - output: Where answers go.
  /// - Throws: `EngineError` if the player cannot be made.
  init(
    _ dialect: Dialect, settings: EngineSettings<G>, output: EngineOutput
  ) throws(EngineError) {
    self.dialect = dialect
    self.settings = settings
    self.output = output
    let player = try settings.loader(nil, dialect.game)
    self.player = player
    thread = SearchThread(memory: settings.memory)
    state = dialect.game.initialState(seed: settings.seed)
    simulations = settings.simulations ?? player.simulations ?? 0
    management = TimeManagement(moveOverhead: settings.moveOverhead)
  }

  // MARK: Lines

  func handle(_ line: String) -> Bool {
    var words = line.words[...]
    // What is not understood is skipped: the rest of the line may be.
    while let word = words.popFirst() {
      if word == "quit" {
        end()
        return false
      }
      if answer(word, words) { return true }
    }
    if let first = line.words.first { note("unknown command '\(first.shortened)'") }
    return true
  }

  func end() {
    finishSearch()
  }

  /// Answers a command.
  ///
  /// - Returns: Whether the word is one.
  private func answer(_ word: Substring, _ rest: ArraySlice<Substring>) -> Bool {
    switch word {
    case Substring(Dialect.word): introduce()
    case "isready": answerReady()
    case "setoption": report { () throws(EngineError) in try setOption(rest) }
    case Substring(Dialect.word + "newgame"):
      finishSearch()
      state = dialect.game.initialState(seed: settings.seed)
      plyCount = 0
    case "position": report { () throws(EngineError) in try setPosition(rest) }
    case "go": go(GoParameters(rest))
    case "stop": control?.stop()
    case "ponderhit":
      if let pondered { control?.close(budget: pondered()) }
      pondered = nil
    case "gameover" where Dialect.mateAnswers == .checkmate: finishSearch()
    case "debug": break
    case _ where Dialect.ignoredWords.contains(word): break
    default: return false
    }
    return true
  }

  private func note(_ text: String) { output.send("info string \(text)") }

  private func report(_ work: () throws(EngineError) -> Void) {
    do throws(EngineError) {
      try work()
    } catch {
      note(error.description)
    }
  }

  // MARK: Options

  private var commonOptions: [EngineOption] {
    [
      EngineOption("Simulations", .spin(simulations, 0...(1 << 24) - 1)),
      EngineOption("MultiPV", .spin(lineCount, 1...500)),
      EngineOption(
        "MoveOverhead", .spin(Int(management.moveOverhead.nanoseconds / 1_000_000), 0...10_000)),
      EngineOption("Checkpoint", .string(checkpoint ?? "")),
    ]
  }

  private func introduce() {
    let options = (commonOptions + dialect.options).map(\.announcement)
    output.send(
      (["id name Tesuji \(settings.version) (\(player.name))", "id author the Tesuji developers"]
        + options + ["\(Dialect.word)ok"]).joined(separator: "\n"))
  }

  private func answerReady() {
    // During a search the player is there, and the answer must not wait.
    if control == nil || control?.isFinished == true {
      report { () throws(EngineError) in try thread.prepare(player) }
    }
    output.send("readyok")
  }

  private func setOption(_ words: ArraySlice<Substring>) throws(EngineError) {
    guard words.first == "name" else {
      throw EngineError("setoption: expected 'name'")
    }
    let rest = words.dropFirst()
    let split = rest.firstIndex(of: "value") ?? rest.endIndex
    let name = rest[..<split].joined(separator: " ")
    let value = rest[split...].dropFirst().joined(separator: " ")
    if let option = commonOptions.first(where: { $0.isNamed(name) }) {
      switch option.name {
      case "Simulations": simulations = try option.number(value)
      case "MultiPV": lineCount = try option.number(value)
      case "MoveOverhead":
        management.moveOverhead = .milliseconds(try option.number(value))
      default: try load(value)
      }
    } else if let option = dialect.options.first(where: { $0.isNamed(name) }) {
      var changed = dialect
      if try changed.set(option, to: value) {
        finishSearch()
        // A network may have learnt only one of two games.
        player = try settings.loader(checkpoint, changed.game)
        state = changed.game.initialState(seed: settings.seed)
        plyCount = 0
      }
      dialect = changed
    } else {
      throw EngineError("unknown option '\(name.shortened)'")
    }
  }

  private func load(_ name: String) throws(EngineError) {
    let name = name.isEmpty || name == "<empty>" ? nil : name
    player = try settings.loader(name, dialect.game)
    checkpoint = name
    simulations = settings.simulations ?? player.simulations ?? 0
  }

  // MARK: Positions

  /// Takes over a position and the moves after it; nothing is changed if one of them is wrong.
  private func setPosition(_ words: ArraySlice<Substring>) throws(EngineError) {
    var rest = words.dropFirst()
    var next: G.State
    switch words.first {
    case "startpos": next = dialect.game.initialState(seed: settings.seed)
    case Dialect.positionWord:
      let end = rest.firstIndex(of: "moves") ?? rest.endIndex
      let fields = rest[..<end].map(String.init)
      rest = rest[end...]
      guard Dialect.fieldCounts.contains(fields.count) else {
        throw EngineError(
          "position: found \(fields.count) fields, expected \(Dialect.fieldCounts.upperBound)")
      }
      let missing = Dialect.lastFields.suffix(Dialect.fieldCounts.upperBound - fields.count)
      do {
        next = try dialect.game.state(at: (fields + missing).joined(separator: " "))
      } catch {
        throw EngineError("position: \(error)")
      }
    default:
      throw EngineError("position: expected 'startpos' or '\(Dialect.positionWord)'")
    }
    if let word = rest.popFirst(), word != "moves" {
      throw EngineError("position: found '\(word.shortened)', expected 'moves'")
    }
    for (index, move) in rest.enumerated() {
      do {
        next = try dialect.state(after: String(move), in: next)
      } catch {
        throw EngineError("position: move \(index + 1): \(error)")
      }
    }
    state = next
    plyCount = rest.count
  }

  // MARK: Searches

  /// Stops the search under way, if there is one, and waits for its answer.
  private func finishSearch() {
    control?.stop()
    control?.waitUntilFinished()
    control = nil
    pondered = nil
  }

  private func go(_ parameters: GoParameters) {
    finishSearch()
    for remark in parameters.remarks.prefix(8) { note("go: \(remark)") }
    if let mate = parameters.mate, Dialect.mateAnswers == .checkmate {
      return solve(limit: mate == .max ? nil : .milliseconds(mate))
    }
    let isOpen = parameters.isInfinite || parameters.isPonder
    if !parameters.isInfinite, let move = dialect.immediateMove(in: state) {
      return answerWithoutSearch(move, parameters)
    }
    guard let root = state.isTerminal ? dialect.continuation(of: state) : state else {
      return answerWithoutSearch(dialect.anyMove(in: state) ?? dialect.noMove, parameters)
    }
    var actions: [Action]?
    if let moves = parameters.searchMoves {
      let named = moves.compactMap { try? root.action(for: String($0)) }
      if named.isEmpty { note("searchmoves: no legal move, all are searched") }
      actions = named.isEmpty ? nil : Array(Set(named)).sorted()
    }
    let management = management
    let moves = Dialect.length.movesToCome(after: plyCount)
    let isFirst = root.playerToMove == .first
    let colour: Character = isFirst == (Dialect.firstColour == "w") ? "w" : "b"
    let isForced = (actions ?? root.legalActions).count == 1
    let budget: @Sendable () -> Duration? = {
      guard let budget = parameters.budget(of: colour, by: management, movesToCome: moves) else {
        return nil
      }
      // A move without an alternative needs no thought.
      return isForced && parameters.moveTime == nil ? TimeManagement.least : budget
    }
    let question = SearchQuestion(
      player: player, state: root, actions: actions,
      key: SearchKey(seed: settings.seed, ply: UInt64(plyCount)),
      simulations: limit(parameters, hasClock: budget() != nil), depth: parameters.depth,
      lineCount: lineCount, reportInterval: .milliseconds(500))
    let control = SearchControl(isOpen: isOpen, budget: isOpen ? nil : budget())
    self.control = control
    pondered = parameters.isPonder && !parameters.isInfinite ? budget : nil
    search(question, control, mate: parameters.mate)
  }

  /// The most simulations of a search; `nil` if the clock limits it.
  private func limit(_ parameters: GoParameters, hasClock: Bool) -> Int? {
    let own = simulations > 0 ? simulations : nil
    if let nodes = parameters.nodes { return max(1, min(nodes, own ?? nodes)) }
    if let own { return own }
    return hasClock || parameters.depth != nil ? nil : player.usualSimulations
  }

  private func search(_ question: SearchQuestion<G>, _ control: SearchControl, mate: Int?) {
    let (dialect, output, lineCount) = (dialect, output, lineCount)
    thread.submit { room in
      var answer: String
      if let mate, let found = Self.mate(in: question.state, within: mate, dialect, control) {
        output.send(
          "info depth \(found.count) score mate \((found.count + 1) / 2) pv \(found.joined(separator: " "))"
        )
        answer = "bestmove \(found[0])"
      } else {
        do throws(EngineError) {
          let findings = try room.search(question, control: control) { interim in
            output.send(Self.info(interim, lineCount: lineCount, dialect))
          }
          output.send(Self.info(findings, lineCount: lineCount, dialect))
          answer = Self.bestMove(findings, dialect, isAnalysis: control.isOpen)
        } catch {
          output.send("info string \(error)")
          answer = "bestmove \(dialect.anyMove(in: question.state) ?? dialect.noMove)"
        }
      }
      control.waitWhileOpen()
      output.send(answer)
      control.finish()
    }
  }

  /// Answers with a move that needs no search, as soon as `go` allows an answer.
  private func answerWithoutSearch(_ move: String, _ parameters: GoParameters) {
    let control = SearchControl(isOpen: parameters.isInfinite || parameters.isPonder)
    self.control = control
    if parameters.isPonder && !parameters.isInfinite { pondered = { nil } }
    let output = output
    thread.submit { _ in
      control.waitWhileOpen()
      output.send("bestmove \(move)")
      control.finish()
    }
  }

  // MARK: Answers

  private static func bestMove(
    _ findings: SearchFindings<G.State>, _ dialect: Dialect, isAnalysis: Bool
  ) -> String {
    guard let best = findings.lines.first else { return "bestmove \(dialect.noMove)" }
    if let threshold = dialect.resignation, !isAnalysis, Double(findings.value) <= -threshold {
      return "bestmove \(dialect.noMove)"
    }
    let reply = best.moves.dropFirst().first.map { " ponder \($0)" } ?? ""
    return "bestmove \(findings.state.notation(for: best.action))\(reply)"
  }

  private static func info(
    _ findings: SearchFindings<G.State>, lineCount: Int, _ dialect: Dialect
  ) -> String {
    let work =
      "nodes \(findings.simulations) nps \(findings.speed) time \(findings.milliseconds)"
    return findings.lines.prefix(lineCount).enumerated().map { rank, line in
      "info depth \(line.moves.count) multipv \(rank + 1) score \(dialect.score(of: line.value)) "
        + "\(work) pv \(line.moves.joined(separator: " "))"
    }.joined(separator: "\n")
  }

  // MARK: Mates

  private static func mate(
    in state: G.State, within moves: Int, _ dialect: Dialect, _ control: SearchControl
  ) -> [String]? {
    // Beyond some moves the tree of all moves is out of reach, and the usual search serves better.
    var limit = 2_000_000
    var search = MateSearch<G.State>(onlyChecks: false, isCheck: dialect.isCheck) {
      limit -= 1
      return limit > 0 && control.hasTime
    }
    guard case .mate(let line) = search.answer(for: state, within: min(moves, 100)) else {
      return nil
    }
    return notations(of: line, in: state)
  }

  private static func notations(of line: [Action], in state: G.State) -> [String] {
    var state = state
    return line.map { action in
      defer { _ = state.apply(action) }
      return state.notation(for: action)
    }
  }

  /// Answers a mating problem of shogi, in which every move of the attacker gives check.
  private func solve(limit: Duration?) {
    let control = SearchControl(budget: limit)
    self.control = control
    let (dialect, output, state) = (dialect, output, state)
    thread.submit { _ in
      var search = MateSearch<G.State>(onlyChecks: true, isCheck: dialect.isCheck) {
        control.hasTime
      }
      switch state.isTerminal ? .none : search.answer(for: state, within: 250) {
      case .mate(let line):
        let moves = Self.notations(of: line, in: state).joined(separator: " ")
        output.send("checkmate \(moves)")
      case .none: output.send("checkmate nomate")
      case .unknown: output.send("checkmate timeout")
      }
      control.finish()
    }
  }
}
