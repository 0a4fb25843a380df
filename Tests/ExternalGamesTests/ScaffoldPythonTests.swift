import Foundation
import GameConformance
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ScaffoldPythonTests {
  @Test func `a game in Python passes at once`() throws {
    let compiled = try Compiled()
    try Scaffold(name: "my-game", language: .python).write(below: compiled.folder.path)
    let folder = compiled.folder.appending(path: "MyGame").path
    let catalogue = PluginCatalogue(folders: [folder])
    #expect(catalogue.faults == [])
    let registration = try #require(catalogue.game(named: "my-game"))
    let game = try #require(try registration.game() as? ProcessGame)
    #expect(checkGame(game, seeds: 0..<3) == [])
  }
}
