import GameProtocol
import Planner

extension GTPSession {
  /// A move that is being searched.
  struct PendingMove {
    var control: SearchControl
    /// The position with the player to move.
    var state: G.State
    /// Whether the move is to be played, and takes time.
    var isPlayed: Bool
    /// Receives the chosen action; nothing if the player resigns.
    var action: Box<Action>
    /// Receives the search in the opponent's time.
    var pondering: Box<Pondering>
  }

  /// A search in the opponent's time, on the reply that is expected.
  struct Pondering: Sendable {
    var control: SearchControl
    var question: SearchQuestion<G>
    /// The moves of the game if that reply is played.
    var plies: [Ply]
    /// Receives who is to be told what was found.
    var completion: Box<Completion>
  }

  /// Takes what a search has found.
  typealias Completion = @Sendable (Result<SearchFindings<G.State>, EngineError>) -> Void

  /// How findings are printed while a search goes on.
  struct AnalysisStyle: Hashable, Sendable {
    /// Whether probabilities are numbers in [0, 1], as KataGo prints them, or in ten thousandths.
    var isKata = true
    var interval = Duration.seconds(1)
    var lineCount = Int.max
    var leastLines = 0
    var showsRoot = false
  }

  func addSearchCommands() {
    add("genmove", upTo: 1) { session, arguments throws(EngineError) in
      let player = try session.colour(try arguments.word("a colour"))
      return try session.beginMove(of: player, isPlayed: true)
    }
    add("reg_genmove", upTo: 1) { session, arguments throws(EngineError) in
      let player = try session.colour(try arguments.word("a colour"))
      return try session.beginMove(of: player, isPlayed: false)
    }
    for (prefix, isKata) in [("", false), ("lz-", false), ("kata-", true)] {
      add(prefix + "analyze", upTo: .max) { session, arguments throws(EngineError) in
        try session.beginAnalysis(&arguments, isKata: isKata)
      }
      add(prefix + "genmove_analyze", upTo: .max) { session, arguments throws(EngineError) in
        let (state, actions, style) = try session.analysisArguments(&arguments, isKata: isKata)
        return try session.beginMove(
          of: state.playerToMove, isPlayed: true, actions: actions, style: style)
      }
    }
    add("time_settings", upTo: 3) { session, arguments throws(EngineError) in
      let main = try arguments.seconds("main time in seconds")
      let period = try arguments.seconds("byo yomi time in seconds")
      let moves = try arguments.integer("a number of stones", in: 0...1_000_000)
      session.set(.canadian(main: main, period: period, moves: moves))
      return ""
    }
    add("kgs-time_settings", upTo: 4) { session, arguments throws(EngineError) in
      session.set(try Self.kgsSettings(&arguments))
      return ""
    }
    add("time_left", upTo: 3) { session, arguments throws(EngineError) in
      let player = try session.colour(try arguments.word("a colour"))
      let time = try arguments.seconds("a time in seconds")
      let stones = try arguments.integer("a number of stones", in: 0...1_000_000)
      session.clocks[player.index].set(time, stones: stones)
      return ""
    }
    addParameterCommands()
  }

  private func set(_ settings: GameClock.Settings) {
    clockSettings = settings
    clocks = [GameClock(settings), GameClock(settings)]
  }

  private static func kgsSettings(
    _ arguments: inout GTPArguments
  ) throws(EngineError) -> GameClock.Settings {
    let kind = try arguments.word("none, absolute, byoyomi or canadian")
    if kind == "none" { return .none }
    guard ["absolute", "byoyomi", "canadian"].contains(kind) else {
      throw EngineError(
        "syntax error: found '\(kind.shortened)', expected none, absolute, byoyomi or canadian")
    }
    let main = try arguments.seconds("main time in seconds")
    if kind == "absolute" { return .canadian(main: main, period: .zero, moves: 0) }
    let period = try arguments.seconds("byo yomi time in seconds")
    let count = try arguments.integer("a number of periods or stones", in: 1...1_000_000)
    return kind == "byoyomi"
      ? .byoyomi(main: main, period: period, periods: count)
      : .canadian(main: main, period: period, moves: count)
  }

  private func addParameterCommands() {
    let names = ["maxTime", "maxVisits", "ponderingEnabled"]
    add("kata-list-params") { _, _ in names.joined(separator: " ") }
    add("kata-get-param", upTo: 1) { session, arguments throws(EngineError) in
      switch try arguments.word("a parameter") {
      case "maxTime": session.moveTime.map { "\(Double($0.nanoseconds) / 1e9)" } ?? "unlimited"
      case "maxVisits": session.simulations.map(String.init) ?? "unlimited"
      case "ponderingEnabled": String(session.ponders)
      default: throw EngineError("unknown parameter; parameters: " + names.joined(separator: ", "))
      }
    }
    add("kata-set-param", upTo: 2) { session, arguments throws(EngineError) in
      switch try arguments.word("a parameter") {
      case "maxTime": session.moveTime = try arguments.seconds("seconds")
      case "maxVisits":
        session.simulations = try arguments.integer("a number of visits", in: 1...(1 << 24) - 1)
      case "ponderingEnabled":
        session.ponders = try arguments.flag("true or false")
        if !session.ponders { session.stopPondering() }
      default: throw EngineError("unknown parameter; parameters: " + names.joined(separator: ", "))
      }
      return ""
    }
  }

  // MARK: Moves

  /// Begins to search a move, which the search answers.
  func beginMove(
    of player: Player, isPlayed: Bool, actions: [Action]? = nil, style: AnalysisStyle? = nil
  ) throws(EngineError) -> String? {
    let state = try state(toMove: player)
    let budget = budget(for: state)
    let action = Box<Action>()
    let next = Box<Pondering>()
    if style != nil { output.send("=\(id)") }
    let reply: Completion = { [responder = Responder(self), id, plies] result in
      responder.respond(
        result, id: id, style: style, isPlayed: isPlayed, plies, action, next)
    }
    if let ponder = pondering, actions == nil, style == nil, ponder.plies == plies,
      ponder.question.state == state
    {
      pondering = nil
      ponder.completion.set(reply)
      ponder.control.close(budget: budget)
      pending = PendingMove(
        control: ponder.control, state: state, isPlayed: isPlayed, action: action, pondering: next)
      return nil
    }
    stopPondering()
    let control = SearchControl(budget: budget)
    var question = question(state, hasClock: budget != nil)
    question.actions = actions
    if let style {
      question.lineCount = style.lineCount
      question.reportInterval = style.interval
    }
    pending = PendingMove(
      control: control, state: state, isPlayed: isPlayed, action: action, pondering: next)
    run(question, control, style: style, completion: reply)
    return nil
  }

  private func budget(for state: G.State) -> Duration? {
    let management = TimeManagement(moveOverhead: settings.moveOverhead)
    let moves = length.movesToCome(after: plies.count)
    let own = clocks[state.playerToMove.index].clock.map {
      management.budget(for: $0, movesToCome: moves)
    }
    if let own, let moveTime { return min(own, moveTime) }
    return own ?? moveTime
  }

  private func question(_ state: G.State, hasClock: Bool) -> SearchQuestion<G> {
    SearchQuestion(
      player: player, state: state,
      key: SearchKey(seed: settings.seed, ply: UInt64(plies.count)),
      simulations: simulations ?? (hasClock ? nil : player.usualSimulations))
  }

  private func run(
    _ question: SearchQuestion<G>, _ control: SearchControl, style: AnalysisStyle?,
    completion: @escaping Completion
  ) {
    let output = output
    thread.submit { room in
      let result = Self.found(question, control, room) { findings in
        if let style { output.send(GTPAnalysis.text(findings, style)) }
      }
      // A tree that is full has nothing more to tell until the next line comes.
      if control.isOpen, let style, case .success(let findings) = result {
        output.send(GTPAnalysis.text(findings, style))
      }
      control.waitWhileOpen()
      completion(result)
      control.finish()
    }
  }

  /// Searches.
  static func found(
    _ question: SearchQuestion<G>, _ control: SearchControl, _ room: SearchRoom<G>,
    report: (SearchFindings<G.State>) -> Void = { _ in }
  ) -> Result<SearchFindings<G.State>, EngineError> {
    do throws(EngineError) {
      return .success(try room.search(question, control: control, report: report))
    } catch {
      return .failure(error)
    }
  }

  /// Waits for the move that is being searched and plays it.
  func finishMove() {
    guard let move = pending else { return }
    pending = nil
    move.control.waitUntilFinished()
    guard move.isPlayed else { return }
    clocks[move.state.playerToMove.index].spend(move.control.timeTaken)
    pondering = move.pondering.value
    if let action = move.action.value { play(action, in: move.state) }
  }

  /// Ends the search in the opponent's time.
  func stopPondering() {
    pondering?.control.stop()
    pondering?.control.waitUntilFinished()
    pondering = nil
  }

  // MARK: Analysis

  private func beginAnalysis(
    _ arguments: inout GTPArguments, isKata: Bool
  ) throws(EngineError) -> String? {
    let (state, actions, style) = try analysisArguments(&arguments, isKata: isKata)
    stopPondering()
    let control = SearchControl(isOpen: true)
    var question = question(state, hasClock: true)
    question.actions = actions
    question.lineCount = style.lineCount
    question.reportInterval = style.interval
    output.send("=\(id)")
    analysis = control
    let output = output
    run(question, control, style: style) { result in
      // The empty line is the end of the answer.
      if case .success(let findings) = result {
        output.send(GTPAnalysis.text(findings, style) + "\n")
      } else {
        output.send("")
      }
    }
    return nil
  }

  /// Ends the analysis, with the empty line that closes its answer.
  func finishAnalysis() {
    analysis?.stop()
    analysis?.waitUntilFinished()
    analysis = nil
  }

  /// Reads `[colour] [interval] [key value]…`.
  private func analysisArguments(
    _ arguments: inout GTPArguments, isKata: Bool
  ) throws(EngineError) -> (G.State, [Action]?, AnalysisStyle) {
    var style = AnalysisStyle()
    style.isKata = isKata
    var player = state.playerToMove
    var allowed: Set<Action>?
    var avoided: Set<Action> = []
    var lists: [(isAllowed: Bool, player: Player, moves: String)] = []
    while let word = arguments.rest.first {
      if let interval = Double(word), interval.isFinite, interval >= 0 {
        _ = try arguments.word("an interval")
        style.interval = Self.interval(interval)
        continue
      }
      if let colour = try? colour(word) {
        _ = try arguments.word("a colour")
        player = colour
        continue
      }
      switch try arguments.word("a key") {
      case "interval": style.interval = Self.interval(try arguments.number("centiseconds"))
      case "minmoves": style.leastLines = try arguments.integer("a number", in: 0...1_000_000)
      case "maxmoves": style.lineCount = try arguments.integer("a number", in: 1...1_000_000)
      case "rootInfo": style.showsRoot = try arguments.flag("true or false")
      case let key where key == "allow" || key == "avoid":
        let owner = try colour(try arguments.word("a colour"))
        lists.append((key == "allow", owner, try arguments.word("moves")))
        _ = try arguments.integer("a number of moves", in: 0...1_000_000)
      // What this engine has nothing to say about.
      case let key where Self.silentKeys.contains(key):
        _ = try arguments.flag("true or false")
      default:
        throw GTPArguments.error(word, "a colour, an interval or a key such as maxmoves")
      }
    }
    let state = try state(toMove: player)
    for list in lists {
      // Nothing is known about moves of a player whose turn it cannot be.
      guard let own = rules.state(game, self.state, list.player) else { continue }
      let actions = try actions(list.moves, in: own)
      if list.player != player { continue }
      if list.isAllowed {
        allowed = (allowed ?? []).union(actions)
      } else {
        avoided.formUnion(actions)
      }
    }
    let kept = state.legalActions.filter {
      (allowed?.contains($0) ?? true) && !avoided.contains($0)
    }
    return (state, kept.isEmpty || kept.count == state.legalActions.count ? nil : kept, style)
  }

  /// Keys of KataGo with a yes or no, for what is not estimated here.
  private static var silentKeys: Set<String> {
    [
      "ownership", "ownershipStdev", "movesOwnership", "movesOwnershipStdev", "pvVisits",
      "pvEdgeVisits",
    ]
  }

  /// The legal actions of a list of moves between commas.
  ///
  /// - Throws: `EngineError` if one of them is no move.
  private func actions(_ moves: String, in state: G.State) throws(EngineError) -> [Action] {
    var actions: [Action] = []
    for move in moves.split(separator: ",") {
      do {
        if let action = try rules.action(String(move), state) { actions.append(action) }
      } catch {
        throw EngineError("syntax error: \(error)")
      }
    }
    return actions
  }

  private static func interval(_ centiseconds: Double) -> Duration {
    .milliseconds(Int(min(max(10 * centiseconds, 10), 1e8)))
  }
}

/// What the search thread needs of a session to answer for it.
private struct Responder<G: Game>: Sendable {
  private let output: EngineOutput
  private let thread: SearchThread<G>
  private let ponders: Bool
  private let resignation: Double?
  private let player: EnginePlayer<G>
  private let simulations: Int?
  private let seed: UInt64

  init(_ session: GTPSession<G>) {
    output = session.output
    thread = session.thread
    ponders = session.ponders
    resignation = session.settings.resignation
    player = session.player
    simulations = session.simulations
    seed = session.settings.seed
  }

  func respond(
    _ result: Result<SearchFindings<G.State>, EngineError>, id: String,
    style: GTPSession<G>.AnalysisStyle?, isPlayed: Bool, _ plies: [GTPSession<G>.Ply],
    _ action: Box<Action>,
    _ pondering: Box<GTPSession<G>.Pondering>
  ) {
    switch result {
    case .failure(let error):
      output.send(style != nil ? "" : "?\(id) \(error)\n")
    case .success(let findings):
      var move = "resign"
      let isLost = resignation.map { Double(findings.value) <= -$0 } ?? false
      if !isLost, let best = findings.lines.first {
        move = findings.state.notation(for: best.action)
        action.set(best.action)
        if ponders && isPlayed { ponder(on: findings, best, after: plies, pondering) }
      }
      if let style {
        output.send(GTPAnalysis.text(findings, style) + "\nplay \(move)\n")
      } else {
        output.send("=\(id) \(move)\n")
      }
    }
  }

  /// Begins to search the position after the reply that is expected.
  private func ponder(
    on findings: SearchFindings<G.State>, _ best: SearchFindings<G.State>.Line,
    after plies: [GTPSession<G>.Ply], _ pondering: Box<GTPSession<G>.Pondering>
  ) {
    let own = findings.state.applying(best.action)
    guard best.moves.count > 1, !own.isTerminal, let reply = try? own.action(for: best.moves[1])
    else { return }
    let state = own.applying(reply)
    if state.isTerminal { return }
    let line = [
      GTPSession<G>.Ply(player: findings.state.playerToMove, action: best.action),
      GTPSession<G>.Ply(player: own.playerToMove, action: reply),
    ]
    let control = SearchControl(isOpen: true)
    let completion = Box<GTPSession<G>.Completion>()
    let question = SearchQuestion(
      player: player, state: state,
      key: SearchKey(seed: seed, ply: UInt64(plies.count + 2)), simulations: simulations)
    pondering.set(
      GTPSession<G>.Pondering(
        control: control, question: question, plies: plies + line, completion: completion))
    thread.submit { room in
      let result = GTPSession<G>.found(question, control, room)
      control.waitWhileOpen()
      // Nobody waits for it if another move was played.
      completion.value?(result)
      control.finish()
    }
  }
}
