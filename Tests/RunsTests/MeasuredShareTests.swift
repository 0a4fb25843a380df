import Testing

@testable import Runs

@Suite struct MeasuredShareTests {
  @Test func `the time left follows from what is done`() throws {
    let share = MeasuredShare()
    #expect(share.secondsLeft == nil)
    share.advance(by: 0.5)
    let half = try #require(share.secondsLeft)
    #expect(half >= 0)
    share.advance(by: 0.5000001)
    #expect(share.secondsLeft == 0)
  }
}
