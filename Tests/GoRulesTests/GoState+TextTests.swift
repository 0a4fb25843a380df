import GameProtocol
import GoRules
import Testing

@Suite struct GoStateTextTests {
  private let game = Go(size: 4, rules: .chinese)

  @Test(
    arguments: [
      "..../..../..../.... x", ".xo./x.xo/.xo./.... o", ".xo./xo.o/.xo./.... x - 0 2 13",
      ".xo./x.xo/.xo./.... o B3 0 0 0", "..../..../..../.... o - 1 0 0",
      "x.../..../..../.... x - 2 0 0",
    ])
  func `texts are read back`(text: String) throws {
    #expect(try game.state(at: text).positionText == (text.hasSuffix(" - 0 0 0") ? "" : text))
  }

  @Test(
    arguments: [
      "", "x", "..../..../.... x", "..../..../..../.... z", "..../..../..../.... x ",
      "..../..../..../.... x -", "..../..../..../.... x - 0 0", "..../..../..../.... x - 3 0 0",
      "..../..../..../.... x - 0 -1 0", "..../..../..../.... x - 0 0 0 0",
      "..../..../..../.... x A1 0 0 0", ".xo./x.xo/.xo./.... x B3 0 0 0",
      ".xo./x.xo/.xo./.... o B3 1 0 0", ".xo./x.xo/.xo./.... o C9 0 0 0",
      "ox../x.../..../.... x", "..../..../..../.... x - 0 99999999999999999999 0",
    ])
  func `other texts are refused`(text: String) {
    #expect(throws: NotationError.self) { try game.state(at: text) }
  }

  @Test func `a chain without a liberty is named`() {
    let error = #expect(throws: NotationError.self) { try game.state(at: "ox../x.../..../.... x") }
    #expect(error?.found == "a chain at A4 without a liberty")
  }

  @Test func `a ko point under superko is refused`() {
    #expect(throws: NotationError.self) {
      try Go(size: 4).state(at: ".xo./x.xo/.xo./.... o B3 0 0 0")
    }
  }

  @Test func `illegal moves are refused with a reason`() throws {
    let state = try game.state(at: ".xo./x.xo/.xo./.... o B3 0 0 0")
    func reason(_ move: String) -> String? {
      #expect(throws: NotationError.self) { try state.action(for: move) }?.expected
    }
    #expect(reason("B3") == "another point: ko")
    #expect(reason("B4") == "an empty point")
    #expect(reason("A4") == "another point: the stone has no liberty")
    #expect(reason("Z9") == "a vertex from A1 to D4")
    #expect(try state.action(for: "PASS") == state.pass)
  }

  @Test func `a diagram has vertices and stones`() throws {
    let lines = try game.state(at: ".xo./x.xo/.xo./.... o").diagram.split(separator: "\n")
    #expect(lines[0] == "    A B C D")
    #expect(lines[1] == " 4  . X O . 4")
    #expect(lines[6] == "White (O) to move")
  }
}
