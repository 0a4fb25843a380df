import ChessRules
import Dispatch
import GameProtocol
import GoRules
import Learning
import Planner
import ShogiRules
import Synchronization

@testable import Engines

/// A conversation with an engine, of which every message is kept.
final class Conversation {
  /// What the engine wrote.
  private final class Transcript: Sendable {
    /// The lines that are ended, and the one that is not.
    let written = Mutex((lines: [String](), rest: ""))
    let warnings = Mutex("")

    func append(_ text: String) {
      written.withLock { written in
        var parts = (written.rest + text)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        written.rest = parts.removeLast()
        written.lines += parts
      }
    }

    func lines(from first: Int = 0) -> [String] {
      written.withLock { Array($0.lines[first...]) }
    }

    var count: Int { written.withLock { $0.lines.count } }
  }

  private let transcript: Transcript
  let session: any EngineSession
  /// The lines before the last call of `say`.
  private var mark = 0

  /// Opens a conversation.
  init(_ open: (EngineOutput) throws(EngineError) -> any EngineSession) throws {
    let transcript = Transcript()
    self.transcript = transcript
    session = try open(
      EngineOutput { text in
        transcript.append(text)
      } report: { text in
        transcript.warnings.withLock { $0 += text }
      })
  }

  /// Everything that the engine wrote.
  var lines: [String] { transcript.lines() }

  /// What the engine told a person beside the protocol.
  var warnings: String { transcript.warnings.withLock { $0 } }

  /// Says lines to the engine.
  ///
  /// - Returns: Whether the conversation goes on after the last of them.
  @discardableResult
  func say(_ lines: String...) -> Bool {
    mark = transcript.count
    return lines.map { session.handle($0) }.last ?? true
  }

  /// What the engine wrote since the last call of `say` began, so far.
  var answers: [String] { transcript.lines(from: mark) }

  /// Waits for a line.
  ///
  /// - Parameters:
  ///   - count: How many such lines are waited for.
  ///   - isWanted: Whether a line, written since the last call of `say` began, is one.
  /// - Returns: What was written up to now; nothing if none comes within a minute.
  func wait(_ count: Int = 1, for isWanted: (String) -> Bool) -> [String] {
    let end = DispatchTime.now().uptimeNanoseconds + 60_000_000_000
    while DispatchTime.now().uptimeNanoseconds < end {
      let answers = answers
      if answers.filter(isWanted).count >= count { return answers }
      _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .microseconds(200))
    }
    return []
  }

  /// Says lines and waits for the line with a beginning.
  ///
  /// - Returns: That line; empty if there is none.
  func say(_ lines: String..., until beginning: String) -> String {
    mark = transcript.count
    for line in lines { _ = session.handle(line) }
    return wait { $0.hasPrefix(beginning) }.first { $0.hasPrefix(beginning) } ?? ""
  }
}

/// Players and settings for tests.
enum Fixtures {
  /// A player that takes all moves and positions for alike, so that only the rules speak.
  static func uniform<G: Game>(
    _ game: G, simulations: Int? = nil, usual: Int = 100
  ) -> EnginePlayer<G> {
    var search = SearchConfiguration()
    search.firstPlayUrgency = .draw
    return EnginePlayer(
      name: "uniform", game: game, search: search, simulations: simulations,
      usualSimulations: usual
    ) { slots in
      .rules(
        TrueRules(
          game: game, evaluator: UniformEvaluator<G.State>(), treeCount: 1, slotsPerTree: slots))
    }
  }

  /// Settings with the uniform player and a small tree.
  static func settings<G: Game>(_ game: G, simulations: Int? = nil) -> EngineSettings<G> {
    var settings = EngineSettings<G>(version: "1.0") { name, game throws(EngineError) in
      if let name { throw EngineError("there is no player '\(name)'") }
      return uniform(game, simulations: simulations)
    }
    settings.memory = 8 << 20
    return settings
  }

  static func uci(
    _ game: Chess = Chess(), simulations: Int? = nil
  ) throws -> Conversation {
    try Conversation { output throws(EngineError) in
      try EngineConversation.uci(
        game, settings: settings(game, simulations: simulations), output: output)
    }
  }

  /// Chess judged so slowly that no tree fills up.
  static func slowUCI() throws -> Conversation {
    let game = Chess()
    let settings = EngineSettings<Chess>(version: "1.0") { _, game throws(EngineError) in
      EnginePlayer(
        name: "slow", game: game, search: SearchConfiguration(), simulations: nil,
        usualSimulations: 10
      ) { slots in
        .rules(
          TrueRules(game: game, evaluator: SlowEvaluator(), treeCount: 1, slotsPerTree: slots))
      }
    }
    return try Conversation { output throws(EngineError) in
      try EngineConversation.uci(game, settings: settings, output: output)
    }
  }

  static func usi(simulations: Int? = nil) throws -> Conversation {
    let game = Shogi()
    return try Conversation { output throws(EngineError) in
      try EngineConversation.usi(
        game, settings: settings(game, simulations: simulations), output: output)
    }
  }

  static func gtp<G: Game>(
    _ game: G, simulations: Int? = nil,
    _ change: (inout EngineSettings<G>) -> Void = { _ in }
  ) throws -> Conversation {
    var settings = settings(game, simulations: simulations)
    change(&settings)
    return try Conversation { output throws(EngineError) in
      try EngineConversation.gtp(game, settings: settings, output: output)
    }
  }
}

/// Takes everything for alike, and a millisecond for it.
private final class SlowEvaluator: Evaluator {
  typealias State = ChessState

  func evaluate(
    _ leaves: Span<LeafPosition>, of states: [ChessState], logits: inout MutableSpan<Float>,
    values: inout MutableSpan<Float>
  ) {
    _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(1))
    for index in 0..<logits.count { logits[index] = 0 }
    for index in 0..<values.count { values[index] = 0 }
  }
}
