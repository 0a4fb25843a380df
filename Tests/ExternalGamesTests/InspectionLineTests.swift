import Testing

@testable import ExternalGames

@Suite struct InspectionLineTests {
  @Test func `a line is read as it was sent`() {
    let finding = PluginFinding(name: "clones", fault: "a\tb\nc", note: nil)
    let line = InspectionLine(finding)
    #expect(InspectionLine(line.text)?.finding?.fault == "a b c")
    #expect(InspectionLine("a library's own words") == nil)
  }

  @Test(arguments: [
    PluginFinding(name: "speed", fault: nil, note: "7 random steps a second"),
    PluginFinding(name: "legal actions", fault: nil, note: nil),
    PluginFinding(name: "clones", fault: "a copy changes its original", note: nil),
  ])
  func `an empty field is no fault and no note`(_ finding: PluginFinding) {
    #expect(InspectionLine(InspectionLine(finding).text)?.finding == finding)
  }

  @Test func `a line of another kind or with other fields tells no finding`() {
    #expect(InspectionLine("begin\tclones\t\t")?.finding == nil)
    #expect(InspectionLine("finding\tclones\t")?.finding == nil)
    #expect(InspectionLine("findings\tclones\t\t") == nil)
    #expect(InspectionLine(InspectionLine.end.text) == .end)
  }
}
