import Testing

@testable import Experiments

@Suite struct TOMLReadingTests {
  private func line(_ path: [String], in text: String) throws -> Int? {
    try TOMLReader.read(text).positions[ConfigPath(path)]?.line
  }

  @Test func `keys are found below headers, dotted keys, texts, comments and brackets`() throws {
    let text = #"""
      # a = 1
      top = """
      fake = 1
      """ # comment
      a.b."c d" = 'x = 1'
      list = [
        1, # [header]
        [2, "]"],
      ]
      [table]
      inline = { x = 1, y = { z = "}" } }
        [ table . "sub" ]
      key="v"
      [[items]]
      n = 1
      [[items]]
      n = 2
      [items.deep]
      m = 3
      """#
    #expect(try line(["top"], in: text) == 2)
    #expect(try line(["fake"], in: text) == nil)
    #expect(try line(["a", "b", "c d"], in: text) == 5)
    #expect(try line(["list", "[1]", "[1]"], in: text) == 8)
    #expect(try line(["table"], in: text) == 10)
    #expect(try line(["table", "inline", "y", "z"], in: text) == 11)
    #expect(try line(["table", "sub", "key"], in: text) == 13)
    #expect(try line(["items", "[0]", "n"], in: text) == 15)
    #expect(try line(["items", "[1]", "n"], in: text) == 17)
    #expect(try line(["items", "[1]", "deep", "m"], in: text) == 19)
  }

  @Test func `windows line ends count once`() throws {
    #expect(try line(["b"], in: "a = 1\r\nb = 2\r\n") == 2)
  }

  @Test func `quotation marks inside texts do not end them`() throws {
    let text = #"""
      a = "\"\\"
      b = """a "quoted"" word\""""""
      c = '''it's'''
      d = 1
      "e\u0041" = 2
      """#
    #expect(try line(["b"], in: text) == 2)
    #expect(try line(["c"], in: text) == 3)
    #expect(try line(["d"], in: text) == 4)
    #expect(try line(["eA"], in: text) == 5)
  }

  @Test func `every value of a document has a position`() throws {
    let text = #"""
      a.b.c = 1
      'x y'."z" = { p = [1, { q = 2 }], r.s = "t" }
      [one.two]
      d = 0x1F # comment = 1
      [[list]]
      [[list.inner]]
      n = """
      [not] = a header""" # and [no] = more
      [list.table]
      m = [[], [[1]], "]"]
      [[list]]
      k = +1_000
      """#
    let document = try TOMLReader.read(text)
    func check(_ value: ConfigValue, at path: ConfigPath) {
      if !path.components.isEmpty { #expect(document.positions[path] != nil, "\(path)") }
      switch value {
      case .table(let entries):
        for (key, value) in entries { check(value, at: path.appending(key)) }
      case .list(let values):
        for (index, value) in values.enumerated() {
          check(value, at: path.appending("[\(index)]"))
        }
      default: break
      }
    }
    check(document.values, at: ConfigPath())
  }

  @Test func `damaged documents end in a value or an error, never in a crash`() throws {
    let base = Array(
      "a = [1, {b = \"c\"}]\n[t.u]\nx = '''y'''\n[[l]]\nz = \"\"\"w\"\"\"\n{\"k\": [1.5e3]}".utf8)
    var state: UInt64 = 1
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<500 {
      var bytes = base
      for _ in 0...next(4) {
        bytes[next(bytes.count)] = UInt8(next(256))
        if next(3) == 0 { bytes.removeSubrange(next(bytes.count)...) }
        if bytes.isEmpty { bytes = base }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? TOMLReader.read(text)
      _ = try? JSONReader.read(text)
    }
  }

  private func value(_ text: String) throws -> ConfigValue? {
    try TOMLReader.read("v = \(text)").values.value(at: ConfigPath(["v"]))
  }

  @Test func `values are read as the specification says`() throws {
    #expect(try value("+99") == .integer(99))
    #expect(try value("-17_000") == .integer(-17_000))
    #expect(try value("0xDEAD_beef") == .integer(0xDEAD_BEEF))
    #expect(try value("0o755") == .integer(0o755))
    #expect(try value("0b1101") == .integer(13))
    #expect(try value("-9223372036854775808") == .integer(.min))
    #expect(try value("6.626e-34") == .number(6.626e-34))
    #expect(try value("5e+22") == .number(5e22))
    #expect(try value("-0.0") == .number(-0.0))
    #expect(try value("224_617.445_991_228") == .number(224_617.445991228))
    #expect(try value("[1, # one\n 2,\n]") == .list([.integer(1), .integer(2)]))
    #expect(
      try value("{ a.b = 1, c = {} }")
        == .table(["a": .table(["b": .integer(1)]), "c": .table([:])]))
    #expect(try value(#""\u00E9\U0001F600\t\\""#) == .text("é😀\t\\"))
    #expect(try value(#"'C:\n'"#) == .text(#"C:\n"#))
    #expect(try value("\"\"\"\r\na\r\nb \\  \n\n  c\"\"\"\"\"") == .text("a\nb c\"\""))
    #expect(try value("\'\'\'\nit's\'\'\'") == .text("it's"))
  }

  @Test(arguments: [
    "v = 01", "v = 1.", "v = .5", "v = 1__0", "v = _1", "v = 1_", "v = 1e", "v = +0x1", "v = 0x",
    "v = 9223372036854775808", "v = 1e999", "v = yes", "v = ", "v", "= 1", "v = 1 2", "v == 1",
    "v = [1", "v = [1,,2]", "v = [,]", "v = [}", "v = {a = 1,}", "v = {a = 1\n}", "v = {,}",
    "v = \"a", "v = \"a\nb\"", "v = 'a", "v = \"\"\"a", "v = \"\\x\"", "v = \"\\uD800\"",
    "v = \"\u{1}\"", "# \u{0}", "a = 1\ra = 2", "[", "[]", "[=]", "[a", "[a]]", "[[a]", "[a] b = 1",
    "[a.]", "[.a]", "a. = 1", "\"\"\"a\"\"\" = 1", "é = 1", "a = 1\na = 2", "[a]\n[a]",
    "a = 1\n[a]", "a = 1\na.b = 2", "a.b = 1\n[a]", "[a.b]\n[a]\nb.c = 1", "a = []\n[[a]]",
    "[[a]]\n[a]", "[a]\n[[a]]", "a = {}\n[a.b]", "a = {}\na.b = 1", "a = {b = 1, b = 2}",
  ])
  func `what the specification forbids is refused`(text: String) {
    #expect(throws: ConfigSyntaxError.self) { try TOMLReader.read(text) }
  }
}
