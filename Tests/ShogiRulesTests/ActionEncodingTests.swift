import GameProtocol
import Testing

@testable import ShogiRules

@Suite struct ActionEncodingTests {
  @Test func `3849 of 11259 actions stay on the board`() {
    #expect(ActionEncoding.actionCount == 11259)
    var counts = [String: Int]()
    for index in 0..<11259 {
      guard let move = ActionEncoding.shared.move(of: Action(index)) else { continue }
      let plane = index % 139
      if move.isDrop {
        counts["drop", default: 0] += 1
      } else {
        let isKnight = plane == 64 || plane == 65 || plane == 130 || plane == 131
        let touchesZone = move.originIndex >= 54 || move.targetIndex >= 54
        if move.promotes && !touchesZone { continue }
        counts[(isKnight ? "knight" : "queen") + (move.promotes ? "+" : ""), default: 0] += 1
      }
    }
    #expect(
      counts == ["queen": 2112, "knight": 112, "queen+": 1010, "knight+": 48, "drop": 567])
  }

  @Test func `both sides number the same moves alike`() throws {
    let start = Shogi().initialState(seed: 0)
    // A pawn's step before the bishop: square 2 * 9 + 2, plane 0.
    #expect(try start.action(for: "7g7f") == Action(20 * 139))
    // The rook to the left by three: square 9 + 7, west, distance 3.
    #expect(try start.action(for: "2h5h") == Action(16 * 139 + 50))
    let next = start.applying(try start.action(for: "7g7f"))
    #expect(try next.action(for: "3c3d") == Action(20 * 139))
    #expect(try next.action(for: "8b5b") == Action(16 * 139 + 50))
  }

  @Test func `knights, promotions and drops have planes of their own`() throws {
    let state = try Shogi().state(at: "4k4/9/9/4N4/9/9/9/9/4K4 b P 1")
    // Knight on 5d: row 5, column 4; left is file 6.
    #expect(try state.action(for: "5d6b+") == Action(49 * 139 + 130))
    #expect(try state.action(for: "5d4b+") == Action(49 * 139 + 131))
    #expect(try state.action(for: "P*5e") == Action(40 * 139 + 132))
    #expect(try state.action(for: "P*9h") == Action(9 * 139 + 132))
  }

  @Test func `every legal move has an action of its own that names it again`() {
    playRandomGames(2, seed: 3) { state, actions in
      if state.isTerminal { return }
      let moves = state.position.legalMoves
      #expect(Set(moves.map { state.action(for: $0) }) == Set(actions))
      #expect(moves.count == actions.count)
      for move in moves { #expect(state.move(for: state.action(for: move)) == move) }
    }
  }
}
