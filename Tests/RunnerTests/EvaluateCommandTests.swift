import Foundation
import Testing

@Suite struct EvaluateCommandTests {
  @Test func `a perfect player makes no mistakes and loses no line`() throws {
    let result = try Program.run([
      "evaluate", "perfect", "--game", "tic-tac-toe", "--lines", "--json",
    ])
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let sets = try #require(report["sets"] as? [[String: Any]])
    #expect(sets.reduce(0) { $0 + ($1["positions"] as? Int ?? 0) } == 4520)
    #expect(sets.allSatisfy { $0["mistakes"] as? Int == 0 })
    let lines = try #require(report["lines"] as? [String: [String: Int]])
    #expect(lines["first"]?["losses"] == 0)
    #expect(lines["second"]?["losses"] == 0)
    #expect(report["simulations"] is NSNull)
  }

  @Test func `a player without training needs the name of a game`() throws {
    #expect(
      try Program.run(["evaluate", "random"])
        == Finished(status: 64, output: "", errors: "error: --game is missing: which game?\n"))
  }

  @Test func `where nobody knows the truth a ladder is offered`() throws {
    let result = try Program.run(["evaluate", "random", "--game", "othello"])
    #expect(
      result
        == Finished(
          status: 64, output: "",
          errors: "error: nobody knows the truth about 'othello'; --ladder measures against "
            + "searches\n"))
  }
}
