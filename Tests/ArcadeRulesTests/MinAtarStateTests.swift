import GameProtocol
import Testing

@testable import ArcadeRules

@Suite struct MinAtarStateTests {
  private func breakout(_ sticky: Double, limit: Int = 0) -> MinAtar<BreakoutState> {
    MinAtar(MinAtarSettings(stickyActions: sticky, stepLimit: limit))
  }

  @Test func `a draw below the probability repeats the action executed before`() {
    let game = breakout(0.1)
    var tape = RandomTape([.whole(0), .fraction(0.1), .fraction(0.09), .fraction(0.5)])
    var state = game.initialState(drawing: &tape)
    #expect(state.diagram.hasSuffix("\n....=....."))
    _ = state.apply(Action(1), drawing: &tape)
    #expect(state.diagram.hasSuffix("\n...=......"))
    _ = state.apply(Action(3), drawing: &tape)
    #expect(state.diagram.hasSuffix("\n..=......."))
    _ = state.apply(Action(3), drawing: &tape)
    #expect(state.diagram.hasSuffix("\n...=......"))
    #expect(tape.used == 4)
  }

  @Test func `the draw is made at probability 0 too`() {
    var tape = RandomTape([.whole(1)])
    var state = breakout(0).initialState(drawing: &tape)
    _ = state.apply(Action(0), drawing: &tape)
    #expect(tape.fault?.index == 1)
  }

  @Test func `a step limit cuts a game off, and the rules come first`() {
    let game = breakout(0, limit: 6)
    var tape = RandomTape([.whole(0)] + Array(repeating: .fraction(0.5), count: 9))
    var state = game.initialState(drawing: &tape)
    for _ in 0..<5 { #expect(state.apply(Action(0), drawing: &tape).end == .continues) }
    // The ball falls past the paddle in this very step.
    #expect(state.apply(Action(0), drawing: &tape) == Step(end: .terminated))
    #expect(state.outcome == .terminal)

    let shorter = breakout(0, limit: 5)
    state = shorter.initialState(seed: 0)
    for _ in 0..<4 { _ = state.apply(Action(0)) }
    #expect(state.apply(Action(0)) == Step(end: .truncated))
    #expect(state.outcome == .stepLimit)
    #expect(state.legalActions.isEmpty)
  }

  @Test func `another seed is another future of the same position`() throws {
    let game = MinAtar<AsterixState>()
    let state = game.initialState(seed: 1)
    var futures: Set<String> = []
    for seed in 0..<20 as Range<UInt64> {
      var other = state
      other.reseed(seed)
      #expect(other == state)
      for _ in 0..<40 where !other.isTerminal { _ = other.apply(Action(0)) }
      futures.insert(other.positionText)
    }
    #expect(futures.count > 10)
  }

  @Test func `the score so far is no part of the position`() throws {
    let game = breakout(0)
    var state = game.initialState(seed: 0)
    for _ in 0..<200 where !state.isTerminal && state.returnOf(.first) == 0 {
      let picture = state.diagram.split(separator: "\n").map(Array.init)
      let ball = picture.lazy.compactMap { $0.firstIndex(of: "o") }.first ?? 0
      let paddle = picture[9].firstIndex(of: "=") ?? 0
      _ = state.apply(Action(ball > paddle ? 3 : ball < paddle ? 1 : 0))
    }
    #expect(state.returnOf(.first) == 1)
    let read = try game.state(at: state.positionText)
    #expect(read == state)
    #expect(read.returnOf(.first) == 0)
  }

  @Test func `an action is drawn as one plane of ones`() {
    var planes = [Float](repeating: 0, count: 600)
    var span = planes.mutableSpan
    breakout(0).draw(Action(2), into: &span)
    #expect(planes.indices.filter { planes[$0] == 1 } == Array(200..<300))
  }

  @Test func `a game of Freeway has 2501 steps`() {
    var state = MinAtar<FreewayState>().initialState(seed: 3)
    var random = CounterRandom(seed: 1, stream: .playout)
    #expect(state.playOut(using: &random) == 2501)
    #expect(state.outcome == .terminal)
  }

  @Test func `Space Invaders without aliens is refused`() {
    let text = MinAtar<SpaceInvadersState>().initialState(seed: 0).positionText
    let empty = text.replacing("aliens:252,252,252,252,", with: "aliens:0,0,0,0,")
    #expect(throws: NotationError.self) { try MinAtar<SpaceInvadersState>().state(at: empty) }
  }

  @Test func `nothing breaks in Seaquest when a text fills all lists`() throws {
    let game = MinAtar<SeaquestState>()
    let fish = Array(repeating: "0,3,1,2", count: 32).joined(separator: ",")
    let subs = Array(repeating: "0,4,1,2,0", count: 32).joined(separator: ",")
    var state = try game.state(
      at: "over:0 last:0 sub:5,0 right:0 shotTimer:0 oxygen:200 aboard:0 surfaced:1 spawnSpeed:1"
        + " spawnTimer:0 diverTimer:0 moveSpeed:5 ramps:0 friendlyBullets: enemyBullets: divers:"
        + " fish:\(fish) subs:\(subs)")
    for _ in 0..<60 where !state.isTerminal {
      _ = state.apply(Action(0))
      _ = try game.state(at: state.positionText)
    }
    #expect(state.outcome == nil)
  }
}
