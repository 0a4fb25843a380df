import Experiments
import Testing

@Suite struct ConfigurationSchemaTests {
  @Test func `the schema is the encoded default value`() throws {
    let leaves = Dictionary(
      uniqueKeysWithValues: sampleSchema.root.leaves.map { ($0.path.description, $0.node) })
    #expect(
      leaves["search.noise"] == .leaf(.number, isOptional: true, defaultValue: .null))
    #expect(
      leaves["search.algorithm"]
        == .leaf(.choice(["puct", "gumbel"]), isOptional: false, defaultValue: .text("puct")))
    #expect(
      leaves["search.threads"]
        == .leaf(.integer(0...255), isOptional: false, defaultValue: .integer(1)))
    #expect(leaves["game.options"] == .freeForm([:]))
    #expect(try resolveSample().value == SampleConfiguration())
  }

  @Test func `every key is documented and every documented key exists`() {
    #expect(sampleSchema.undocumentedKeys == [])
    #expect(sampleSchema.superfluousDocs == [])
  }

  @Test func `missing and superfluous documentation is found`() {
    struct Bare: Codable, ConfigurationSection {
      var a = 1
      var stages: [SampleConfiguration.Stage] = []
      static let docs = ["b": KeyDoc("Nothing.")]
    }
    let schema = ConfigurationSchema(Bare())
    #expect(schema.undocumentedKeys.map(\.description) == ["a", "stages"])
    #expect(schema.superfluousDocs.map(\.description) == ["b"])
  }

  @Test func `explain gives value, source, meaning and the paper's value of every key`() throws {
    let layers = [
      ConfigLayer(["search": .table(["threads": .integer(2)])], origin: .game("go")),
      try ConfigLayer.toml("[search]\nsimulations = 100", origin: .preset("go-fast")),
      try ConfigLayer.toml("[game]\nname = \"go\"", origin: .file("run.toml")),
      try ConfigLayer.override("seed=3"),
    ]
    let rows = try sampleSchema.resolve(layers).explain()
    let byKey = Dictionary(uniqueKeysWithValues: rows.map { ($0.path.description, $0) })
    #expect(byKey["search.threads"]?.source.description == "game go")
    #expect(byKey["search.simulations"]?.source.description == "preset go-fast:2")
    #expect(byKey["search.simulations"]?.value == .integer(100))
    #expect(byKey["search.simulations"]?.doc?.paper == "800 (MuZero, board games)")
    #expect(byKey["game.name"]?.source.description == "run.toml:2")
    #expect(byKey["seed"]?.source.description == "override")
    #expect(byKey["learn.learningRate"]?.source.description == "default")
    #expect(byKey["learn.learningRate"]?.doc?.summary == "Step size of the optimizer.")
  }

  @Test func `the JSON schema names types, defaults, choices and limits`() throws {
    let schema = try ConfigLayer.json(sampleSchema.jsonSchema, origin: .default).values
    func value(_ path: String) -> ConfigValue? { schema.value(at: ConfigPath(dotted: path)) }
    #expect(value("additionalProperties") == .boolean(false))
    #expect(value("properties.search.properties.threads.maximum") == .integer(255))
    #expect(
      value("properties.search.properties.noise.type") == .list([.text("number"), .text("null")]))
    #expect(
      value("properties.search.properties.algorithm.enum")
        == .list([.text("puct"), .text("gumbel")]))
    #expect(
      value("properties.learn.properties.schedule.items.properties.steps.description")
        == .text("Length of the stage in training steps."))
    #expect(value("properties.version.const") == .integer(1))
  }
}
