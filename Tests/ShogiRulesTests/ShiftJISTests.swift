import Testing

@testable import ShogiRules

@Suite struct ShiftJISTests {
  /// Among them one and two bytes, second bytes that are a backslash or a letter, and characters that
  /// only code page 932 has.
  static let known: [(String, [UInt8])] = [
    ("", []), ("A\n", [0x41, 0x0A]), ("先手", [0x90, 0xE6, 0x8E, 0xE8]), ("あ", [0x82, 0xA0]),
    ("ｱ", [0xB1]), ("７六歩", [0x82, 0x56, 0x98, 0x5A, 0x95, 0xE0]), ("表", [0x95, 0x5C]),
    ("①", [0x87, 0x40]), ("髙", [0xFB, 0xFC]), ("～", [0x81, 0x60]),
    (
      "同　龍(55)",
      [
        0x93, 0xAF, 0x81, 0x40, 0x97, 0xB4, 0x28, 0x35, 0x35, 0x29,
      ]
    ),
  ]

  @Test(arguments: known) func `texts have their known bytes`(text: String, bytes: [UInt8]) {
    #expect(ShiftJIS.bytes(text) == bytes)
    #expect(ShiftJIS.text(bytes) == text)
  }

  @Test(arguments: ["☃", "歩😀", "café"])
  func `a character without a code is refused`(text: String) {
    #expect(ShiftJIS.bytes(text) == nil)
  }

  @Test(arguments: [[0x90], [0x90, 0xE6, 0x8E], [0x81, 0xFF], [0x41, 0xFD]] as [[UInt8]])
  func `bytes that are no text are refused`(bytes: [UInt8]) {
    #expect(ShiftJIS.text(bytes) == nil)
  }

  @Test func `bytes that are UTF-8 are read as such`() {
    #expect(ShiftJIS.text(Array("先手：☃".utf8)) == "先手：☃")
  }

  @Test func `long texts and all names of the rules survive`() {
    let names = KIFNames.handicaps.keys.sorted() + Role.allCases.map { String($0.kanji) }
    let text = String(repeating: names.joined(separator: "：\n"), count: 200)
    #expect(ShiftJIS.bytes(text).flatMap(ShiftJIS.text) == text)
  }
}
