import Testing

@testable import ShogiRules

@Suite struct RoleTests {
  @Test func `all but gold and king promote, and captured pieces lose it`() {
    for role in Role.allCases {
      if role.isPromoted {
        #expect(role.promoted == nil && role.unpromoted.promoted == role)
      } else {
        #expect(role.unpromoted == role)
        #expect((role.promoted == nil) == (role == .gold || role == .king))
      }
    }
    #expect(Role.droppable.map(\.totalCount).reduce(2, +) == 40)
  }

  @Test func `letters are read back`() {
    for role in Role.allCases where !role.isPromoted {
      #expect(Role(letter: role.letter.asciiValue!) == role)
    }
    #expect(Role(letter: UInt8(ascii: "p")) == nil)
    #expect(Piece(.white, .dragon).text == "+r" && Piece(.black, .gold).text == "G")
  }
}
