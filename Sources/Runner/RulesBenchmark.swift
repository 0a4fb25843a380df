import ExternalGames
package import GameProtocol

/// Measures how fast the rules of a game are.
package struct RulesBenchmark<G: Game> {
  private let game: G
  private let name: String
  /// Positions of random games, from the first to the last ply.
  private let sample: [G.State]
  private let runs: Int
  private let seconds: Double
  /// A game of another process takes hardly any time of this one's.
  private let clock: Measurement.Clock

  /// Prepares the measurements.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - runs: How many times each figure is measured.
  ///   - seconds: The shortest time of a run.
  package init(_ game: G, runs: Int = 5, seconds: Double = 0.2) {
    self.game = game
    self.runs = runs
    self.seconds = seconds
    name = game.specification.name
    clock = game is ProcessGame ? .wall : .processor
    // So that a piece of work does not take much longer than a run should.
    let count = clock == .wall ? 32 : 512
    var sample: [G.State] = []
    var number: UInt64 = 0
    while sample.count < count {
      var random = CounterRandom(seed: 0, stream: .playout, game: number)
      var state = game.initialState(seed: number)
      var legal: [Action] = []
      while true {
        legal.removeAll(keepingCapacity: true)
        state.appendLegalActions(to: &legal)
        if legal.isEmpty || sample.count == count { break }
        sample.append(state)
        _ = state.apply(legal[random.below(legal.count)])
      }
      number += 1
    }
    self.sample = sample
  }

  /// Measures everything.
  ///
  /// - Parameter report: Takes each figure when it is there.
  /// - Returns: All figures.
  /// - Throws: What `report` throws.
  package func measure<Failure: Error>(
    _ report: (Measurement) throws(Failure) -> Void
  ) throws(Failure) -> [Measurement] {
    let figures: [() -> Measurement?] = [
      randomGames, randomMoves, legalMoves, moves, observations, copies, treeSpeed, listingSpeed,
      perftSpeed,
    ]
    var measured: [Measurement] = []
    for figure in figures {
      guard let figure = figure() else { continue }
      measured.append(figure)
      try report(figure)
    }
    return measured
  }

  /// How wide the columns of a table of these figures are.
  package var columnWidths: [Int] {
    [full("positions, moved to and listed, depth 10").count, 14, 11, 6, 4]
  }

  private func full(_ what: String) -> String {
    "\(name) \(what)" + (clock == .wall ? ", by the clock" : "")
  }

  private func rate(_ what: String, _ unit: String, _ work: () -> Int) -> Measurement {
    .rate(full(what), unit, runs: runs, seconds: seconds, by: clock, work)
  }

  private func randomGames() -> Measurement {
    rate("random games", "games/s", randomPlay { games, _ in games })
  }

  private func randomMoves() -> Measurement {
    rate("moves of random games", "moves/s", randomPlay { _, plies in plies })
  }

  /// Work that plays random games.
  ///
  /// - Parameter count: What is counted, of the games and of the plies played.
  /// - Returns: The work.
  private func randomPlay(counting count: @escaping (Int, Int) -> Int) -> () -> Int {
    // Asked once, because asking costs more than a short game.
    if let start = game.initialState(seed: 0) as? any Playouts {
      return playouts(from: start, counting: count)
    }
    var number: UInt64 = 0
    var buffer: [Action] = []
    return {
      var random = CounterRandom(seed: 1, stream: .playout, game: number)
      var state = game.initialState(seed: number)
      let plies = playOut(&state, using: &random, buffer: &buffer)
      number += 1
      return count(1, plies)
    }
  }

  private func playouts<State: Playouts>(
    from start: State, counting count: @escaping (Int, Int) -> Int
  ) -> () -> Int {
    var number: UInt64 = 0
    return {
      var plies = 0
      for _ in 0..<16 {
        var random = CounterRandom(seed: 1, stream: .playout, game: number)
        var state = start
        state.reseed(number)
        plies += state.playOut(using: &random)
        number += 1
      }
      return count(16, plies)
    }
  }

  private func legalMoves() -> Measurement {
    var buffer: [Action] = []
    return rate("legal move lists", "positions/s") {
      var count = 0
      for state in sample {
        buffer.removeAll(keepingCapacity: true)
        state.appendLegalActions(to: &buffer)
        count += buffer.count
      }
      keep(count)
      return sample.count
    }
  }

  private func moves() -> Measurement {
    let actions = sample.map { $0.legalActions[0] }
    var slots = sample
    return rate("copies with a move made", "moves/s") {
      var total: Float = 0
      for index in sample.indices {
        slots[index] = sample[index]
        total += slots[index].apply(actions[index]).reward
      }
      keep(total)
      return sample.count
    }
  }

  private func observations() -> Measurement {
    var planes = [Float](repeating: 0, count: game.specification.observationShape.count)
    return rate("observations", "positions/s") {
      var span = planes.mutableSpan
      for state in sample { state.observe(as: state.playerToMove, into: &span) }
      return sample.count
    }
  }

  private func copies() -> Measurement {
    var slots = sample
    return rate("copies", "states/s") {
      for index in sample.indices { slots[index] = sample[sample.count - 1 - index] }
      keep(slots.count)
      return sample.count
    }
  }

  /// What a search pays for a position: a state is copied, an action taken and all answers listed.
  private func treeSpeed() -> Measurement {
    let start = game.initialState(seed: 0)
    let most: UInt64 = game.specification.copying == .cheap ? 50_000 : 1
    // The depth is part of what is measured, so it depends on the speed of slow games only.
    let isTimed = clock == .wall || game.specification.isSlow
    var depth = 1
    var time = 0.0
    while depth < 16, !isTimed || time < seconds / 4 {
      let before = clock.seconds
      if !(1..<most).contains(perft(of: start, depth: depth + 1)) { break }
      time = clock.seconds - before
      depth += 1
    }
    var buffers = [[Action]](repeating: [], count: depth + 1)
    return rate("positions, moved to and listed, depth \(depth)", "positions/s") {
      Self.visit(start, depth, &buffers)
    }
  }

  /// The same by the rules alone: no history, no order of actions; `nil` where the game has
  /// no such walk.
  private func listingSpeed() -> Measurement? {
    guard let start = game.initialState(seed: 0) as? any PositionListing else { return nil }
    var depth = 1
    while depth < 16, start.perft(depth: depth + 1) < 50_000 { depth += 1 }
    return rate("positions, moved to and listed by the rules alone, depth \(depth)", "positions/s")
    {
      Int(start.listedPositionCount(depth: depth))
    }
  }

  /// Lists the actions of every position down to a depth.
  ///
  /// - Returns: The number of positions.
  private static func visit(_ state: G.State, _ depth: Int, _ buffers: inout [[Action]]) -> Int {
    buffers[depth].removeAll(keepingCapacity: true)
    state.appendLegalActions(to: &buffers[depth])
    var count = 1
    if depth == 0 { return count }
    for index in buffers[depth].indices {
      var next = state
      _ = next.apply(buffers[depth][index])
      count += visit(next, depth - 1, &buffers)
    }
    return count
  }

  private func perftSpeed() -> Measurement {
    let start = game.initialState(seed: 0)
    var depth = 1
    // Deep enough that one count takes a good part of a run.
    while depth < 64 {
      let before = clock.seconds
      let count = perft(of: start, depth: depth)
      if clock.seconds - before > seconds / 4 || count == 0 { break }
      depth += 1
    }
    if perft(of: start, depth: depth) == 0 { depth -= 1 }
    return rate("perft, depth \(depth)", "leaves/s") { Int(perft(of: start, depth: depth)) }
  }
}
