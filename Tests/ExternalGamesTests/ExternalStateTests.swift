import Foundation
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ExternalStateTests {
  private func nim() throws -> ExternalGame {
    let compiled = try Compiled()
    let path = try compiled.library("Plugins/Nim/nim.c", as: "nim")
    let library = try PluginLibrary(path: path, folders: [compiled.folder.path])
    return try #require(try library.games[0].game() as? ExternalGame)
  }

  @Test func `a copy of a state stays as it was`() throws {
    let start = try nim().initialState(seed: 0)
    var state = start
    #expect(state == start)
    #expect(try state.apply(state.action(for: "c7")) == Step())
    #expect(state.positionText == "3-5-0 o")
    #expect(start.positionText == "3-5-7 x")
    #expect(state != start)
    #expect(state.playerToMove == .second)
  }

  @Test func `who takes the last match wins`() throws {
    var state = try nim().state(at: "0-1-0 o")
    #expect(state.legalActions.map(\.index) == [7])
    #expect(state.apply(Action(7)) == Step(reward: 1, end: .terminated))
    #expect(state.returnOf(.second) == 1 && state.returnOf(.first) == -1)
    #expect(state.outcome == .terminal)
    let text = state.positionText
    #expect(try nim().state(at: text) == state)
  }

  @Test func `a text that the game refuses is an error with its words`() throws {
    let error = #expect(throws: NotationError.self) { try nim().state(at: "4-5-7 x") }
    #expect(error?.expected.hasPrefix("heaps of at most 3-5-7") == true)
  }

  @Test func `bits are seen as floats`() throws {
    var planes = [Float](repeating: 9, count: 21)
    var span = planes.mutableSpan
    try nim().state(at: "1-0-2 x").observe(as: .first, into: &span)
    #expect(planes.indices.filter { planes[$0] == 1 } == [0, 14, 15])
    #expect(planes.reduce(0, +) == 3)
  }
}
