import Learning
import Synchronization

/// The replay buffer of a run, as its threads share it.
///
/// Self-play appends under a lock. The learner reads the window without one: appending never touches
/// the window, and the window only moves between generations, when no thread works.
final class SharedBuffer: @unchecked Sendable {
  private let buffer: ReplayBuffer
  private let writing = Mutex(())

  init(_ buffer: ReplayBuffer) {
    self.buffer = buffer
  }

  /// Writes a finished game to disk.
  func append(_ record: GameRecord) throws(ReplayError) {
    try writing.withLock { _ throws(ReplayError) in try buffer.append(record) }
  }

  /// Whether a game is recorded already.
  func contains(_ game: UInt64) -> Bool {
    writing.withLock { _ in buffer.contains(game: game) }
  }

  /// Gives the learner the window.
  func withWindow<Result>(_ body: (ReplayBuffer) throws -> Result) rethrows -> Result {
    try body(buffer)
  }

  // Between generations:

  var gameCount: Int { buffer.gameCount }
  var contentDigest: ContentDigest { buffer.contentDigest }
  var priorities: [Float] { buffer.exportedPriorities }

  func plyCount(of games: Range<UInt64>) -> Int { buffer.recordedPlyCount(of: games) }
  func synchronize() throws(ReplayError) { try buffer.synchronize() }
  func advance(toGame limit: UInt64) throws(ReplayError) { try buffer.advance(toGame: limit) }
}
