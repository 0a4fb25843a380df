import GameProtocol

/// What the positions of recorded games showed, so that a learner need not play a slow game again for
/// every sample.
///
/// Which games are kept changes no result: what is not there is found by playing the game again.
struct ObservationCache<G: Game> {
  /// One game: what each of its decisions showed.
  private struct Entry {
    /// `T` observations of `C * H * W` numbers.
    var observations: PackedNumbers
    /// The legal actions of all decisions, one after another.
    var legal: [Action] = []
    /// Where those of a decision end; `T` numbers.
    var legalEnds: [Int] = []

    var byteCount: Int { observations.byteCount + 4 * legal.count + 8 * legalEnds.count }
  }

  private let game: G
  private let limit: Int
  private let count: Int
  private var entries: [UInt64: Entry] = [:]
  /// The games that are kept, in the order in which they came.
  private var order: [UInt64] = []
  private(set) var byteCount = 0

  /// Makes an empty store.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - limit: The most bytes; a game that is larger than that is played again each time.
  init(of game: G, limit: Int) {
    self.game = game
    self.limit = limit
    count = game.specification.observationShape.count
  }

  /// Takes down what a position shows, and what is legal there.
  ///
  /// - Parameters:
  ///   - record: The game.
  ///   - ply: The position, a decision of the game.
  ///   - observation: `[C, H, W]`; every number is written.
  ///   - legal: The legal actions are added to it.
  mutating func read(
    _ record: GameRecord, at ply: Int, into observation: inout [Float], legal: inout [Action]
  ) {
    if let entry = entries[record.gameID] {
      copy(ply, of: entry, into: &observation, legal: &legal)
      return
    }
    // At a byte a number the least that the game could take.
    if record.plyCount * count > limit {
      look(at: record, ply, into: &observation, legal: &legal)
      return
    }
    let entry = replay(record, into: &observation)
    copy(ply, of: entry, into: &observation, legal: &legal)
    keep(entry, of: record.gameID)
  }

  private func copy(
    _ ply: Int, of entry: Entry, into observation: inout [Float], legal: inout [Action]
  ) {
    entry.observations.read(ply * count..<(ply + 1) * count, into: &observation)
    let start = ply == 0 ? 0 : entry.legalEnds[ply - 1]
    legal += entry.legal[start..<entry.legalEnds[ply]]
  }

  /// Plays a game to one position, which nothing is kept of.
  private func look(
    at record: GameRecord, _ ply: Int, into observation: inout [Float], legal: inout [Action]
  ) {
    var state = game.initialState(seed: record.startSeed)
    for action in record.actions[..<ply] { _ = state.apply(action) }
    show(state, of: record, at: ply, into: &observation, legal: &legal)
  }

  /// Takes down what a state shows.
  ///
  /// A game whose process fails is cut off where it was not when it was recorded; then the action that
  /// was taken is known to be legal.
  private func show(
    _ state: G.State, of record: GameRecord, at ply: Int, into observation: inout [Float],
    legal: inout [Action]
  ) {
    var planes = observation.mutableSpan
    state.observe(as: state.playerToMove, into: &planes)
    let known = legal.count
    state.appendLegalActions(to: &legal)
    if legal.count == known { legal.append(record.actions[ply]) }
  }

  private func replay(_ record: GameRecord, into observation: inout [Float]) -> Entry {
    var entry = Entry(observations: PackedNumbers(capacity: record.plyCount * count))
    var state = game.initialState(seed: record.startSeed)
    for (ply, action) in record.actions.enumerated() {
      show(state, of: record, at: ply, into: &observation, legal: &entry.legal)
      entry.observations.append(observation)
      entry.legalEnds.append(entry.legal.count)
      _ = state.apply(action)
    }
    return entry
  }

  /// Keeps a game, and drops those that came first until there is room for it.
  private mutating func keep(_ entry: Entry, of id: UInt64) {
    guard entry.byteCount <= limit else { return }
    var dropped = 0
    while byteCount + entry.byteCount > limit {
      byteCount -= entries.removeValue(forKey: order[dropped])?.byteCount ?? 0
      dropped += 1
    }
    order.removeFirst(dropped)
    order.append(id)
    byteCount += entry.byteCount
    entries[id] = entry
  }
}
