import ChessRules
import GameProtocol
import Testing

/// The observation of a state as `[C][64]`.
private func observe(_ state: ChessState, as player: Player? = nil, planes: Int = 119)
  -> [[Float]]
{
  var numbers = [Float](repeating: -1, count: planes * 64)
  var span = numbers.mutableSpan
  state.observe(as: player ?? state.playerToMove, into: &span)
  return (0..<planes).map { Array(numbers[$0 * 64..<$0 * 64 + 64]) }
}

/// The cells of a plane that are not 0, by name, for the side whose view it is.
private func squares(_ plane: [Float], blackView: Bool = false) -> Set<String> {
  Set(
    plane.indices.filter { plane[$0] != 0 }.map {
      Square(file: $0 % 8, rank: blackView ? 7 - $0 / 8 : $0 / 8).name
    })
}

@Suite struct ChessStateObservationTests {
  @Test func `the start shows the mover's pieces first and nothing before the start`() {
    let planes = observe(Chess().initialState(seed: 0))
    #expect(squares(planes[0]) == ["a2", "b2", "c2", "d2", "e2", "f2", "g2", "h2"])
    #expect(squares(planes[1]) == ["b1", "g1"])
    #expect(squares(planes[2]) == ["c1", "f1"])
    #expect(squares(planes[3]) == ["a1", "h1"])
    #expect(squares(planes[4]) == ["d1"])
    #expect(squares(planes[5]) == ["e1"])
    #expect(squares(planes[11]) == ["e8"])
    for plane in 12..<112 { #expect(planes[plane].allSatisfy { $0 == 0 }, "plane \(plane)") }
    #expect(planes[112].allSatisfy { $0 == 1 })
    #expect(planes[113].allSatisfy { $0 == 0 })
    for plane in 114..<118 { #expect(planes[plane].allSatisfy { $0 == 1 }) }
    #expect(planes[118].allSatisfy { $0 == 0 })
  }

  @Test func `Black sees the board with ranks reversed, own pieces first`() throws {
    var state = Chess().initialState(seed: 0)
    for move in ["e2e4", "c7c5", "e1e2"] { _ = state.apply(try state.action(for: move)) }
    let planes = observe(state)
    #expect(planes[5][4] == 1)
    #expect(squares(planes[0], blackView: true).contains("c5"))
    #expect(squares(planes[6], blackView: true).contains("e4"))
    // One step back White's king was still at home.
    #expect(squares(planes[14 + 11], blackView: true) == ["e1"])
    #expect(squares(planes[11], blackView: true) == ["e2"])
    #expect(planes[112].allSatisfy { $0 == 0 })
    #expect(planes[113].allSatisfy { $0 == 3 / 512 })
    #expect(planes[114][0] == 1 && planes[115][0] == 1)
    #expect(planes[116][0] == 0 && planes[117][0] == 0)
    #expect(planes[118].allSatisfy { $0 == 1 / 100 })
  }

  @Test func `history and repetitions are those of the games's past`() throws {
    var state = Chess(draws: .automatic).initialState(seed: 0)
    var boards: [ChessState] = [state]
    let moves = ["g1f3", "g8f6", "f3g1", "f6g8"]
    for ply in 0..<11 {
      _ = state.apply(try state.action(for: moves[ply % 4]))
      boards.append(state)
    }
    let planes = observe(state, as: .first)
    for step in 0..<8 {
      let past = observe(boards[11 - step], as: .first)
      for plane in 0..<14 { #expect(planes[14 * step + plane] == past[plane], "step \(step)") }
      let earlier = (11 - step) / 4
      #expect(past[12].allSatisfy { $0 == (earlier >= 1 ? 1 : 0) })
      #expect(past[13].allSatisfy { $0 == (earlier >= 2 ? 1 : 0) })
    }
  }

  @Test func `a history of 100 steps begins with the 8 of the short one`() throws {
    let long = Chess(draws: .automatic, historyLength: 100)
    #expect(long.specification.observationShape.channels == 1407)
    var state = long.initialState(seed: 0)
    var short = Chess(draws: .automatic).initialState(seed: 0)
    var random = CounterRandom(seed: 5, stream: .playout)
    var views: [[[Float]]] = []
    for _ in 0..<60 where !state.isTerminal {
      views.append(observe(short, as: .first))
      let actions = state.legalActions
      let action = actions[random.below(actions.count)]
      _ = state.apply(action)
      _ = short.apply(action)
    }
    views.append(observe(short, as: .first))
    let planes = observe(state, as: .first, planes: 1407)
    for step in 0..<100 {
      let past = step < views.count ? views[views.count - 1 - step] : []
      for plane in 0..<14 {
        let expected = past.isEmpty ? [Float](repeating: 0, count: 64) : past[plane]
        #expect(planes[14 * step + plane] == expected, "step \(step)")
      }
    }
    #expect(Array(planes[1400...]) == Array(observe(short, as: .first)[112...]))
  }
}
