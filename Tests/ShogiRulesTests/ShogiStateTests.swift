import GameProtocol
import ShogiRules
import Testing

@Suite struct ShogiStateTests {
  private let cycle = "5a4a 5c4c 4a5a 4c5c "
  private let checked = "4k4/9/4+R4/9/9/9/9/9/4K4 w - 1"

  @Test func `the fourth occurrence is a draw`() throws {
    var state = Shogi().initialState(seed: 0)
    let shuffle = "2h1h 8b9b 1h2h 9b8b "
    try state.play(shuffle + shuffle + "2h1h 8b9b 1h2h")
    #expect(!state.isTerminal)
    let step = state.apply(try state.action(for: "9b8b"))
    #expect(step == Step(end: .terminated) && state.outcome == .sennichite)
    #expect(state.returnOf(.first) == 0 && state.legalActions.isEmpty)
    #expect(state.perft(depth: 1) == 30)
  }

  @Test func `perpetual check loses, whoever repeats the position`() throws {
    var state = try Shogi().state(at: checked)
    try state.play(cycle + cycle + "5a4a 5c4c 4a5a")
    let step = state.apply(try state.action(for: "4c5c"))
    #expect(step == Step(reward: -1, end: .terminated) && state.outcome == .perpetualCheck)
    #expect(state.returnOf(.first) == -1 && state.returnOf(.second) == 1)
    state = try Shogi().state(at: "4k4/9/5+R3/9/9/9/9/9/4K4 b - 1")
    let other = "4c5c 5a4a 5c4c 4a5a "
    try state.play(other + other + "4c5c 5a4a 5c4c")
    #expect(state.apply(try state.action(for: "4a5a")) == Step(reward: 1, end: .terminated))
    #expect(state.outcome == .perpetualCheck && state.returnOf(.first) == -1)
  }

  @Test func `one quiet move in the cycle makes it a draw`() throws {
    var state = try Shogi().state(at: checked)
    try state.play("5a4a 5c6c 4a5a 6c5c " + cycle + cycle)
    #expect(state.outcome == .sennichite)
    // A quiet move before the first occurrence does not.
    state = try Shogi().state(at: "4k4/9/3+R5/9/9/9/9/9/4K4 w - 1")
    try state.play("5a4a 6c7c 4a5a 7c5c " + cycle + cycle + cycle)
    #expect(state.outcome == .perpetualCheck && state.returnOf(.second) == 1)
  }

  @Test func `hands tell positions apart`() throws {
    // Black wins a pawn on the way round.
    var state = try Shogi().state(at: "4k4/9/9/9/8p/9/9/8R/4K4 b - 1")
    try state.play("1h1e 5a5b 1e1h 5b5a ")
    let shuffle = "1h2h 5a4a 2h1h 4a5a "
    try state.play(shuffle + shuffle)
    #expect(!state.isTerminal)
    try state.play(shuffle)
    #expect(state.outcome == .sennichite)
  }

  @Test func `other programs see the same repetitions`() throws {
    let cases = try CaseFile.cases("repetitions.txt")
    #expect(cases.count >= 100)
    for fields in cases {
      var state = try Shogi().state(at: fields[0])
      let moves = fields[1].split(separator: " ")
      for (ply, move) in moves.enumerated() {
        #expect(!state.isTerminal, "\(fields[0]) ply \(ply)")
        try state.play(move)
      }
      #expect(state.outcome?.rawValue == fields[2], "\(fields)")
      #expect(state.returnOf(.first) == Float(fields[3]), "\(fields)")
    }
  }

  @Test func `mate and a side without a move lose`() throws {
    var state = try Shogi().state(at: "4k4/9/4P4/9/9/9/9/9/4K4 b G 1")
    #expect(state.apply(try state.action(for: "G*5b")) == Step(reward: 1, end: .terminated))
    #expect(state.outcome == .checkmate && state.returnOf(.second) == -1)
    let stuck = try Shogi().state(at: "8k/6G2/9/8N/9/9/9/9/K8 b G 1")
    let end = stuck.applying(try stuck.action(for: "G*1c"))
    #expect(!end.position.isCheck && end.outcome == .checkmate && end.returnOf(.first) == 1)
  }

  @Test func `512 plies are a draw`() throws {
    var state = Shogi().initialState(seed: 0)
    // The first move of a random order that does not end the game keeps it going.
    var random = CounterRandom(seed: 5, stream: .playout)
    var plies = 0
    while !state.isTerminal {
      let next = state.legalActions.shuffled(using: &random).lazy.map { state.applying($0) }
      guard let quiet = next.first(where: { $0.outcome == nil || $0.outcome == .lengthLimit })
      else { break }
      state = quiet
      plies += 1
    }
    #expect(plies == 512 && state.outcome == .lengthLimit)
    #expect(state.returnOf(.first) == 0)
  }

  @Test func `pieces, hands and turn make states equal`() throws {
    var state = Shogi().initialState(seed: 0)
    let start = state
    try state.play("2h1h 8b9b 1h2h 9b8b")
    #expect(state == start && state.hashValue == start.hashValue)
    try state.play("2h1h")
    #expect(state != start)
  }

  @Test func `random play ends`() {
    for game in 0..<6 {
      var random = CounterRandom(seed: 1, stream: .playout, game: UInt64(game))
      var state = Shogi().initialState(seed: 0)
      var buffer: [Action] = []
      let plies = playOut(&state, using: &random, buffer: &buffer)
      #expect(state.isTerminal && plies > 10 && plies <= 512)
    }
  }
}
