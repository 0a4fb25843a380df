import GameProtocol
import Testing

@testable import GoRules

@Suite struct PositionHistoryTests {
  @Test func `all keys that were entered are found, and no others`() {
    var random = CounterRandom(seed: 1, stream: .playout)
    func key() -> PositionKey { PositionKey(low: random.next(), high: random.next()) }
    var history = PositionHistory()
    var keys: [PositionKey] = []
    for _ in 0..<700 {
      let new = key()
      #expect(!history.contains(new))
      history.append(new)
      keys.append(new)
    }
    for key in keys { #expect(history.contains(key)) }
    // A half that agrees is not enough.
    let mixed = PositionKey(low: keys[3].low, high: keys[4].high)
    #expect(!history.contains(mixed))
  }

  @Test func `copies go their own ways, whole blocks or not`() {
    for count in [3, 16, 33] {
      var history = PositionHistory()
      for number in 0..<count { history.append(PositionKey(low: UInt64(number) &* 77, high: 5)) }
      var copy = history
      copy.append(PositionKey(low: 1, high: 1))
      history.append(PositionKey(low: 2, high: 2))
      #expect(!history.contains(PositionKey(low: 1, high: 1)))
      #expect(!copy.contains(PositionKey(low: 2, high: 2)))
      #expect(copy.contains(PositionKey(low: 0, high: 5)))
    }
  }

  @Test func `the order of positions does not change the digest`() {
    let (one, other) = (PositionKey(low: 1, high: 9), PositionKey(low: 4, high: 2))
    var (first, second) = (PositionHistory(), PositionHistory())
    for key in [one, other] { first.append(key) }
    for key in [other, one] { second.append(key) }
    #expect(first.digest == second.digest && first.digest != PositionHistory().digest)
  }
}
