import Testing

@testable import Engines

@Suite struct GoParametersTests {
  private func read(_ text: String) -> GoParameters { GoParameters(text.words) }

  @Test func `clocks, increments and limits are read`() {
    let go = read("wtime 1000 btime 2000 winc 10 binc 20 movestogo 5 nodes 300 depth 4")
    #expect(
      go.clock(of: "w")
        == Clock(
          remaining: .milliseconds(1000), increment: .milliseconds(10), movesToGo: 5))
    #expect(go.clock(of: "b")?.remaining == .milliseconds(2000))
    #expect(go.nodes == 300 && go.depth == 4 && go.remarks.isEmpty)
  }

  @Test func `byoyomi alone is a clock`() {
    #expect(read("byoyomi 500").clock(of: "b") == Clock(byoyomi: .milliseconds(500)))
    #expect(read("nodes 5").clock(of: "b") == nil)
  }

  @Test func `searchmoves takes moves up to the next word of the protocol`() {
    let go = read("searchmoves e2e4 d2d4 infinite")
    #expect(go.searchMoves == ["e2e4", "d2d4"] && go.isInfinite)
  }

  @Test func `mate takes a number, infinite or nothing`() {
    #expect(read("mate 3").mate == 3)
    #expect(read("mate infinite").mate == .max)
    #expect(read("mate infinite").isInfinite == false)
    #expect(read("mate").mate == .max)
  }

  @Test func `numbers out of reason are brought into it`() {
    #expect(read("wtime -30 nodes 9223372036854775807").times["w"] == 0)
    #expect(read("movetime 9223372036854775807").moveTime == GoParameters.longest)
  }

  @Test func `what means nothing is remarked on and the rest is read`() {
    let go = read("foo nodes x depth 3 winc wtime")
    #expect(
      go.remarks == [
        "unknown word 'foo'", "nodes: found 'x', expected a number from 1",
        "winc: expected a number from 0", "wtime: expected a number",
      ])
    #expect(go.nodes == nil && go.depth == 3)
  }

  @Test(arguments: [
    ("nodes -5", "nodes: found '-5', expected a number from 1"),
    ("depth -1", "depth: found '-1', expected a number from 1"),
    ("depth 0", "depth: found '0', expected a number from 1"),
    ("movetime abc", "movetime: found 'abc', expected a number from 0"),
    (
      "nodes -99999999999999999999",
      "nodes: found '-99999999999999999999', expected a number from 1"
    ),
    ("mate -1", "mate: found '-1', expected a number from 0"),
  ]) func `a limit that is none is left out`(text: String, remark: String) {
    var expected = read("")
    expected.remarks = [remark]
    #expect(read(text) == expected)
  }

  @Test func `a number too long to count with is the longest`() {
    let go = read("nodes 99999999999999999999 wtime -99999999999999999999")
    #expect(go.nodes == GoParameters.longest && go.times["w"] == 0 && go.remarks.isEmpty)
  }

  @Test func `a time of the move and a clock both limit it`() {
    let management = TimeManagement(moveOverhead: .zero)
    let go = read("movetime 100 wtime 60000")
    #expect(go.budget(of: "w", by: management, movesToCome: 10) == .milliseconds(100))
    #expect(read("infinite wtime 9").budget(of: "w", by: management, movesToCome: 10) == nil)
  }
}
