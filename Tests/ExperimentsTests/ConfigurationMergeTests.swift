import Experiments
import Testing

@Suite struct ConfigurationMergeTests {
  @Test func `a misspelled key is named with the key that was meant`() {
    let overrides = ["learn.learing_rate=1"]
    #expect(
      sampleProblems(overrides: overrides) == [
        "override: unknown key 'learn.learing_rate'; did you mean 'learn.learningRate'?"
      ])
  }

  @Test func `a key in the wrong table is named with the right one`() {
    #expect(
      sampleProblems("learningRate = 1") == [
        "run.toml:1: unknown key 'learningRate'; did you mean 'learn.learningRate'?"
      ])
  }

  @Test func `a key misspelled in the wrong table is named with the right one`() {
    #expect(
      sampleProblems(overrides: ["game.simulation=1"]) == [
        "override: unknown key 'game.simulation'; did you mean 'search.simulations'?"
      ])
  }

  @Test func `a key without likeness gets the list of keys`() {
    #expect(
      sampleProblems("zzz = 1") == [
        "run.toml:1: unknown key 'zzz'; keys here: deterministic, game, learn, search, seed"
      ])
  }

  @Test func `a wrong type says what is wanted and what was found`() {
    #expect(
      sampleProblems(overrides: ["search.simulations=many"]) == [
        "override: 'search.simulations' wants Int, got String"
      ])
    #expect(sampleProblems("search = 3") == ["run.toml:1: 'search' wants table, got Int"])
    #expect(
      sampleProblems("[learn]\nlayers = [1, \"two\"]") == [
        "run.toml:2: 'learn.layers[1]' wants Int, got String"
      ])
    #expect(
      sampleProblems("[search]\nsimulations = 50.0") == [
        "run.toml:2: 'search.simulations' wants Int, got Double"
      ])
    #expect(
      sampleProblems("[learn]\nlayers = 3") == ["run.toml:2: 'learn.layers' wants [Int], got Int"])
  }

  @Test func `all problems are listed at once, in reading order`() {
    let problems = sampleProblems(
      "seed = -1\n[search]\nsimulatoins = 3\ncpuct = true\n", overrides: ["deterministic=maybe"])
    #expect(
      problems == [
        "run.toml:1: 'seed' wants Int from 0 to 9223372036854775807, got -1",
        "run.toml:3: unknown key 'search.simulatoins'; did you mean 'search.simulations'?",
        "run.toml:4: 'search.cpuct' wants Double, got Bool",
        "override: 'deterministic' wants Bool, got String",
      ])
  }

  @Test func `an unknown table is one problem, not one per key in it`() {
    #expect(
      sampleProblems("[serach]\nsimulations = 3\ncpuct = 2.0") == [
        "run.toml:1: unknown key 'serach'; did you mean 'search'?"
      ])
  }

  @Test func `a choice names its cases and the one that was meant`() {
    #expect(
      sampleProblems(overrides: ["search.algorithm=gumble"]) == [
        "override: 'search.algorithm' wants one of 'puct', 'gumbel', got 'gumble'; "
          + "did you mean 'gumbel'?"
      ])
  }

  @Test func `a whole number is accepted for a Double and a fraction is not for an Int`() throws {
    let resolved = try resolveSample("[search]\ncpuct = 2\n[learn]\nlearningRate = 1e-3")
    #expect(resolved.value.search.cpuct == 2)
    #expect(resolved.value.learn.learningRate == 0.001)
    #expect(resolved.canonicalJSON.contains("\"cpuct\": 2.0"))
  }

  @Test func `an integer out of its type's range is refused`() {
    #expect(
      sampleProblems("[search]\nthreads = 256") == [
        "run.toml:2: 'search.threads' wants Int from 0 to 255, got 256"
      ])
  }

  @Test func `a section's own rules are checked with the place of the value`() {
    #expect(
      sampleProblems("[search]\n\nsimulations = 0") == [
        "run.toml:3: 'search.simulations' must be at least 1, is 0"
      ])
  }

  @Test func `later layers win and overrides take bare words`() throws {
    let resolved = try resolveSample(
      "[search]\nsimulations = 10", overrides: ["search.simulations=20", "game.name=go"])
    #expect(resolved.value.search.simulations == 20)
    #expect(resolved.value.game.name == "go")
    #expect(resolved.source(of: ConfigPath(dotted: "game.name")).description == "override")
  }

  @Test func `a text key takes an override that looks like a number`() throws {
    #expect(try resolveSample(overrides: ["game.name=2048"]).value.game.name == "2048")
  }

  @Test func `an optional key has its type without a value and can be unset`() throws {
    #expect(try resolveSample().value.search.noise == nil)
    #expect(try resolveSample("[search]\nnoise = 0.3").value.search.noise == 0.3)
    let unset = try resolveSample("[search]\nnoise = 0.3", overrides: ["search.noise=null"])
    #expect(unset.value.search.noise == nil)
    #expect(
      sampleProblems("[search]\nnoise = \"loud\"") == [
        "run.toml:2: 'search.noise' wants Double, got String"
      ])
  }

  @Test func `a free table takes any key`() throws {
    let resolved = try resolveSample("[game.options]\nkomi = 7.5\nrules = \"chinese\"\nsize = 9")
    #expect(
      resolved.value.game.options == [
        "komi": .number(7.5), "rules": .text("chinese"), "size": .integer(9),
      ])
  }

  @Test func `elements of a list of sections get their template's values`() throws {
    let resolved = try resolveSample("[[learn.schedule]]\nsteps = 5\n[[learn.schedule]]\n")
    #expect(
      resolved.value.learn.schedule == [
        SampleConfiguration.Stage(steps: 5), SampleConfiguration.Stage(),
      ])
    #expect(
      sampleProblems("[[learn.schedule]]\nsteps = 5\n[[learn.schedule]]\nstep = 6") == [
        "run.toml:4: unknown key 'learn.schedule[1].step'; "
          + "did you mean 'learn.schedule[1].steps'?"
      ])
  }

  @Test func `a foreign format version is refused with its place`() throws {
    #expect(throws: Never.self) { try resolveSample("version = 1") }
    #expect(
      sampleProblems("version = 2") == [
        "run.toml:1: this configuration has format version 2; this program reads version 1"
      ])
    #expect(sampleProblems("version = \"1\"") == ["run.toml:1: 'version' wants Int, got String"])
  }
}
