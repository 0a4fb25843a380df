import GameProtocol
import Testing

@Suite struct RandomTapeTests {
  @Test func `draws come back in order`() {
    var tape = RandomTape([.fraction(0.25), .whole(4), .whole(0), .fraction(0)])
    #expect(tape.uniform() == 0.25)
    #expect(tape.below(5) == 4)
    #expect(tape.uniform() == 0)
    #expect(tape.uniform() == 0)
    #expect(tape.used == 4)
    #expect(tape.fault == nil)
  }

  @Test func `a tape that is too short says where it ends`() {
    var tape = RandomTape([.whole(1)])
    #expect(tape.below(2) == 1)
    #expect(tape.below(2) == 0)
    #expect(
      tape.fault?.description
        == "the random tape ends after 1 draws, expected an integer in 0..<2")
  }

  @Test(arguments: [RandomTape.Draw.whole(5), .whole(-1), .fraction(0.5), .fraction(2)])
  func `an integer draw takes only whole numbers below its bound`(_ draw: RandomTape.Draw) {
    var tape = RandomTape([draw])
    #expect(tape.below(5) == 0)
    #expect(tape.fault?.found == draw)
  }

  @Test(arguments: [RandomTape.Draw.whole(1), .fraction(1), .fraction(-0.1), .fraction(.nan)])
  func `a unit draw takes only numbers from 0 to below 1`(_ draw: RandomTape.Draw) {
    var tape = RandomTape([draw])
    #expect(tape.uniform() == 0)
    #expect(tape.fault?.index == 0)
  }

  @Test func `the first fault stays, and nothing is drawn after it`() {
    var tape = RandomTape([.fraction(0.5), .whole(1)])
    _ = tape.below(2)
    #expect(tape.below(2) == 0)
    #expect(tape.used == 0)
    #expect(
      tape.fault?.description
        == "draw 0 of the random tape: found 0.5, expected an integer in 0..<2")
  }
}
