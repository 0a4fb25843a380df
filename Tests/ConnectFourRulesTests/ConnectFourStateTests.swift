import ConnectFourRules
import GameProtocol
import Testing

@Suite struct ConnectFourStateTests {
  private let game = ConnectFour()

  @Test func `stones fall, and the text has the top row first`() {
    let state = position(after: "33345")
    #expect(state.positionText == "......./......./......./...x.../...o.../...xox. o")
    #expect(
      state.diagram == """
        .......
        .......
        .......
        ...x...
        ...o...
        ...xox.
        0123456
        o to move
        """)
  }

  @Test(arguments: [
    ("0101010", "a column"), ("0011223", "a row"), ("01122323363", "a rising diagonal"),
    ("65544343303", "a falling diagonal"),
  ])
  func `four in a row win for who completed them`(_ moves: String, _ name: String) {
    let state = position(after: moves)
    #expect(state.outcome == .line, "\(name)")
    #expect(state.returnOf(.first) == 1)
    #expect(state.returnOf(.second) == -1)
    #expect(state.legalActions.isEmpty)
    #expect(!position(after: moves.dropLast()).isTerminal)
  }

  @Test func `the gap in a row completes it too`() {
    #expect(position(after: "0011332").outcome == .line)
  }

  @Test func `a full board without a line is a draw`() throws {
    var draws = 0
    for number in 0..<20 {
      var state = randomPosition(plies: 41, number: number)
      let step = state.apply(state.legalActions[0])
      #expect(step.end == .terminated)
      #expect(state.outcome == (step.reward == 1 ? .line : .fullBoard))
      #expect(state.returnOf(.second) == step.reward)
      #expect(try game.state(at: state.positionText) == state)
      draws += state.outcome == .fullBoard ? 1 : 0
    }
    #expect(draws > 0)
  }

  @Test func `planes are own stones, opponent's stones, and who moved first, top row first`() {
    let state = position(after: "30")
    var planes = [Float](repeating: 9, count: 126)
    var span = planes.mutableSpan
    state.observe(as: .first, into: &span)
    #expect(planes.indices.filter { planes[$0] == 1 } == [38, 42 + 35] + Array(84..<126))
    var other = [Float](repeating: 9, count: 126)
    var otherSpan = other.mutableSpan
    state.observe(as: .second, into: &otherSpan)
    #expect(other.indices.filter { other[$0] == 1 } == [35, 42 + 38])
  }

  @Test(arguments: [
    (
      "......./......./......./..x..../......./...o..x x",
      "found \"x\" at character 26, expected a stone or the floor below a stone"
    ),
    (
      "......./......./......./......./......./..xx..x o",
      "found \"3 x and 0 o\", expected as many x as o, or one more"
    ),
    (
      "......./......./......./......./......./..xo..x x",
      "found \"x\" at character 48, expected o to move with 2 x and 1 o"
    ),
    (
      "......./......./......./......./oooo.../xxxx... x",
      "found \"a line of x with x to move\", expected a game without it, or over"
    ),
    (
      "......./......./......./......./......./....... x ",
      "found \" \" at character 49, expected the end"
    ),
  ])
  func `contradictory positions are refused`(_ text: String, _ message: String) {
    let error = #expect(throws: NotationError.self) { try game.state(at: text) }
    #expect(error?.description == message)
  }

  @Test func `a finished position can be set up`() throws {
    let state = try game.state(at: "......./......./......./......./ooo..../xxxx... o")
    #expect(state.outcome == .line)
    #expect(state.returnOf(.first) == 1)
  }

  /// The counts of action sequences, lines ending the game.
  ///
  /// Source: OpenSpiel's rules count the same to depth 7.
  @Test func `perft from the start gives the known counts`() {
    let start = game.initialState(seed: 0)
    #expect(
      (0...8).map { start.perft(depth: $0) } == [
        1, 7, 49, 343, 2401, 16807, 117_649, 823_536, 5_673_234,
      ])
  }

  @Test func `random games agree with OpenSpiel`() throws {
    let lines = try caseLines("open-spiel.txt")
    #expect(lines.count == 100)
    for line in lines {
      let fields = line.split(separator: " | ")
      let masks = fields[1].split(separator: " ").map { UInt64($0, radix: 16) }
      var state = game.initialState(seed: 0)
      for (ply, action) in fields[0].split(separator: " ").enumerated() {
        #expect(state.legalActions.reduce(0) { $0 | 1 << UInt64($1.index) } == masks[ply])
        _ = state.apply(try state.action(for: String(action)))
      }
      #expect(state.isTerminal && masks.last == 0)
      #expect(state.returnOf(.first) == Float(fields[2]))
    }
  }
}
