import Experiments
import Testing

@Suite struct ConfigurationDifferenceTests {
  @Test func `changed, added and removed keys are listed by path with their values`() throws {
    let left = try resolveSample("[game.options]\na = 1\nb = 2", overrides: ["search.cpuct=2"])
    let right = try resolveSample("[game.options]\nb = 2.0\nc = \"x\"")
    let differences = ConfigurationDifference.between(left.values, right.values)
    #expect(
      differences.map(\.description) == [
        "game.options.a: 1 removed", "game.options.b: 2 -> 2.0", "game.options.c: \"x\" added",
        "search.cpuct: 2.0 -> 1.25",
      ])
  }

  @Test func `a configuration does not differ from itself`() throws {
    let values = try resolveSample().values
    #expect(ConfigurationDifference.between(values, values).isEmpty)
  }
}
