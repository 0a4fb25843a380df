import Foundation
import Testing

@testable import Planner

/// Trees of the Python package mctx, node by node; `Tests/Scripts/make_mctx_trees.py` tells how they
/// were made.
@Suite struct MctxTreesTests {
  /// What mctx found for one random table.
  private struct Golden {
    var seed: UInt64
    var table: TabularModel
    var simulations: Int
    var puct: [TabularSearch.Node] = []
    var gumbel: [TabularSearch.Node] = []
    var policy: [Double] = []
    var action = 0
  }

  private static func readGoldens() throws -> [Golden] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Goldens/mctx-trees.txt")
    var goldens: [Golden] = []
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      let words = line.split(separator: " ")
      let last = goldens.count - 1
      switch words[0] {
      case "m":
        let numbers = words.dropFirst().compactMap { Int($0) }
        let seed = UInt64(numbers[0])
        goldens.append(
          Golden(
            seed: seed,
            table: .random(seed: seed, actions: numbers[1], states: numbers[2]),
            simulations: numbers[3]))
      case "p":
        goldens[last].puct = nodes(words.dropFirst())
      case "z":
        goldens[last].table.gumbel = words.dropFirst().compactMap { Float($0) }
      case "g":
        let slash = try #require(words.firstIndex(of: "/"))
        goldens[last].action = try #require(Int(words[1]))
        goldens[last].policy = words[2..<slash].compactMap { Double($0) }
        goldens[last].gumbel = nodes(words[(slash + 1)...])
      default:
        continue
      }
    }
    return goldens
  }

  private static func nodes(_ words: ArraySlice<Substring>) -> [TabularSearch.Node] {
    var nodes: [TabularSearch.Node] = []
    for word in words {
      let parts = word.split(separator: ",").compactMap { Double($0) }
      nodes.append(
        parts.count == 1
          ? TabularSearch.Node(parent: -1, action: -1, visits: 0, value: parts[0], reward: 0)
          : TabularSearch.Node(
            parent: Int(parts[0]), action: Int(parts[1]), visits: Int(parts[2]), value: parts[3],
            reward: 0))
    }
    if !nodes.isEmpty { nodes[0].visits = nodes.count }
    return nodes
  }

  private func expect(
    _ found: [TabularSearch.Node], _ expected: [TabularSearch.Node], _ label: Comment
  ) {
    #expect(found.count == expected.count, label)
    for (found, expected) in zip(found, expected) {
      if (found.parent, found.action, found.visits)
        != (expected.parent, expected.action, expected.visits)
        || abs(found.value - expected.value) > 1e-4
      {
        Issue.record("\(label): found \(found), expected \(expected)")
        return
      }
    }
  }

  @Test func `every tree of both algorithms is that of mctx`() throws {
    let goldens = try Self.readGoldens()
    #expect(goldens.count >= 200)
    for golden in goldens {
      var table = golden.table
      let puct = try TabularSearch(
        model: table, algorithm: .puct, simulations: golden.simulations, conventions: .mctx
      ).answer()
      expect(puct.nodes, golden.puct, "PUCT, seed \(golden.seed)")
      table.gumbel = golden.table.gumbel
      let gumbel = try TabularSearch(
        model: table, algorithm: .gumbel, simulations: golden.simulations, conventions: .mctx
      ).answer()
      expect(gumbel.nodes, golden.gumbel, "Gumbel, seed \(golden.seed)")
      #expect(gumbel.action == golden.action, "seed \(golden.seed)")
      for (found, expected) in zip(gumbel.policy, golden.policy) {
        #expect(abs(found - expected) < 1e-4, "seed \(golden.seed)")
      }
    }
  }
}
