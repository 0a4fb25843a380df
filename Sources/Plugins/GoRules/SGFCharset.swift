/// Charsets other than UTF-8 of which the structure of a record can be read.
enum SGFCharset {
  /// Beginnings of the names of charsets in which a byte below 128 is always ASCII.
  private static let keepers = [
    "iso-8859-", "iso8859-", "iso_8859-", "latin", "windows-125", "cp125", "koi8", "euc-jp",
    "euc-tw",
  ]
  /// Charsets of two bytes of which the second may be ASCII.
  ///
  /// Records that say GB2312 or EUC-KR often have the larger GBK or code page 949.
  private static let pairs = [
    "big5", "big5-hkscs", "gbk", "cp936", "gb18030", "gb2312", "gb_2312-80", "euc-kr", "cp949",
    "ks_c_5601-1987",
  ]
  /// Names of Shift_JIS, in which some bytes above 127 stand alone.
  private static let japanesePairs = [
    "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "cp932", "windows-31j",
  ]

  /// Whether every backslash and closing bracket of a text is one, and no part of a character.
  ///
  /// - Parameters:
  ///   - name: The charset, in small letters.
  ///   - bytes: The text.
  /// - Returns: False also for a charset that is not known.
  static func isReadable(_ name: String, in bytes: [UInt8]) -> Bool {
    if keepers.contains(where: name.hasPrefix) { return true }
    let isJapanese = japanesePairs.contains(name)
    guard isJapanese || pairs.contains(name) else { return false }
    var index = 0
    while index + 1 < bytes.count {
      let first = bytes[index]
      let isPair = isJapanese ? 0x81...0x9F ~= first || 0xE0...0xFC ~= first : 0x81...0xFE ~= first
      if isPair, bytes[index + 1] == UInt8(ascii: "\\") || bytes[index + 1] == UInt8(ascii: "]") {
        return false
      }
      index += isPair ? 2 : 1
    }
    return true
  }
}
