import Testing

@testable import ExternalGames
@testable import Runs

@Suite struct IncidentLogTests {
  private func incident(_ ply: Int, isFinal: Bool) -> ProcessIncident {
    ProcessIncident(game: "pole", seed: 1, ply: ply, error: .failed(text: "no"), isFinal: isFinal)
  }

  @Test func `incidents are taken once and summed up for good`() {
    let log = IncidentLog()
    #expect(log.summary == nil)
    log.add(incident(3, isFinal: false))
    log.add(incident(4, isFinal: true))
    #expect(log.take().map(\.ply) == [3, 4])
    #expect(log.take().isEmpty)
    #expect(
      log.summary?.hasPrefix(
        "the game's process failed 2 times, 1 games were cut off; the last: game 'pole', seed 1, "
          + "ply 4: ") == true)
  }

  @Test func `a server that fails all the time does not fill the memory`() {
    let log = IncidentLog()
    for ply in 0..<1000 { log.add(incident(ply, isFinal: false)) }
    #expect(log.take().count == 100)
    #expect(log.summary?.contains("failed 1000 times") == true)
  }
}
