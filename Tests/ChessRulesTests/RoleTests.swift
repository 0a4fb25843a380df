import Testing

@testable import ChessRules

@Suite struct RoleTests {
  @Test func `letters of either case are read back, and no other byte`() {
    let letters = Role.allCases.map { $0.letter.asciiValue! }
    for byte in UInt8.min...UInt8.max {
      let expected = letters.firstIndex(of: byte & ~0x20).map { Role.allCases[$0] }
      #expect(Role(letter: byte) == expected, "\(byte)")
    }
  }
}
