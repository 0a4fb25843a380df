import ExternalGames
import Testing

@testable import Runner

@Suite struct PluginReportTests {
  private func report(_ findings: [(String, String?, String?)]) throws -> PluginReport {
    var report = PluginReport(isPrinted: false)
    for (game, fault, note) in findings {
      try report.add(game, PluginFinding(name: "legal actions", fault: fault, note: note))
    }
    return report
  }

  @Test func `without a fault all is well`() throws {
    let report = try report([("nim", nil, "15 steps"), ("nim", nil, nil)])
    #expect(report.faultCount == 0)
    #expect(report.verdict == ["all is well"])
  }

  @Test func `a fault counts once, whatever its numbers, and for each game`() throws {
    let report = try report([
      ("nim", "action 3 is refused at step 7", nil), ("nim", nil, "15 steps"),
      ("nim", "action 4 is refused at step 12", nil), ("nim", "a draw is won", nil),
      ("row", "action 3 is refused at step 7", nil),
    ])
    #expect(report.faultCount == 3)
    #expect(report.verdict == ["found 2 times: action 3 is refused at step 7", "3 faults"])
    #expect(try self.report([("nim", "one", nil)]).verdict == ["1 fault"])
  }

  @Test func `the document has every finding with its count`() throws {
    let report = try report([
      ("nim", nil, "15 steps"), ("nim", "step 7 fails", nil), ("nim", "step 8 fails", nil),
    ])
    #expect(
      report.document == [
        [
          "game": "nim", "property": "legal actions", "fault": .null, "note": "15 steps",
          "count": 1,
        ],
        [
          "game": "nim", "property": "legal actions", "fault": "step 7 fails", "note": .null,
          "count": 2,
        ],
      ])
  }
}
