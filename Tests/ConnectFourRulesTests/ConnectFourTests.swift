import ConnectFourRules
import GameProtocol
import Testing

@Suite struct ConnectFourTests {
  @Test func `an action is drawn as its whole column`() {
    var planes = [Float](repeating: 0, count: 42)
    var span = planes.mutableSpan
    ConnectFour().draw(Action(2), into: &span)
    #expect(planes.indices.filter { planes[$0] == 1 } == [2, 9, 16, 23, 30, 37])
    #expect(planes.reduce(0, +) == 6)
  }
}
