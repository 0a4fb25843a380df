import GameProtocol
import ShogiRules
import Testing

@Suite struct ShogiStateObservationTests {
  private func observe(_ state: ShogiState, _ player: Player) -> [[Float]] {
    var numbers = [Float](repeating: 9, count: 362 * 81)
    var span = numbers.mutableSpan
    state.observe(as: player, into: &span)
    return (0..<362).map { Array(numbers[$0 * 81..<($0 + 1) * 81]) }
  }

  private let ones = [Float](repeating: 1, count: 81)
  private let zeros = [Float](repeating: 0, count: 81)

  @Test func `the start looks alike from both sides`() {
    let state = Shogi().initialState(seed: 0)
    let planes = observe(state, .first)
    #expect(planes == observe(state, .second))
    #expect(planes[0].enumerated().filter { $0.element == 1 }.map(\.offset) == Array(18..<27))
    // Own bishop on the left, rook on the right, king in the middle of the back row.
    #expect(planes[5].firstIndex(of: 1) == 10 && planes[6].firstIndex(of: 1) == 16)
    #expect(planes[7].firstIndex(of: 1) == 4 && planes[7].reduce(0, +) == 1)
    #expect(planes[14 + 5].firstIndex(of: 1) == 70 && planes[14 + 7].firstIndex(of: 1) == 76)
    #expect(planes[45..<360].allSatisfy { $0 == zeros })
    #expect(planes[360] == ones && planes[361] == zeros)
  }

  @Test func `promoted pieces and hands have planes of their own`() throws {
    let sfen = "8k/+P+L+N+S5/1+B+R6/9/9/9/9/9/4K4 b 2G9P3l 1"
    let planes = observe(try Shogi().state(at: sfen), .first)
    for (plane, square) in [(8, 63), (9, 64), (10, 65), (11, 66), (12, 55), (13, 56)] {
      #expect(planes[plane].firstIndex(of: 1) == square, "plane \(plane)")
    }
    #expect(planes[31] == ones.map { $0 * 0.5 } && planes[35] == planes[31])
    #expect(planes[39] == ones.map { $0 * 0.75 } && planes[38] == zeros)
    let other = observe(try Shogi().state(at: sfen), .second)
    #expect(other[14 + 8].firstIndex(of: 1) == 80 - 63)
    #expect(other[38] == planes[31] && other[32] == planes[39] && other[360] == ones)
  }

  @Test func `the history shifts back a step a ply`() throws {
    var state = Shogi().initialState(seed: 0)
    var before = observe(state, .first)
    for move in "7g7f 3c3d 8h2b+ 3a2b B*5e 4a3b 5e2b+ 3b2b S*3a 8b9b".split(separator: " ") {
      try state.play(move)
      let now = observe(state, .first)
      #expect(Array(now[45..<360]) == Array(before[0..<315]), "\(move)")
      before = now
    }
    #expect(before[361] == ones.map { $0 * 10 / 512 })
  }

  @Test func `repetitions fill up to three planes`() throws {
    var state = Shogi().initialState(seed: 0)
    for count in 0...3 {
      let planes = observe(state, .first)
      #expect(planes[28..<31].filter { $0 == ones }.count == count)
      if count < 3 { try state.play("2h1h 8b9b 1h2h 9b8b") }
    }
  }
}
