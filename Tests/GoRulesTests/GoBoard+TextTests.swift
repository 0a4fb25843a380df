import GameProtocol
import Testing

@testable import GoRules

@Suite struct GoBoardTextTests {
  private func stones(_ rows: String) -> [Player?] {
    rows.filter { $0 != "/" }.map { $0 == "x" ? .first : $0 == "o" ? .second : nil }
  }

  @Test func `stones are where they are said to be, and nothing was before them`() throws {
    let text = ".xo/x.o/oo."
    let board = try GoBoard(stones: stones(text), size: 3)
    #expect(board.cells == stones(text) && board.grid.cells == stones(text))
    #expect(board.takenStones(of: .first) == 0 && board.takenStones(of: .second) == 0)
    for step in 1..<BoardLayout.historyLength {
      let slot = board.slot(stepsBack: step)
      let isEmpty = board.withView { view in
        (0..<2).allSatisfy { view.plane(slot, $0)[0] == 0 }
      }
      #expect(isEmpty)
    }
  }

  @Test(
    arguments: [
      ("xo./o../...", "A3"), ("xxo/xxo/oo.", "A3"), ("..x/.x./xox", "B1"), ("..x/.x./xo.", nil),
      ("...xo/...ox/...xo/...../.....", "E5"),
      ("xx/xx", "A2"), ("o.o/.../..x", nil),
    ] as [(String, String?)])
  func `a chain without a liberty is named by a stone of it`(rows: String, place: String?) {
    let size = rows.prefix { $0 != "/" }.count
    do {
      let board = try GoBoard(stones: stones(rows), size: size)
      #expect(place == nil && board.cells == stones(rows))
    } catch {
      #expect(error.found == "a chain at \(place ?? "none") without a liberty")
    }
  }

  @Test func `every filling of a small board is refused or read as it is`() {
    var count = 0
    for number in 0..<81 {
      let cells = [1, 3, 9, 27].map { [nil, Player.first, .second][number / $0 % 3] }
      let board = try? GoBoard(stones: cells, size: 2)
      #expect(board == nil || board?.cells == cells)
      count += board == nil ? 0 : 1
    }
    #expect(count == 57)
  }
}
