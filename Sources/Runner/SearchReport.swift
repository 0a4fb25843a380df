package import GameProtocol
package import Planner
import Runs

/// What a search found out about a position, for people and for programs.
package struct SearchReport<State: GameState> {
  private let game: String
  private let state: State
  private let result: SearchResult
  private let nodes: [TabularSearch.Node]

  /// Makes a report.
  ///
  /// - Parameters:
  ///   - game: The name of the game.
  ///   - state: The position that was searched.
  ///   - result: What was found out.
  ///   - nodes: The tree.
  package init(
    game: String, state: State, result: SearchResult, nodes: [TabularSearch.Node]
  ) {
    self.game = game
    self.state = state
    self.result = result
    self.nodes = nodes
  }

  private struct Row {
    var action: Action
    var visits: Int
    var value: Float?
  }

  /// One row for each legal move, the most visited first.
  private var rows: [Row] {
    let edges = Dictionary(uniqueKeysWithValues: result.edges.map { ($0.action, $0) })
    return state.legalActions.map { action in
      Row(action: action, visits: edges[action]?.visits ?? 0, value: edges[action]?.value)
    }.sorted { ($1.visits, $0.action) < ($0.visits, $1.action) }
  }

  /// The report as JSON.
  package var document: JSONValue {
    [
      "game": .string(game), "position": .string(state.positionText),
      "action": .integer(result.bestAction.rawValue),
      "move": .string(state.notation(for: result.bestAction)), "value": .real(result.value),
      "moves": .array(
        rows.map { row in
          [
            "move": .string(state.notation(for: row.action)),
            "action": .integer(row.action.rawValue), "visits": .integer(row.visits),
            "share": .real(result.policy[row.action.index]),
            "value": row.value.map { .real($0) } ?? .null,
            "prior": .real(result.prior[row.action.index]),
          ]
        }),
      "nodes": .array(nodes.map(JSONValue.init)),
    ]
  }

  /// The report as a table.
  package var text: String {
    var table = TextTable(
      ["move", "visits", "share", "value", "prior"], rightAligned: [1, 2, 3, 4])
    for row in rows {
      table.append([
        state.notation(for: row.action), "\(row.visits)",
        ProgressReport.percent(Double(result.policy[row.action.index])),
        row.value.map { Measurement.grouped(Double($0)) } ?? "",
        ProgressReport.percent(Double(result.prior[row.action.index])),
      ])
    }
    let value = Measurement.grouped(Double(result.value))
    return
      ([state.diagram, ""] + table.lines + [
        "",
        "best move \(state.notation(for: result.bestAction)), value \(value) for the player to move, "
          + "\(nodes.count) nodes",
      ]).joined(separator: "\n")
  }
}
