import GameProtocol
import Testing

@testable import ConnectFourRules

@Suite struct ConnectFourSolverTests {
  /// Plain minimax, for positions near the end.
  private func plainScore(_ state: ConnectFourState) -> Int {
    state.legalActions.map { plainScore(of: $0, in: state) }.max() ?? 0
  }

  private func plainScore(of action: Action, in state: ConnectFourState) -> Int {
    let next = state.applying(action)
    guard next.outcome == .line else { return -plainScore(next) }
    let owner: Character = next.playerToMove == .first ? "o" : "x"
    return 22 - next.positionText.dropLast(2).count { $0 == owner }
  }

  @Test func `scores near the end agree with plain minimax`() {
    var solver = ConnectFour().makeSolver()
    for number in 0..<40 {
      let state = randomPosition(plies: 32 + number % 10, number: number)
      let scores = solver.scores(of: state)
      for column in 0..<7 {
        let action = Action(column)
        let expected =
          state.legalActions.contains(action) ? plainScore(of: action, in: state) : nil
        #expect(scores[column] == expected, "\(state.positionText)")
      }
    }
  }

  @Test func `a score is the best of the negated scores that follow`() {
    var solver = ConnectFour().makeSolver()
    for number in 0..<20 {
      let state = randomPosition(plies: 18 + number % 10, number: number)
      let scores = solver.scores(of: state)
      #expect(solver.score(of: state) == scores.compactMap { $0 }.max())
      for action in state.legalActions where !state.applying(action).isTerminal {
        let replies = solver.scores(of: state.applying(action)).compactMap { $0 }
        #expect(scores[action.index] == replies.max().map { -$0 })
      }
    }
  }

  @Test func `a position and its mirror image have mirrored scores`() {
    for number in 0..<10 {
      var state = ConnectFour().initialState(seed: 0)
      var image = state
      var random = CounterRandom(seed: UInt64(number), stream: .match)
      for _ in 0..<20 where !state.isTerminal {
        let legal = state.legalActions
        let action = legal[random.below(legal.count)]
        _ = state.apply(action)
        _ = image.apply(ConnectFour().action(action, under: 1))
      }
      // A solver each: with one, the second would only look up what the first found.
      var solver = ConnectFour().makeSolver()
      var other = ConnectFour().makeSolver()
      #expect(solver.scores(of: state) == other.scores(of: image).reversed())
    }
  }

  /// Source: the first positions of the test set "end, easy" of Pons, "Solving Connect 4: how to
  /// build a perfect AI", 2015, with columns from 1.
  @Test(arguments: [
    ("2252576253462244111563365343671351441", -1), ("7422341735647741166133573473242566", 1),
    ("23163416124767223154467471272416755633", 0),
  ])
  func `published scores are found`(_ moves: String, _ score: Int) {
    var solver = ConnectFour().makeSolver()
    #expect(solver.score(of: position(after: moves, from: 1)) == score)
  }

  @Test func `keys tell positions apart, but not from their mirror images`() {
    func key(_ state: ConnectFourState) -> UInt64 {
      ConnectFourSolver.Node(own: state.own, occupied: state.occupied, count: 0).key
    }
    var states = [ConnectFour().initialState(seed: 0)]
    for number in 0..<400 { states.append(randomPosition(plies: number % 40, number: number)) }
    var keys: [UInt64: ConnectFourState] = [:]
    for state in states {
      // An empty entry of the table reads as key 0.
      #expect(key(state) > 0 && key(state) < 1 << 49)
      let mirrored = state.positionText.dropLast(2).split(separator: "/").map {
        String($0.reversed())
      }.joined(separator: "/")
      let image = try? ConnectFour().state(at: mirrored + state.positionText.suffix(2))
      #expect(image.map(key) == key(state))
      if let other = keys.updateValue(state, forKey: key(state)) {
        #expect(other == state || other == image)
      }
    }
  }

  @Test func `a finished game has no scores`() {
    var solver = ConnectFour().makeSolver()
    #expect(solver.scores(of: position(after: "0101010")) == Array(repeating: nil, count: 7))
  }

  @Test func `scores agree with bitbully`() throws {
    var solver = ConnectFour().makeSolver()
    let lines = try caseLines("bitbully.txt")
    #expect(lines.count == 276)
    for line in lines {
      let fields = line.split(separator: " ")
      let expected = fields.dropFirst().map { Int($0) }
      #expect(solver.scores(of: position(after: fields[0])) == expected, "\(line)")
    }
  }
}
