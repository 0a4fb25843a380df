import CGamePlugin
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ExternalGameTests {
  /// Nim that draws an action as its number in the first cell, and turns its board over.
  private func turning() throws -> ExternalGame {
    ExternalGame(
      try Nim.rules { functions in
        functions.game_spec = { game, out in
          Nim.functions.game_spec(game, out)
          out?.pointee.capabilities |= GP_CAN_TURN | GP_CAN_DRAW
        }
        functions.action_draw = { _, action, planes in planes?.pointee = Float(action) }
        functions.symmetry_count = { _ in 2 }
        functions.symmetry_cell = { _, symmetry, cell in symmetry == 0 ? cell : 20 - cell }
        functions.symmetry_action = { _, symmetry, action in symmetry == 0 ? action : 20 - action }
      })
  }

  private func drawn(_ action: Int, in game: ExternalGame) -> [Float] {
    var planes = [Float](repeating: 0, count: 21)
    var span = planes.mutableSpan
    game.draw(Action(action), into: &span)
    return planes
  }

  @Test func `an action is drawn by the library, or else as a 1 at its cell`() throws {
    let plain = drawn(5, in: ExternalGame(try Nim.rules()))
    #expect(plain.indices.filter { plain[$0] != 0 } == [5] && plain[5] == 1)
    let own = drawn(5, in: try turning())
    #expect(own.indices.filter { own[$0] != 0 } == [0] && own[0] == 5)
  }

  @Test func `cells and actions are turned by the library, or else stay`() throws {
    let game = try turning()
    #expect(game.symmetryCount == 2)
    #expect(game.cell(3, under: 0) == 3 && game.cell(3, under: 1) == 17)
    #expect(game.action(Action(4), under: 1) == Action(16))
    let plain = ExternalGame(try Nim.rules())
    #expect(plain.symmetryCount == 1 && plain.cell(3, under: 0) == 3)
    #expect(plain.action(Action(4), under: 0) == Action(4))
  }

  @Test func `a game knows its library, its start and its positions`() throws {
    let game = ExternalGame(try Nim.rules())
    #expect(game.libraryPath == "nim.so" && game.specification.name == "nim")
    #expect(game.initialState(seed: 1).positionText == "3-5-7 x")
    #expect(try game.state(at: "0-1-2 o").playerToMove == .second)
    #expect(throws: NotationError.self) { try game.state(at: "3-5-7") }
  }
}
