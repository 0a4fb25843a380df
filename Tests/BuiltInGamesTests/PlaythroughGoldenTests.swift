import BuiltInGames
import Foundation
import GameProtocol
import Testing

/// Compares every game with its committed playthrough.
///
/// After an intended change run the tests once with `TESUJI_UPDATE_PLAYTHROUGHS=1`, read the
/// difference, and raise the game's version if play or encoding changed.
@Suite struct PlaythroughGoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Playthroughs")

  private static let updates =
    ProcessInfo.processInfo.environment["TESUJI_UPDATE_PLAYTHROUGHS"] == "1"

  @Test(arguments: builtInGames)
  func `a game answers as in its playthrough`(_ registration: GameRegistration) throws {
    let text = Playthrough(of: try registration.game(), seed: 1, shownPlies: 36).description
    let file = Self.folder.appending(path: "\(registration.name).txt")
    if Self.updates { try Data(text.utf8).write(to: file) }
    let golden = try String(contentsOf: file, encoding: .utf8)
    #expect(text == golden)
    // Short enough to be read; the 362 planes of shogi alone are more than half of its text.
    let limit = registration.name == "shogi" ? 400 : 200
    #expect(golden.split(separator: "\n", omittingEmptySubsequences: false).count < limit)
  }

  @Test func `there is a playthrough for every game and for nothing else`() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files) == Set(builtInGames.map { "\($0.name).txt" }))
  }
}
