import GameProtocol
import Testing

@testable import GoRules

@Suite struct StoneTests {
  @Test func `Black is the first player`() {
    #expect(Stone(.first) == .black && Stone(.second) == .white)
    #expect(Stone.black.owner == .first && Stone.white.owner == .second)
    #expect(Stone.none.owner == nil && Stone.border.owner == nil)
    #expect(Stone.black.opposite == .white && Stone.white.index == 1)
  }

  @Test func `four neighbours keep a colour's bit when all are its stones or border`() {
    #expect(Stone.border.rawValue & Stone.black.rawValue == Stone.black.rawValue)
    #expect(Stone.black.rawValue & Stone.white.rawValue == Stone.none.rawValue)
  }
}
