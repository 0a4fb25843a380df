import Experiments
import Testing

@Suite struct ConfigLayerTests {
  private func problem(_ text: String, json: Bool = false) -> String {
    do {
      _ =
        try json
        ? ConfigLayer.json(text, origin: .file("a.json"))
        : ConfigLayer.toml(text, origin: .file("a.toml"))
      return ""
    } catch {
      return error.description
    }
  }

  @Test func `broken TOML is refused with line and column`() {
    #expect(
      problem("seed = 1\nsearch = [1,\n")
        == "a.toml:3:1: expected a value, found the end of the text")
    #expect(problem("a = 010").hasPrefix("a.toml:1:"))
    #expect(problem("a = no") == "a.toml:1:5: 'no' is not a value; a text needs quotes")
    #expect(problem("a = 1\n[=]") == "a.toml:2:2: expected a key, found '='")
    #expect(problem("a = = 1\n[[ \n]]").hasPrefix("a.toml:1:5: "))
    #expect(problem("a = 1\na = 2").hasPrefix("a.toml:2:"))
  }

  @Test func `TOML that JSON cannot hold is refused with its place`() {
    #expect(problem("a = 1\nb = inf") == "a.toml:2:5: 'b' must be finite")
    #expect(
      problem("[t]\nday = 2020-01-01")
        == "a.toml:2:7: 't.day' is a date or time; put it in quotes")
  }

  @Test func `broken JSON is refused with line and column`() {
    #expect(problem("{\n  \"a\": 1,\n}", json: true).hasPrefix("a.json:3:1: expected a key"))
    #expect(problem("{\"a\": 01}", json: true) == "a.json:1:7: '01' is not a number in range")
    #expect(problem("{\"a\": 1, \"a\": 2}", json: true) == "a.json:1:10: the key 'a' is repeated")
    #expect(problem("[1]", json: true) == "a.json:1:1: expected an object, found list")
    #expect(problem("{\"a\": 1e999}", json: true).hasPrefix("a.json:1:7: "))
    #expect(problem("{\"a\": \"\\ud800\"}", json: true).contains("stands for no character"))
    #expect(problem("{} x", json: true) == "a.json:1:4: found 'x' after the end of the value")
  }

  @Test func `deep nesting is refused, not a crash`() {
    let deep = "{\"a\": " + String(repeating: "[", count: 100_000)
    #expect(problem(deep, json: true).contains("nested more than 128 levels deep"))
  }

  @Test func `JSON keeps whole numbers apart from fractions and reads every escape`() throws {
    let layer = try ConfigLayer.json(
      #"{"a": 1, "b": 1.0, "c": "\u00e9\ud83d\ude00\n", "d": [true, null, {}], "e": -1e-3}"#,
      origin: .file("a.json"))
    #expect(
      layer.values
        == .table([
          "a": .integer(1), "b": .number(1), "c": .text("é😀\n"),
          "d": .list([.boolean(true), .null, .table([:])]), "e": .number(-0.001),
        ]))
  }

  @Test func `an override needs a key and an equals sign`() {
    #expect(throws: ConfigurationError.self) { try ConfigLayer.override("search") }
    #expect(throws: ConfigurationError.self) { try ConfigLayer.override("=1") }
  }

  @Test func `an override's value is TOML or a bare word`() throws {
    func value(_ text: String) throws -> ConfigValue? {
      try ConfigLayer.override("k=\(text)").values.value(at: ConfigPath(["k"]))
    }
    #expect(try value("0.5") == .number(0.5))
    #expect(try value("[1, 2]") == .list([.integer(1), .integer(2)]))
    #expect(try value("true") == .boolean(true))
    #expect(try value("\"a b\"") == .text("a b"))
    #expect(try value("cosine") == .text("cosine"))
    #expect(try value("a=b") == .text("a=b"))
    #expect(try value("1\nother = 2") == .text("1\nother = 2"))
  }

  @Test func `the game's name can be read before the layers are checked`() throws {
    let layers = [
      try ConfigLayer.toml("[game]\nname = \"go\"", origin: .preset("p")),
      try ConfigLayer.override("game.name=chess"),
    ]
    #expect(layers.value(at: ConfigPath(dotted: "game.name")) == .text("chess"))
    #expect(layers.value(at: ConfigPath(dotted: "game.size")) == nil)
  }
}
