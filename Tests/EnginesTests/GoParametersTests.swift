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
    #expect(go.nodes == 300 && go.depth == 4 && go.unknown.isEmpty)
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

  @Test func `what means nothing is listed and the rest is read`() {
    let go = read("foo nodes x depth 3 wtime")
    #expect(go.unknown == ["foo", "nodes", "x", "wtime"] && go.depth == 3)
  }

  @Test func `a time of the move and a clock both limit it`() {
    let management = TimeManagement(moveOverhead: .zero)
    let go = read("movetime 100 wtime 60000")
    #expect(go.budget(of: "w", by: management, movesToCome: 10) == .milliseconds(100))
    #expect(read("infinite wtime 9").budget(of: "w", by: management, movesToCome: 10) == nil)
  }
}
