import Testing

@testable import GoRules

@Suite struct SGFCharsetTests {
  @Test(
    arguments: [
      ("iso-8859-1", [0xE9, 0x5D], true), ("latin1", [], true),
      ("windows-1252", [0x80, 0x5C], true),
      // Three bytes, and then the end of a value.
      ("euc-jp", [0x8F, 0xB0, 0xA1, 0x5D], true),
      ("gb2312", [0xC0, 0xEE, 0x5D], true), ("gbk", [0x90, 0x5C], false),
      ("big5", [0xA5, 0x5C], false),
      ("big5", [0xA4, 0xA4, 0x5D], true), ("shift_jis", [0x8F, 0x5C], false),
      ("shift_jis", [0x90, 0xE6, 0x5D], true), ("shift_jis", [0x83, 0x5D], false),
      // A half-width letter stands alone.
      ("shift_jis", [0xB1, 0x5D], true), ("cp949", [0xB1, 0x5D], false), ("utf-16", [], false),
      ("unheard-of", [0x41], false),
    ] as [(String, [UInt8], Bool)])
  func `a text is read where brackets are brackets`(
    name: String, bytes: [UInt8], isReadable: Bool
  ) {
    #expect(SGFCharset.isReadable(name, in: bytes) == isReadable)
  }
}
