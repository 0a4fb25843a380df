import Glibc
import Testing

@testable import Runs

@Suite struct MeasuredShareTests {
  @Test func `the time left follows from what is done`() throws {
    let before = ContinuousClock.now
    let share = MeasuredShare()
    #expect(share.secondsLeft == nil)
    share.advance(by: 0.5)
    usleep(20_000)
    let half = try #require(share.secondsLeft)
    #expect(half >= 0.02 && half <= (ContinuousClock.now - before) / .seconds(1))
    share.advance(by: 0.5000001)
    #expect(share.secondsLeft == 0)
  }
}
