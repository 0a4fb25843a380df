import Foundation
import GameProtocol
import Testing
import TicTacToeRules

@Suite struct OpenSpielTests {
  @Test func `random games agree with OpenSpiel`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Cases/open-spiel.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    #expect(lines.count == 100)
    for line in lines {
      let fields = line.split(separator: " | ")
      let masks = fields[1].split(separator: " ").map { UInt64($0, radix: 16) }
      var state = TicTacToe().initialState(seed: 0)
      for (ply, action) in fields[0].split(separator: " ").enumerated() {
        #expect(state.legalActions.reduce(0) { $0 | 1 << UInt64($1.index) } == masks[ply])
        _ = state.apply(try state.action(for: String(action)))
      }
      #expect(state.isTerminal && masks.last == 0)
      #expect(state.returnOf(.first) == Float(fields[2]))
    }
  }
}
