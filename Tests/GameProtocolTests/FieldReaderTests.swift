import GameProtocol
import Testing

@Suite struct FieldReaderTests {
  private struct Reader: FieldReader {
    let text: String
    let bytes: [UInt8]
    var offset = 0

    init(_ text: String) {
      self.text = text
      bytes = Array(text.utf8)
    }
  }

  @Test func `fields are read from left to right`() throws {
    var reader = Reader("0 9999")
    #expect(try reader.readNumber("the first", from: 0) == 0)
    try reader.expectSpace(before: "the second")
    #expect(try reader.readNumber("the second", from: 1) == 9999)
    try reader.expectEnd()
    #expect(reader.current == nil)
  }

  @Test(arguments: ["", "x", "01", "10000", "0", "-1"])
  func `numbers that are none, too large or too small are refused`(text: String) {
    var reader = Reader(text)
    let error = #expect(throws: NotationError.self) {
      try reader.readNumber("the count", from: 1)
    }
    #expect(error?.expected == "the count, a number from 1 to 9999" && error?.offset == 0)
  }

  @Test func `the place of a fault is counted in characters`() {
    var reader = Reader("é\u{301}x")
    reader.offset = 4
    #expect(reader.fault("more").offset == 1)
    let error = #expect(throws: NotationError.self) { try reader.expectSpace(before: "a field") }
    #expect(error?.expected == "one space and a field")
    #expect(throws: NotationError.self) { try reader.expectEnd() }
  }
}
