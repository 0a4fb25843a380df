import Testing

@testable import ExternalGames

@Suite struct ProcessPlanTests {
  @Test(arguments: [(true, "this game is cut off here"), (false, "the game is replayed")])
  func `an incident tells game, place, reason and what is done`(_ isFinal: Bool, _ done: String) {
    let incident = ProcessIncident(
      game: "small", seed: 7, ply: 3, error: .failed(text: "no luck"), isFinal: isFinal)
    #expect(
      incident.description
        == "game 'small', seed 7, ply 3: the game failed in the server: no luck; \(done)")
  }

  @Test func `an incident of many games at once says so`() {
    let incident = ProcessIncident(
      game: "small", seed: 7, ply: 3, gamesAtOnce: 5, error: .failed(text: "no luck"),
      isFinal: false)
    #expect(
      incident.description
        == "one of 5 games 'small' at once, the first with seed 7 at ply 3: "
        + "the game failed in the server: no luck; each takes its step alone")
  }
}
