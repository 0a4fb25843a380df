import Foundation
import Testing

@testable import Planner

@Suite struct TabularModelTests {
  private static let json = """
    {"actions": 2, "states": 2, "logits": [[0, 1], [0, 0]], "value": [0.5, -0.5],
     "next": [[1, 1], [0, 1]], "reward": [[0, 0], [0.5, 0]], "discount": [[-1, -1], [-1, 0]],
     "root": 0, "invalid": [0, 1]}
    """

  private func model() throws -> TabularModel {
    try JSONDecoder().decode(TabularModel.self, from: Data(Self.json.utf8))
  }

  @Test func `a table is read from JSON, and the invalid action is not searched`() throws {
    let model = try model()
    #expect(model.gumbel == nil && model.invalid == [0, 1])
    for algorithm in SearchConfiguration.Algorithm.allCases {
      let answer = try TabularSearch(model: model, algorithm: algorithm, simulations: 6).answer()
      #expect(answer.rootVisits == [6, 0] && answer.action == 0 && answer.policy == [1, 0])
      #expect(answer.nodes.count == 7)
    }
  }

  @Test func `an answer has the keys of the contract`() throws {
    let answer = try TabularSearch(model: model(), algorithm: .puct, simulations: 1).answer()
    let object = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(answer)) as? [String: Any])
    #expect(Set(object.keys) == ["nodes", "rootVisits", "policy", "action"])
    let node = try #require((object["nodes"] as? [[String: Any]])?.first)
    #expect(Set(node.keys) == ["parent", "action", "visits", "value", "reward"])
  }

  @Test func `each fault of a table is named with its place`() throws {
    func fault(_ change: (inout TabularModel) -> Void) throws -> TabularError? {
      var model = try model()
      change(&model)
      do {
        try model.validate()
        return nil
      } catch {
        return error
      }
    }
    #expect(try fault { _ in } == nil)
    #expect(
      try fault { $0.logits[1] = [0] } == .wrongLength(key: "logits[1]", found: 1, expected: 2))
    #expect(
      try fault { $0.value.append(0) } == .wrongLength(key: "value", found: 3, expected: 2))
    #expect(
      try fault { $0.next[1][0] = 2 }
        == .outOfRange(key: "next[1][0]", found: 2, expected: "0 to 1"))
    #expect(
      try fault { $0.root = -1 } == .outOfRange(key: "root", found: -1, expected: "0 to 1"))
    #expect(try fault { $0.reward[0][1] = .nan } == .notFinite(key: "reward[0][1]"))
    #expect(
      try fault { $0.reward[0][1] = 2_000_000 }
        == .tooLarge(key: "reward[0][1]", found: 2_000_000, limit: 1_000_000))
    #expect(
      try fault { $0.value[1] = -3e38 }
        == .tooLarge(key: "value[1]", found: -3e38, limit: 1_000_000))
    #expect(
      try fault { $0.discount[1][0] = -1.5 }
        == .tooLarge(key: "discount[1][0]", found: -1.5, limit: 1))
    #expect(try fault { $0.discount[1][0] = .infinity } == .notFinite(key: "discount[1][0]"))
    #expect(try fault { $0.invalid = [1, 1] } == .nothingValid)
    #expect(
      try fault { $0.invalid = [2, 0] }
        == .outOfRange(key: "invalid[0]", found: 2, expected: "0 or 1"))
    #expect(
      try fault { $0.gumbel = [0] } == .wrongLength(key: "gumbel", found: 1, expected: 2))
    #expect(
      try fault { $0.actions = 0 }
        == .outOfRange(key: "actions", found: 0, expected: "at least 1"))
  }

  @Test func `a number that is too large is told with its limit`() {
    let error = TabularError.tooLarge(key: "discount[0][1]", found: 3e38, limit: 1)
    #expect(error.description == "discount[0][1]: found 3e+38, expected a number from -1 to 1")
  }

  /// Everything at its limit, rewards that add up on the longest path, and logits and noise as
  /// large as a `Float` can be.
  @Test(
    arguments: SearchConfiguration.Algorithm.allCases, TabularSearch.Conventions.allCases)
  func `the largest numbers that are let in are searched with finite answers`(
    algorithm: SearchConfiguration.Algorithm, conventions: TabularSearch.Conventions
  ) throws {
    let limit = TabularModel.greatestAmount
    let huge = Float.greatestFiniteMagnitude
    for discount: Float in [1, -1] {
      let model = TabularModel(
        actions: 2, states: 2, logits: [[huge, -huge], [-huge, huge]], value: [limit, -limit],
        next: [[1, 0], [0, 1]], reward: [[limit, -limit], [limit, limit]],
        discount: [[discount, discount], [discount, discount]], gumbel: [-huge, huge])
      let answer = try TabularSearch(
        model: model, algorithm: algorithm, simulations: 300, conventions: conventions
      ).answer()
      #expect(answer.nodes.allSatisfy { $0.value.isFinite })
      #expect(answer.policy.allSatisfy { $0.isFinite })
      #expect(answer.rootVisits.reduce(0, +) == 300)
    }
  }

  @Test func `a search without simulations is refused`() throws {
    let search = TabularSearch(model: try model(), algorithm: .puct, simulations: 0)
    #expect(
      throws: TabularError.outOfRange(key: "simulations", found: 0, expected: "1 to 1000000")
    ) { try search.answer() }
  }

  @Test func `fixed noise decides between equal actions`() throws {
    var model = try model()
    model.invalid = nil
    model.logits[0] = [0, 0]
    model.gumbel = [0, 2]
    let answer = try TabularSearch(model: model, algorithm: .gumbel, simulations: 1).answer()
    #expect(answer.rootVisits == [0, 1])
    model.gumbel = nil
    let quiet = try TabularSearch(model: model, algorithm: .gumbel, simulations: 1).answer()
    #expect(quiet.rootVisits == [1, 0])
  }
}
