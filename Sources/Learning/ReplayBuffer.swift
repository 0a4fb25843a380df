import GameProtocol
import Glibc

/// The games that training draws from: all of them on disk, the newest in memory.
///
/// Games may be appended in any order, as workers finish them. They become visible in the order
/// of their numbers, by `advance(toGame:)`, so that what a training step draws is a function of the
/// recorded games, the seed and the step, whatever the number of workers and however often the run
/// was killed and resumed.
public final class ReplayBuffer {
  /// What to do about damaged bytes in the middle of a shard.
  public enum DamagePolicy: Hashable, Sendable {
    /// Throw an error that names shard and byte.
    case refuse
    /// Leave them out with a note; the window may then have gaps.
    case skip
  }

  /// A drawn position must have a chance: the smallest priority.
  ///
  /// Source: Ye et al., "Mastering Atari games with limited data", 2021, appendix A.4.
  public static let smallestPriority: Float = 1e-6

  /// How much is remembered, and how positions are drawn.
  public let configuration: ReplayConfiguration

  /// The number of the first game that is not yet visible.
  public private(set) var gameLimit: UInt64 = 0

  private let damage: DamagePolicy
  private var shards: ReplayShards
  private var pending: [UInt64: GameRecord] = [:]
  private var games: [GameRecord] = []
  private var digests: [ContentDigest] = []
  /// The first position of each game in the window, and the number of all: one more than games.
  private var starts: [Int] = [0]
  private var priorities: [Float] = []
  private var tree = SumTree([])

  /// Opens a folder of recorded games, made if it is missing.
  ///
  /// A record that was being written when the program was killed is cut off, with a note.
  ///
  /// - Parameters:
  ///   - folder: The path of the folder.
  ///   - game: Which game the records must be of.
  ///   - configuration: How much is remembered, and how positions are drawn.
  ///   - damage: What to do about damaged bytes in the middle of a shard.
  /// - Throws: `ReplayError` if a shard cannot be read, or damage is refused.
  public convenience init(
    folder: String, game: GameIdentity, configuration: ReplayConfiguration,
    damage: DamagePolicy = .refuse
  ) throws(ReplayError) {
    try self.init(
      folder: folder, game: game, configuration: configuration, damage: damage,
      open: SystemFile.make)
  }

  init(
    folder: String, game: GameIdentity, configuration: ReplayConfiguration,
    damage: DamagePolicy, open: @escaping ReplayShards.Opener
  ) throws(ReplayError) {
    self.configuration = configuration
    self.damage = damage
    shards = try ReplayShards(
      folder: folder, game: game, shardSize: configuration.shardSize,
      damage: damage, open: open)
  }

  /// What was found wrong, and mended, when the folder was opened.
  public var notes: [ReplayNote] { shards.notes }

  /// How many games are recorded, visible or not.
  public var recordedGameCount: Int { shards.entries.count }

  /// How many games are in the window.
  public var gameCount: Int { games.count }

  /// How many positions are in the window, `N`, those of random openings left out.
  public var positionCount: Int { starts[games.count] }

  /// Whether a game is recorded, so that a resumed run need not play it again.
  ///
  /// - Parameter id: The number of the game.
  /// - Returns: Whether its record is on disk.
  public func contains(game id: UInt64) -> Bool { shards.entries[id] != nil }

  /// How many plies some recorded games have together, those of random openings included.
  ///
  /// - Parameter games: The numbers of the games; those that are not recorded count nothing.
  /// - Returns: The number of plies.
  public func recordedPlyCount(of games: Range<UInt64>) -> Int {
    games.reduce(0) { $0 + Int(shards.entries[$1]?.plyCount ?? 0) }
  }

  /// The game at a place in the window.
  ///
  /// - Parameter slot: In `0..<gameCount`, the oldest first.
  /// - Returns: Its record.
  public func record(at slot: Int) -> GameRecord { games[slot] }

  /// Writes a finished game to disk.
  ///
  /// A game that is recorded already, with the same content, is not written again.
  ///
  /// - Parameter record: The game.
  /// - Throws: `ReplayError`: `diskFull`, after which everything recorded before is still there and
  ///   the call may be repeated; `conflictingRecord` for a second, different record of a game.
  public func append(_ record: GameRecord) throws(ReplayError) {
    try shards.append(record)
    if record.gameID >= gameLimit { pending[record.gameID] = record }
  }

  /// Waits until every recorded game is safe from a failure of the machine.
  ///
  /// - Throws: `ReplayError` if the system cannot do it.
  public func synchronize() throws(ReplayError) {
    try shards.synchronize()
  }

  /// Moves the window so that it ends with the game before a number.
  ///
  /// - Parameter limit: The number of the first game that stays invisible.
  /// - Throws: `ReplayError.missingGame` if a game of the window is not recorded and no damage was
  ///   left out; the window is then what it was.
  public func advance(toGame limit: UInt64) throws(ReplayError) {
    let ids = try windowGames(before: limit)
    var kept: [UInt64: Int] = [:]
    for (slot, game) in games.enumerated() { kept[game.gameID] = slot }
    var newGames: [GameRecord] = []
    var newDigests: [ContentDigest] = []
    var newStarts = [0]
    var newPriorities: [Float] = []
    let isPrioritised = configuration.sampling != .uniform
    for id in ids {
      guard let entry = shards.entries[id] else { throw .missingGame(id) }
      let oldSlot = kept[id]
      let record: GameRecord
      if let oldSlot {
        record = games[oldSlot]
      } else if let known = pending[id] {
        record = known
      } else {
        record = try shards.record(entry, game: id)
      }
      if isPrioritised, let oldSlot {
        newPriorities += priorities[starts[oldSlot]..<starts[oldSlot + 1]]
      } else if isPrioritised {
        for ply in record.openingPlyCount..<record.plyCount {
          newPriorities.append(initialPriority(record, ply))
        }
      }
      newStarts.append(
        newStarts[newStarts.count - 1] + record.plyCount - record.openingPlyCount)
      newGames.append(record)
      newDigests.append(entry.digest)
    }
    games = newGames
    digests = newDigests
    starts = newStarts
    priorities = newPriorities
    gameLimit = limit
    pending = pending.filter { $0.key >= limit }
    rebuildTree()
  }

  /// Draws the positions of a training batch, with replacement.
  ///
  /// - Parameters:
  ///   - seed: The seed of the run.
  ///   - step: The training step.
  ///   - count: The size of the batch, `B`.
  ///   - samples: Receives the positions in place of what it held.
  /// - Precondition: The window is not empty.
  public func sample(seed: UInt64, step: UInt64, count: Int, into samples: inout [PositionSample]) {
    precondition(positionCount > 0, "there is nothing to draw from")
    var random = CounterRandom(seed: seed, stream: .batch, ply: step)
    samples.removeAll(keepingCapacity: true)
    for _ in 0..<count {
      switch configuration.sampling {
      case .uniform:
        samples.append(sample(position: random.below(positionCount), weight: 1))
      case .prioritised(_, let beta):
        let position = tree.index(at: random.uniform() * tree.total)
        let expected = Double(positionCount) * tree[position] / tree.total
        samples.append(
          sample(position: position, weight: Float(pow(expected, -Double(beta)))))
      }
    }
    guard configuration.dividesByLargestWeight else { return }
    let largest = samples.reduce(0) { max($0, $1.weight) }
    for index in samples.indices { samples[index].weight /= largest }
  }

  /// The probability with which a position is drawn.
  ///
  /// - Parameter position: Its place in the window, in `0..<positionCount`.
  /// - Returns: P(i), which sums to 1 over the window.
  public func probability(of position: Int) -> Double {
    switch configuration.sampling {
    case .uniform: 1 / Double(positionCount)
    case .prioritised: tree[position] / tree.total
    }
  }

  /// Gives drawn positions the priorities that training found for them.
  ///
  /// Of two samples of one position the later counts. A number that is not finite, as after a
  /// diverged step, leaves the priority as it was. Uniform sampling ignores all of them.
  ///
  /// - Parameters:
  ///   - samples: Positions drawn since the window last moved.
  ///   - values: Their new priorities |value − target|, one each.
  public func updatePriorities(of samples: [PositionSample], to values: [Float]) {
    precondition(samples.count == values.count, "one priority a sample")
    guard case .prioritised(let alpha, _) = configuration.sampling else { return }
    for (sample, value) in zip(samples, values) where value.isFinite {
      let priority = max(abs(value), Self.smallestPriority)
      priorities[sample.position] = priority
      tree[sample.position] = pow(Double(priority), Double(alpha))
    }
  }

  /// The priorities of the window's positions, the oldest first; empty in uniform sampling.
  ///
  /// Together with the recorded games and `gameLimit` they are the whole state of the buffer.
  public var exportedPriorities: [Float] { priorities }

  /// Takes back what was exported for the same window.
  ///
  /// - Parameter values: The priorities of the window's positions.
  /// - Throws: `ReplayError.foreignPriorities` if they cannot be of this window.
  public func importPriorities(_ values: [Float]) throws(ReplayError) {
    guard values.count == priorities.count else {
      throw .foreignPriorities(
        found: "\(values.count) positions", expected: "\(priorities.count)")
    }
    for value in values where !(value >= Self.smallestPriority && value.isFinite) {
      throw .foreignPriorities(found: "\(value)", expected: "\(Self.smallestPriority) or more")
    }
    priorities = values
    rebuildTree()
  }

  /// A digest of the window: every record in it and every priority, in order.
  public var contentDigest: ContentDigest {
    var builder = DigestBuilder()
    builder.append(UInt64(games.count))
    for digest in digests { builder.append(digest) }
    for priority in priorities { builder.append(priority.bitPattern) }
    return builder.finish()
  }

  private func initialPriority(_ record: GameRecord, _ ply: Int) -> Float {
    let target = configuration.returns.value(of: record, at: ply) ?? record.rootValues[ply]
    return max(abs(record.rootValues[ply] - target), Self.smallestPriority)
  }

  private func rebuildTree() {
    guard case .prioritised(let alpha, _) = configuration.sampling else { return }
    tree = SumTree(priorities.map { pow(Double($0), Double(alpha)) })
  }

  /// The games of the window that ends before a number, the oldest first.
  private func windowGames(before limit: UInt64) throws(ReplayError) -> [UInt64] {
    var ids: [UInt64] = []
    var positions = 0
    var id = limit
    while id > 0 {
      if case .games(let count) = configuration.window, ids.count == count { break }
      id -= 1
      guard let entry = shards.entries[id] else {
        if damage == .skip { continue }
        throw .missingGame(id)
      }
      positions += Int(entry.plyCount)
      if case .positions(let count) = configuration.window, positions > count, !ids.isEmpty {
        break
      }
      ids.append(id)
    }
    return ids.reversed()
  }

  private func sample(position: Int, weight: Float) -> PositionSample {
    // The last game whose first position is not behind the drawn one.
    var low = 0
    var high = games.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if starts[middle] <= position { low = middle } else { high = middle - 1 }
    }
    return PositionSample(
      slot: low, gameID: games[low].gameID,
      ply: games[low].openingPlyCount + position - starts[low], position: position,
      weight: weight)
  }
}

extension Sequence where Element == PositionSample {
  /// A digest of which positions were drawn, in order, with their weights.
  public var digest: ContentDigest {
    var builder = DigestBuilder()
    for sample in self {
      builder.append(sample.gameID)
      builder.append(UInt32(truncatingIfNeeded: sample.ply))
      builder.append(sample.weight.bitPattern)
    }
    return builder.finish()
  }
}
