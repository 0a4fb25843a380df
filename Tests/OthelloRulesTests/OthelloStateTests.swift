import Foundation
import GameProtocol
import OthelloRules
import Testing

@Suite struct OthelloStateTests {
  private let game = Othello()

  /// Rows of eight with the given ones at the top and empty ones below.
  private func text(_ rows: String..., side: String) -> String {
    (rows + Array(repeating: "........", count: 8 - rows.count)).joined(separator: "/") + " \(side)"
  }

  @Test func `Black begins on e4 and d5, and a1 is the top left cell`() {
    let state = game.initialState(seed: 0)
    #expect(
      state.positionText
        == "......../......../......../...ox.../...xo.../......../......../........ x")
    #expect(state.legalActions.map(\.index) == [19, 26, 37, 44])
    #expect(state.diagram.hasPrefix("  abcdefgh\n1 ........\n"))
  }

  @Test func `on 6×6 the centre is alike`() {
    let state = Othello(size: 6).initialState(seed: 0)
    #expect(state.positionText == "....../....../..ox../..xo../....../...... x")
    #expect(state.legalActions.map(\.index) == [8, 13, 22, 27])
  }

  @Test func `discs turn over in all eight directions at once`() throws {
    let state = try game.state(
      at: "x..x..x./.o.o.o../..ooo.../xoo.ooox/..ooo.../.o.o.o../x..o..x./...x.... x")
    let next = state.applying(Action(27))
    #expect(
      next.positionText
        == "x..x..x./.x.x.x../..xxx.../xxxxxxxx/..xxx.../.x.x.x../x..x..x./...x.... o"
    )
  }

  @Test func `a row does not go on in the next row`() throws {
    // h1 and a2 are neighbours in memory: x on a2 must not flank g1 and h1.
    let state = try game.state(at: text(".....xoo", side: "x"))
    #expect(state.legalActions == [Action(64)])
    #expect(state.applying(Action(64)).legalActions == [Action(4)])
  }

  @Test func `who cannot place a disc passes if the opponent can`() throws {
    let state = try game.state(at: text("xo......", side: "o"))
    #expect(state.outcome == nil)
    #expect(state.legalActions == [Action(64)])
    var next = state
    #expect(next.apply(Action(64)) == Step())
    #expect(next.playerToMove == .first)
    #expect(next.legalActions == [Action(2)])
    #expect(next.apply(Action(2)) == Step(reward: 1, end: .terminated))
    #expect(next.positionText == text("xxx.....", side: "o"))
  }

  @Test func `a player who can place a disc may not pass`() {
    #expect(throws: NotationError.self) { try game.initialState(seed: 0).action(for: "64") }
  }

  // A run of discs that ends at the edge or at an empty cell is not flanked.
  @Test(arguments: [("oo.ooo.x", -1 as Float), ("xx......", 1), ("x......o", 0)])
  func `the game is over when neither has a move, and discs are counted`(
    _ row: String, _ result: Float
  ) throws {
    for side in ["x", "o"] {
      let state = try game.state(at: text(row, side: side))
      #expect(state.outcome == .noMoves)
      #expect(state.legalActions.isEmpty)
      #expect(state.returnOf(.first) == result)
      #expect(state.returnOf(.second) == -result)
    }
  }

  @Test func `a full board ends the game for lack of moves`() throws {
    let rows = Array(repeating: "xxxxoooo", count: 8).joined(separator: "/")
    let state = try game.state(at: rows + " o")
    #expect(state.outcome == .noMoves)
    #expect(state.returnOf(.first) == 0)
  }

  @Test func `planes are own discs and then the opponent's`() {
    var planes = [Float](repeating: 9, count: 72)
    var span = planes.mutableSpan
    Othello(size: 6).initialState(seed: 0).observe(as: .second, into: &span)
    #expect(planes.indices.filter { planes[$0] == 1 } == [14, 21, 36 + 15, 36 + 20])
    #expect(planes.reduce(0, +) == 4)
  }

  @Test func `positions with a different side to move are different`() throws {
    let black = try game.state(at: text("xo......", side: "x"))
    let white = try game.state(at: text("xo......", side: "o"))
    #expect(black != white)
  }

  @Test func `random games agree with OpenSpiel`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Cases/open-spiel.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count == 40)
    var passes = 0
    for line in lines {
      let fields = line.split(separator: " | ")
      let masks = fields[1].split(separator: " ")
      var state = game.initialState(seed: 0)
      for (ply, action) in fields[0].split(separator: " ").enumerated() {
        // The pass is bit 64, one more than fits into a word.
        let legal = state.legalActions
        let isPass = legal == [Action(64)]
        let mask = legal.reduce(UInt64(0)) { $0 | 1 << UInt64($1.index) }
        #expect((isPass ? "10000000000000000" : String(mask, radix: 16)) == masks[ply])
        passes += isPass ? 1 : 0
        _ = state.apply(try state.action(for: String(action)))
      }
      #expect(state.outcome == .noMoves)
      #expect(state.returnOf(.first) == Float(fields[2]))
    }
    #expect(passes > 0)
  }
}
