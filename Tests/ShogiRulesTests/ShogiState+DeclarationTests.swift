import GameProtocol
import ShogiRules
import Testing

@Suite struct ShogiStateDeclarationTests {
  /// Black's king and ten small pieces in its camp, a point each.
  private let entered = "2SGKGS2/9/+P+P+P+P+P+P3/9/9/9/9/9/8k"

  @Test func `a declaration ends the game and an invalid one is refused`() throws {
    var state = try Shogi().state(at: "\(entered) b 2RB3P 1")
    let step = try state.declare()
    #expect(step == Step(reward: 1, end: .terminated))
    #expect(state.outcome == .declaration && state.legalActions.isEmpty)
    #expect(state.returnOf(.first) == 1 && state.returnOf(.second) == -1)
    let over = #expect(throws: NotationError.self) { try state.declare() }
    #expect(over?.expected == "game over" && state.declaration == nil)
    var start = Shogi().initialState(seed: 0)
    let early = #expect(throws: NotationError.self) { try start.declare() }
    #expect(early?.found == "win" && early?.expected.contains("declaration") == true)
    #expect(!start.isTerminal)
  }

  @Test func `with 24 points a declaration is a draw, with 31 a win`() throws {
    let game = Shogi(enteringKing: .points24)
    var draw = try game.state(at: "\(entered) b 2RB2P 1")
    #expect(draw.declaration == .draw && !draw.declaration24)
    #expect(try draw.declare().reward == 0)
    #expect(draw.outcome == .declaration && draw.returnOf(.second) == 0)
    #expect(try game.state(at: "\(entered) b 2RB6P 1").declaration == .win)
  }

  @Test func `the rule of the game decides, and the facts tell both rules`() throws {
    func facts(_ hand: String) throws -> [PositionFact] {
      try Shogi(enteringKing: .none).state(at: "\(entered) b \(hand) 1").facts
    }
    for (hand, by27, by24) in [
      ("2RB2P", false, false), ("2RB3P", true, false), ("2RB6P", true, true),
    ] {
      #expect(
        try facts(hand) == [
          PositionFact("declaration27", .flag(by27)), PositionFact("declaration24", .flag(by24)),
        ])
    }
    for rule in [EnteringKing.tryRule, .none] {
      var state = try Shogi(enteringKing: rule).state(at: "\(entered) b 2RB6P 1")
      #expect(state.declaration == nil)
      #expect(throws: NotationError.self) { try state.declare() }
      #expect(!state.isTerminal)
    }
    #expect(ShogiState.declarationNotation == "win")
  }
}
