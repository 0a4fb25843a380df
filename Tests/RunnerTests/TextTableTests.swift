import Runner
import Testing

@Suite struct TextTableTests {
  @Test func `columns are as wide as what they hold`() {
    var table = TextTable(["name", "n", "note"], rightAligned: [1])
    table.append(["a", "100", "é"])
    table.append(["longer", "7", ""])
    #expect(table.lines == ["name      n  note", "a       100  é", "longer    7"])
  }
}
