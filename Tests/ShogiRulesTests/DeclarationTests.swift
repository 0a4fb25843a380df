import GameProtocol
import ShogiRules
import Testing

@Suite struct DeclarationTests {
  @Test func `other programs agree on who may declare`() throws {
    let cases = try CaseFile.cases("declaration.txt")
    #expect(cases.count >= 300)
    for fields in cases {
      let position = try Position(sfen: fields[0])
      #expect(String(position.declaration27) == fields[1], "\(fields[0])")
      #expect(String(position.declaration24) == fields[2], "\(fields[0])")
      let result = position.declarationResult(.points24)
      #expect((result == .draw) == (fields[3] == "true"), "\(fields[0])")
    }
  }

  /// Black's king and ten small pieces in its camp, a point each.
  private let entered = "2SGKGS2/9/+P+P+P+P+P+P3/9/9/9/9/9/8k"

  @Test func `Black needs 28 points and White 27`() throws {
    let game = Shogi()
    var enough = try game.state(at: "\(entered) b 2R3P2p 1")
    #expect(!enough.declaration27)
    enough = try game.state(at: "\(entered) b 2RB3P 1")
    #expect(enough.declaration27 && enough.declaration == .win)
    let mirrored = "8K/9/9/9/9/9/3+p+p+p+p+p+p/9/2sgkgs2"
    #expect(try game.state(at: "\(mirrored) w 2rb2p 1").declaration27)
    #expect(try !game.state(at: "\(mirrored) w 2rbp 1").declaration27)
    #expect(try !game.state(at: "\(entered) b 2RB2P 1").declaration27)
  }

  @Test(arguments: [
    // Black's king out of its camp; nine pieces beside it; in check.
    "2SG1GS2/9/+P+P+P+P+P+P3/4K4/9/9/9/9/8k b 2RB3P 1",
    "2SGKG3/9/+P+P+P+P+P+P3/9/9/9/9/9/8k b 2RB4P 1",
    "2SGKGS2/9/+P+P+P+P+P+P3/7b1/9/9/9/9/8k b 2RB3P 1",
  ]) func `each condition counts`(sfen: String) throws {
    #expect(try Position(sfen: sfen).declarationResult(.points27) == nil)
  }

  @Test func `a king that reaches the other's start wins by the try rule only`() throws {
    let sfen = "9/3K5/9/9/9/9/9/9/8k b - 1"
    var state = try Shogi(enteringKing: .tryRule).state(at: sfen)
    try state.play("6b5a")
    #expect(state.outcome == .declaration && state.returnOf(.first) == 1)
    #expect(state.declaration == nil)
    var other = try Shogi().state(at: sfen)
    try other.play("6b5a")
    #expect(!other.isTerminal)
  }
}
