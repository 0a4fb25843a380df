import GameProtocol
import Learning
import Planner

/// A search and the model that it grows its tree on, kept from move to move; used by one thread.
final class SearchRoom<G: Game> {
  private struct Equipment {
    var player: EnginePlayer<G>
    var search: Search
    var model: PlanningModel<G>
  }

  private let memory: Int
  private var equipment: Equipment?

  /// Makes an empty room.
  ///
  /// - Parameter memory: The bytes that a tree may take.
  init(memory: Int) {
    self.memory = memory
  }

  /// Makes what a player searches with, unless it is there.
  ///
  /// - Parameter player: The player.
  /// - Throws: `EngineError` if the player cannot play here.
  func prepare(_ player: EnginePlayer<G>) throws(EngineError) {
    _ = try equipped(for: player)
  }

  private func equipped(for player: EnginePlayer<G>) throws(EngineError) -> Equipment {
    if let equipment, equipment.player === player { return equipment }
    // The old tree is given up before the new one is made.
    equipment = nil
    var configuration = player.search
    configuration.simulations = player.capacity(bytes: memory)
    let search = Search(
      configuration: configuration, treeCount: 1, actionCount: player.actionCount)
    let made = Equipment(
      player: player, search: search, model: try player.model(slots: search.slotsPerTree))
    equipment = made
    return made
  }

  /// Searches a position as long as its limits and its control allow.
  ///
  /// - Parameters:
  ///   - question: The position and the limits.
  ///   - control: Says when to stop.
  ///   - report: Receives what was found so far, now and then.
  /// - Returns: What was found at the end.
  /// - Throws: `EngineError` if the player cannot play here or its judgements are no numbers.
  func search(
    _ question: SearchQuestion<G>, control: SearchControl,
    report: (SearchFindings<G.State>) -> Void
  ) throws(EngineError) -> SearchFindings<G.State> {
    let equipment = try equipped(for: question.player)
    let search = equipment.search
    equipment.model.setRoot(question.state, tree: 0)
    var model = equipment.model.model
    if let actions = question.actions { model = RestrictedRoot(model, actions: actions) }
    func findings() -> SearchFindings<G.State> {
      SearchFindings(search, question: question, elapsed: control.elapsed)
    }
    let interval = question.reportInterval?.nanoseconds
    var nextReport = interval.map { MonotonicTime.now &+ $0 } ?? .max
    do {
      try search.run(on: model, keys: [question.key]) { simulations in
        if !control.hasTime { return false }
        if let interval, MonotonicTime.now >= nextReport {
          report(findings())
          nextReport = MonotonicTime.now &+ interval
        }
        if control.isOpen { return true }
        if let most = question.simulations, simulations >= most { return false }
        if let depth = question.depth, simulations & 15 == 0 || simulations < 64 {
          let best = search.result(of: 0).bestAction
          let line = search.principalVariation(of: 0, from: best)
          if line.count >= depth || Self.ends(line, from: question.state) { return false }
        }
        return true
      }
    } catch {
      throw EngineError("\(question.player.name): \(error)")
    }
    return findings()
  }

  /// Whether a line of play ends the game.
  private static func ends(_ line: [Action], from state: G.State) -> Bool {
    var state = state
    for action in line {
      if state.isTerminal || !state.legalActions.contains(action) { return false }
      _ = state.apply(action)
    }
    return state.isTerminal
  }
}

/// A model whose root has only some of its legal actions.
private final class RestrictedRoot: Model {
  let actionCount: Int
  private let model: any Model
  private let actions: [Action]

  init(_ model: any Model, actions: [Action]) {
    self.model = model
    self.actions = actions
    actionCount = model.actionCount
  }

  func evaluateRoots(_ batch: inout LeafBatch) {
    model.evaluateRoots(&batch)
    batch.setLegalActions(of: 0) { $0.append(contentsOf: actions) }
  }

  func expand(_ batch: inout LeafBatch) { model.expand(&batch) }
}
