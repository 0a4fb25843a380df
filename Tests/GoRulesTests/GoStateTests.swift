import GameConformance
import GameProtocol
import GoRules
import Testing

@Suite struct GoStateTests {
  /// A state of a position, with moves played.
  private func state(
    _ text: String, _ rules: GoRuleSet = .trompTaylor, moves: [String] = []
  ) throws -> GoState {
    let size = text.prefix { $0 != "/" }.count
    var state = try Go(size: size, rules: rules).state(at: text)
    for move in moves { _ = state.apply(try state.action(for: move)) }
    return state
  }

  private func isLegal(_ move: String, _ state: GoState) -> Bool {
    (try? state.action(for: move)) != nil
  }

  private let ruleSets: [GoRuleSet] = [
    .trompTaylor, .chinese, .japanese, .aga, GoRuleSet(ko: .simple, allowsSuicide: true, komi: 0),
    GoRuleSet(ko: .situational, scoring: .territory, komi: 7),
  ]

  @Test(arguments: [2, 3, 5, 7]) func `the laws of games hold`(size: Int) {
    for rules in ruleSets {
      let violations = checkGame(
        Go(size: size, rules: rules), seeds: size < 5 ? 1...3 : 1...1, except: [.positionEquality])
      #expect(violations.isEmpty, "\(violations) \(rules)")
    }
  }

  @Test func `the laws of games hold on large boards with a handicap`() throws {
    let stones = try Go.fixedHandicap(4, size: 13)
    let game = Go(size: 13, rules: .aga, handicap: stones, lengthLimit: 30)
    // Counting three plies would take minutes here.
    // Fixed stones keep the symmetry of the board only if all four corners have one.
    #expect(checkGame(game, seeds: 1...1, except: [.positionEquality, .perft]).isEmpty)
    let large = Go(size: 25, lengthLimit: 8)
    #expect(checkGame(large, seeds: 1...1, except: [.positionEquality, .perft]).isEmpty)
  }

  // MARK: Ko

  private let koShape = ".xo./x.xo/.xo./.... o"

  @Test(arguments: GoRuleSet.Ko.allCases) func `a ko is not taken back at once`(ko: GoRuleSet.Ko)
    throws
  {
    var rules = GoRuleSet.trompTaylor
    rules.ko = ko
    var state = try state(koShape, rules, moves: ["B3"])
    #expect(state.board[6] == nil)
    #expect(!isLegal("C3", state))
    let error = #expect(throws: NotationError.self) { try state.action(for: "C3") }
    #expect(error?.description.contains(ko == .simple ? ": ko" : "superko") == true)
    for threat in ["A1", "D1"] { _ = state.apply(try state.action(for: threat)) }
    #expect(isLegal("C3", state))
  }

  @Test func `passes lift a simple ko, and a stone elsewhere a superko`() throws {
    var simple = try state(koShape, .chinese, moves: ["B3"])
    #expect(simple.positionText.hasSuffix(" C3 0 0 1"))
    _ = simple.apply(simple.pass)
    #expect(simple.positionText.hasSuffix(" - 1 0 1"))
    // Black passed; White fills, or passes too and ends the game.
    #expect(isLegal("C3", simple))
    let super_ = try state(koShape, .trompTaylor, moves: ["B3", "pass", "A1"])
    #expect(isLegal("C3", super_))
  }

  @Test(arguments: [GoRuleSet.Ko.positional, .situational])
  func `a pass does not lift superko`(ko: GoRuleSet.Ko) throws {
    // White retaking makes the stones of the start, with Black to move as after White's pass.
    let state = try state(
      ".xo./xo.o/.xo./.... o", GoRuleSet(ko: ko), moves: ["pass", "C3"])
    #expect(!isLegal("B3", state))
  }

  @Test func `situational superko looks at the side to move`() throws {
    var positional = 0
    var situational = 0
    for seed in 0..<200 as Range<UInt64> {
      var random = CounterRandom(seed: seed, stream: .playout)
      var rules = GoRuleSet.trompTaylor
      var first = Go(size: 2, rules: rules).initialState(seed: 0)
      rules.ko = .situational
      var second = Go(size: 2, rules: rules).initialState(seed: 0)
      while !first.isTerminal && !second.isTerminal {
        let legal = first.legalActions
        // Whatever makes an old position anyway makes it with either side to move.
        #expect(Set(legal).isSubset(of: second.legalActions))
        positional += legal.count
        situational += second.legalActions.count
        let action = legal[random.below(legal.count)]
        _ = first.apply(action)
        _ = second.apply(action)
      }
    }
    #expect(positional < situational)
  }

  // MARK: Suicide

  @Test func `a single stone never gives itself up`() throws {
    for rules in ruleSets {
      #expect(!isLegal("A3", try state(".x./x../... o", rules)))
    }
  }

  @Test func `two stones give themselves up if the rules allow it`() throws {
    let text = ".xo/ooo/... x"
    #expect(!isLegal("A3", try state(text, .aga)))
    let after = try state(text, .trompTaylor, moves: ["A3"])
    #expect(after.positionText == "..o/ooo/... o - 0 0 2")
  }

  @Test func `a snapback takes more than was given`() throws {
    let text = "..xo./xxxo./oooo./...../..... o"
    for rules in ruleSets {
      let state = try state(text, rules, moves: ["B5", "A5", "B5"])
      #expect(state.board.takenStones(of: .first) == 5)
      #expect(state.board.takenStones(of: .second) == 1)
    }
  }

  @Test func `neither side can fill the shared liberties of a seki without loss`() throws {
    let text = "ox.ox/ox.ox/oxxox/oooxx/..... x"
    let state = try state(text, .japanese)
    #expect(state.board.libertyCount(at: 1) == 2)
    #expect(state.board.libertyCount(at: 3) == 2)
    #expect(state.points.black == 0 && state.points.white == 0)
  }

  // MARK: End

  @Test func `two passes end the game, and the winner is paid`() throws {
    var state = Go(size: 5).initialState(seed: 0)
    #expect(state.apply(state.pass) == Step())
    let step = state.apply(state.pass)
    #expect(step == Step(reward: 1, end: .terminated))
    #expect(state.outcome == .twoPasses)
    #expect(state.score == -7.5)
    #expect(state.returnOf(.second) == 1 && state.returnOf(.first) == -1)
    #expect(state.legalActions.isEmpty)
    #expect(throws: NotationError.self) { try state.action(for: "A1") }
  }

  @Test func `passes that do not follow one another end nothing`() throws {
    let state = try state(".../.../... x", moves: ["pass", "A1", "pass", "B1"])
    #expect(!state.isTerminal)
  }

  @Test func `a whole komi can make a draw`() throws {
    let rules = GoRuleSet(komi: 9)
    let state = try state(".../.../... x", rules, moves: ["B2", "pass", "pass"])
    #expect(state.score == 0)
    #expect(state.returnOf(.first) == 0)
  }

  @Test func `the length limit counts by area under territory rules too`() throws {
    let limited = Go(size: 3, rules: .japanese, lengthLimit: 1)
    var short = limited.initialState(seed: 0)
    _ = short.apply(Action(4))
    #expect(short.outcome == .lengthLimit)
    #expect(short.score == 2.5)
  }

  @Test func `the length limit is twice the area unless given`() {
    #expect(Go(size: 19).specification.lengthLimit == 722)
    #expect(Go(size: 2, lengthLimit: 3).specification.lengthLimit == 3)
  }
}
