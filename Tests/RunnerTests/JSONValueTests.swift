import Runner
import Testing

@Suite struct JSONValueTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-0", "1.0", "12345678901234567890", "1e5", "-2.50E-3",
    "\"\"", "\"é\"", "[]", "{}", "[1,[2,{\"a\":null}]]", "{\"b\":1,\"a\":[\"x\",false]}",
  ])
  func `what was read is written as it was`(text: String) throws {
    #expect(try JSONParser.parse(Array(text.utf8)).description == text)
  }

  @Test func `white space is dropped and escapes are undone`() throws {
    let text = " { \"a\\u00e9\\n\" : [ 1 ,\t2 ] , \"\\ud83d\\ude00\\/\" : \"\\b\\f\\\\\" } \r\n"
    let value = try JSONParser.parse(Array(text.utf8))
    #expect(value["aé\n"] == [1, 2])
    #expect(value["😀/"] == "\u{8}\u{c}\\")
    #expect(value.description == "{\"aé\\n\":[1,2],\"😀/\":\"\\u0008\\u000c\\\\\"}")
  }

  @Test(arguments: [
    ("", "not JSON at byte 0: found the end of the text, expected a value"),
    ("nul", "not JSON at byte 0: expected null"),
    ("01", "not JSON at byte 1: found '1' after the end of the document"),
    ("1.", "not JSON at byte 2: found the end of the text, expected a digit"),
    ("-", "not JSON at byte 1: found the end of the text, expected a digit"),
    ("+1", "not JSON at byte 0: found '+', expected a value"),
    ("NaN", "not JSON at byte 0: found 'N', expected a value"),
    ("[1,]", "not JSON at byte 3: found ']', expected a value"),
    ("[1 2]", "not JSON at byte 3: found '2', expected ',' or ']'"),
    ("{a:1}", "not JSON at byte 1: found 'a', expected a key in quotes"),
    ("{\"a\" 1}", "not JSON at byte 5: found '1', expected ':'"),
    ("{\"a\":1", "not JSON at byte 6: found the end of the text, expected ',' or '}'"),
    ("\"a", "not JSON at byte 2: the text ends within a string"),
    ("\"\\", "not JSON at byte 2: the text ends within a string"),
    ("\"\\x\"", "not JSON at byte 2: found 'x' after '\\', expected an escape"),
    ("\"\\u12g4\"", "not JSON at byte 5: found 'g', expected a hexadecimal digit"),
    ("\"\\ud800\"", "not JSON at byte 7: half of a surrogate pair"),
    ("\"\\ud800\\u0041\"", "not JSON at byte 13: half of a surrogate pair"),
    (
      "\"a\tb\"",
      "not JSON at byte 2: a control character in a string, expected an escape such as \\n"
    ),
    ("1 x", "not JSON at byte 2: found 'x' after the end of the document"),
  ])
  func `an error says what is wrong and where`(text: String, reason: String) {
    #expect(reason == message(Array(text.utf8)))
  }

  @Test func `a string that is not UTF-8 is refused`() {
    #expect(message([0x22, 0xFF, 0x22]) == "not JSON at byte 1: a string that is not UTF-8")
    #expect(
      message([0x22, 0x5C, 0x6E, 0xC3, 0x22]) == "not JSON at byte 1: a string that is not UTF-8")
  }

  @Test func `nesting is read to the limit and no further`() throws {
    let depth = JSONParser.maximumDepth
    let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try JSONParser.parse(Array(nested.utf8)).description == nested)
    let deeper = String(repeating: "[", count: 1_000_000)
    #expect(
      message(Array(deeper.utf8)) == "not JSON at byte \(depth): nested deeper than 256 levels")
  }

  @Test func `numbers are written as shortly as they read back`() {
    #expect(JSONValue.real(1.0).description == "1")
    #expect(JSONValue.real(-0.0).description == "0")
    #expect(JSONValue.real(0.1).description == "0.1")
    #expect(JSONValue.real(Float(0.1)).description == "0.1")
    #expect(JSONValue.real(1e300).description == "1e+300")
    #expect(JSONValue.real(Double.nan).description == "null")
    #expect(JSONValue.real(-Float.infinity).description == "null")
  }

  @Test func `a whole number may be written with a point or an exponent`() {
    #expect(JSONValue.number("3.0").integer == 3)
    #expect(JSONValue.number("1e2").integer == 100)
    #expect(JSONValue.number("1.5").integer == nil)
    #expect(JSONValue.number("1e400").integer == nil)
    #expect(JSONValue.string("3").integer == nil)
  }

  @Test func `of a repeated key the last one counts`() throws {
    #expect(try JSONParser.parse(Array("{\"a\":1,\"a\":2}".utf8))["a"] == 2)
  }

  private func message(_ bytes: [UInt8]) -> String? {
    do {
      _ = try JSONParser.parse(bytes)
      return nil
    } catch {
      return error.description
    }
  }
}
