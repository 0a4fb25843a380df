import Foundation
import Testing

@Suite struct GamesCommandTests {
  @Test func `the table has a line for every game`() throws {
    // A folder without plugins.
    let folder = try TemporaryFolder()
    let result = try Program.run(["games"], in: folder.url)
    #expect(result.status == 0)
    #expect(
      result.lines.prefix(2) == [
        "game                    version  players  actions  observation  what it is",
        "tic-tac-toe                   1        2        9  2×3×3        three in a row on 3×3",
      ])
  }

  @Test func `the list can be read by other programs`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(["games", "--json"], in: folder.url)
    let games = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    let game = try #require(games.first { $0["name"] as? String == "connect-four" })
    #expect(game["players"] as? Int == 2)
    #expect(game["actions"] as? Int == 7)
    #expect(game["observationShape"] as? [Int] == [3, 6, 7])
    #expect((game["version"] as? Int ?? 0) >= 1)
  }

  @Test func `an unknown game is a wrong command line, with a suggestion`() throws {
    let result = try Program.run(["rules", "legal", "conect-four"])
    #expect(
      result
        == Finished(
          status: 64, output: "",
          errors: "error: unknown game 'conect-four'; did you mean 'connect-four'?\n"))
  }
}
