import Testing

@testable import Learning

@Suite struct ByteCodingTests {
  @Test func `numbers are little-endian, variable numbers seven bits a byte`() {
    var writer = ByteWriter()
    writer.append(UInt32(0x0102_0304))
    writer.append(Float(1))
    for value in [0, 127, 128, 300] { writer.append(variable: value) }
    writer.append(text: "é")
    #expect(
      writer.bytes == [
        4, 3, 2, 1, 0, 0, 0x80, 0x3F, 0, 127, 0x80, 1, 0xAC, 2, 2, 0xC3, 0xA9,
      ])
  }

  @Test func `a number has one encoding only`() throws {
    for (bytes, expected) in [([UInt8(0xAC), 2], 300), ([0], 0)] {
      var reader = ByteReader(bytes[...])
      #expect(try reader.variable("number", below: 301) == expected)
    }
    for bytes: [UInt8] in [[0x80, 0], [0xAC, 0x82, 0x80, 0], [0xAD, 2], [0x80]] {
      var reader = ByteReader(bytes[...])
      #expect(throws: GameRecordError.self) { try reader.variable("number", below: 301) }
    }
    let endless = [UInt8](repeating: 0xFF, count: 20)
    var reader = ByteReader(endless[...])
    #expect(throws: GameRecordError.self) { try reader.variable("number", below: .max) }
  }

  @Test func `the error names the byte`() {
    let bytes: [UInt8] = [1, 0, 0, 0xC0, 0x7F]
    var reader = ByteReader(bytes[...])
    #expect(throws: Never.self) { try reader.integer(UInt8.self) }
    #expect {
      try reader.float("value")
    } throws: { error in
      (error as? GameRecordError)?.description
        == "game record, byte 1: found nan, expected a finite value"
    }
  }
}
