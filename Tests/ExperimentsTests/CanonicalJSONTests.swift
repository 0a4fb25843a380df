import Testing

@testable import Experiments

@Suite struct CanonicalJSONTests {
  @Test func `keys are sorted, one a line, with every default`() throws {
    #expect(
      try resolveSample("[game.options]\nkomi = 0.5\n[[learn.schedule]]").canonicalJSON == """
        {
          "deterministic": true,
          "game": {
            "name": "connect-four",
            "options": {
              "komi": 0.5
            }
          },
          "learn": {
            "layers": [64, 64],
            "learningRate": 0.01,
            "schedule": [
              {
                "factor": 0.1,
                "steps": 100
              }
            ]
          },
          "search": {
            "algorithm": "puct",
            "cpuct": 1.25,
            "noise": null,
            "simulations": 50,
            "threads": 1
          },
          "seed": 0,
          "version": 1
        }

        """)
  }

  @Test func `the text fed back gives the same bytes and the same identity`() throws {
    let resolved = try resolveSample(
      """
      seed = 9223372036854775807
      [game.options]
      text = "a\\"b\\\\c\\u0007é"
      tiny = 5e-324
      huge = 1.7976931348623157e308
      whole = 3.0
      nested = { b = [1, 2.0, { c = "d" }], a = {} }
      [learn]
      learningRate = 0.30000000000000004
      """)
    let layer = try ConfigLayer.json(resolved.canonicalJSON, origin: .file("resolved.json"))
    let again = try sampleSchema.resolve([layer])
    #expect(again.canonicalJSON == resolved.canonicalJSON)
    #expect(again.identity == resolved.identity)
    #expect(again.value == resolved.value)
    #expect(again.value.seed == 9_223_372_036_854_775_807)
  }

  @Test func `equal configurations written differently have one identity`() throws {
    let one = try resolveSample("search = { cpuct = 2, simulations = 7 }")
    let two = try resolveSample("[search]\nsimulations = 7\ncpuct = 2.0")
    #expect(one.identity == two.identity)
    #expect(one.identity != (try resolveSample()).identity)
  }

  @Test func `the identity is the blob id that git gives the text`() {
    // The blob of "hello\n", as `git hash-object` prints it.
    #expect(gitBlobID(of: Array("hello\n".utf8)) == "ce013625030ba8dba906f756967f9e9ca394464a")
  }
}
