import Testing

@testable import Experiments

@Suite struct TOMLPositionsTests {
  private func line(_ path: [String], in text: String) -> Int? {
    TOMLPositions.find(in: text)[ConfigPath(path)]?.line
  }

  @Test func `keys are found below headers, dotted keys, texts, comments and brackets`() {
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
    #expect(line(["top"], in: text) == 2)
    #expect(line(["fake"], in: text) == nil)
    #expect(line(["a", "b", "c d"], in: text) == 5)
    #expect(line(["list", "[1]", "[1]"], in: text) == 8)
    #expect(line(["table"], in: text) == 10)
    #expect(line(["table", "inline", "y", "z"], in: text) == 11)
    #expect(line(["table", "sub", "key"], in: text) == 13)
    #expect(line(["items", "[0]", "n"], in: text) == 15)
    #expect(line(["items", "[1]", "n"], in: text) == 17)
    #expect(line(["items", "[1]", "deep", "m"], in: text) == 19)
  }

  @Test func `windows line ends count once`() {
    #expect(line(["b"], in: "a = 1\r\nb = 2\r\n") == 2)
  }

  @Test func `quotation marks inside texts do not end them`() {
    let text = #"""
      a = "\"\\"
      b = """a "quoted"" word\""""""
      c = '''it's'''
      d = 1
      "e\u0041" = 2
      """#
    #expect(line(["b"], in: text) == 2)
    #expect(line(["c"], in: text) == 3)
    #expect(line(["d"], in: text) == 4)
    #expect(line(["eA"], in: text) == 5)
  }

  @Test func `any text is read to its end`() {
    for text in ["=", "[", "\"", "a = \"\"\"", "[[", "a = {", "a = [", "é = 1", ".", "a = \\"] {
      _ = TOMLPositions.find(in: text)
    }
  }
}
