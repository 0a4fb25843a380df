import ChessRules
import GameProtocol
import Testing

@Suite struct ChessStateTests {
  @Test func `games end when and how python-chess says`() throws {
    let cases = try CaseFile.cases("outcomes.txt")
    #expect(cases.count >= 200)
    for fields in cases {
      let game = Chess(
        fields[1] == "chess960" ? .chess960 : .orthodox,
        draws: fields[0] == "claim" ? .claim : .automatic)
      var state = try game.state(at: fields[2])
      for move in fields[3].split(separator: " ") {
        #expect(state.outcome == nil, "\(fields)")
        let mover = state.playerToMove
        let step = state.apply(try state.action(for: String(move)))
        #expect((step.end == .terminated) == state.isTerminal)
        #expect(step.reward == state.returnOf(mover))
      }
      #expect(state.outcome?.rawValue == fields[4], "\(fields)")
      #expect(state.positionText == fields[5])
      #expect(state.legalActions.isEmpty)
    }
  }

  @Test func `the mated side loses and its opponent wins`() throws {
    var state = Chess().initialState(seed: 0)
    for move in ["f2f3", "e7e5", "g2g4"] { _ = state.apply(try state.action(for: move)) }
    let step = state.apply(try state.action(for: "d8h4"))
    #expect(step == Step(reward: 1, end: .terminated))
    #expect(state.returnOf(.second) == 1)
    #expect(state.returnOf(.first) == -1)
    #expect(state.outcome == .checkmate)
  }

  @Test(arguments: [
    ("7k/5Q2/6K1/8/8/8/8/8 b - - 150 1", Outcome.stalemate),
    ("7k/6Q1/6K1/8/8/8/8/8 b - - 150 1", .checkmate),
    ("7k/8/6K1/8/8/8/8/8 b - - 150 1", .insufficientMaterial),
    ("R6k/8/6K1/8/8/8/8/8 b - - 150 1", .checkmate),
    ("7k/8/5K2/8/8/8/8/R7 b - - 150 1", .seventyFiveMoves),
    ("7k/8/5K2/8/8/8/8/R7 b - - 100 1", .fiftyMoves),
  ]) func `the first of several reasons is named`(fen: String, outcome: Outcome) throws {
    #expect(try Chess().state(at: fen).outcome == outcome)
  }

  @Test func `fifty moves end a game only where draws are claimed`() throws {
    let fen = "7k/8/5K2/8/8/8/8/R7 b - - 100 1"
    #expect(try Chess(draws: .automatic).state(at: fen).outcome == nil)
    #expect(try Chess(draws: .claim).state(at: fen).outcome == .fiftyMoves)
  }

  @Test func `a copy is not touched by what happens to the original`() throws {
    let start = Chess().initialState(seed: 0)
    let next = start.applying(try start.action(for: "e2e4"))
    #expect(start == Chess().initialState(seed: 1))
    #expect(next != start)
  }

  @Test func `texts of moves and positions are read back`() throws {
    for variant in [Chess.Variant.orthodox, .chess960] {
      let game = Chess(variant)
      try playRandomGames(5, seed: 4, variant) { state, actions in
        for action in actions {
          let back = try state.action(for: state.notation(for: action))
          #expect(back == action)
        }
        let fresh = try game.state(at: state.positionText)
        #expect(fresh.position == state.position)
      }
    }
  }

  @Test func `a move after the end is refused because the game is over`() throws {
    let state = try Chess().state(at: "7k/6Q1/6K1/8/8/8/8/8 b - - 0 1")
    let error = #expect(throws: NotationError.self) { try state.action(for: "h8g7") }
    #expect(error?.expected == "game over")
  }

  @Test func `perft goes on where play would end`() throws {
    let state = try Chess().state(at: "7k/8/5K2/8/8/8/8/R7 b - - 150 1")
    #expect(state.perft(depth: 1) == 2)
    #expect(state.legalActions.isEmpty)
    var actions: [Action] = []
    state.appendGeneratedActions(to: &actions)
    #expect(Set(actions.map { state.notation(for: $0) }) == ["h8g8", "h8h7"])
    #expect(perft(of: state, depth: 2) > 0)
  }
}
