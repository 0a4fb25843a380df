/// What a player's clock shows before a move.
public struct Clock: Hashable, Sendable {
  /// The time that is left; nothing where only `byoyomi` is.
  public var remaining: Duration
  /// What is added after every move.
  public var increment: Duration
  /// What every move may take once `remaining` is used up; what it leaves is lost.
  public var byoyomi: Duration
  /// The moves that `remaining` is for, or `nil` if for all that are to come.
  public var movesToGo: Int?

  /// Makes a clock.
  public init(
    remaining: Duration = .zero, increment: Duration = .zero, byoyomi: Duration = .zero,
    movesToGo: Int? = nil
  ) {
    self.remaining = remaining
    self.increment = increment
    self.byoyomi = byoyomi
    self.movesToGo = movesToGo
  }
}

/// How many moves of one's own a game is expected to last.
public struct GameLength: Hashable, Sendable {
  /// The plies of a usual game.
  public var plies: Int
  /// The fewest own moves to save time for, however long the game has been.
  public var leastMoves: Int

  /// Makes an expectation.
  public init(plies: Int, leastMoves: Int) {
    self.plies = plies
    self.leastMoves = leastMoves
  }

  /// The own moves to come after some plies, this one included.
  ///
  /// - Parameter played: The plies so far.
  /// - Returns: At least `leastMoves`, and 1.
  public func movesToCome(after played: Int) -> Int {
    max((plies - played) / 2, leastMoves, 1)
  }
}

/// How much of its clock a player spends on a move; the same in every protocol.
public struct TimeManagement: Hashable, Sendable {
  /// What passes between the engine's answer and the stop of its clock, kept in reserve.
  public var moveOverhead: Duration
  /// The least time for a move, spent even where the clock shows none.
  public static let least = Duration.milliseconds(1)
  /// The share of an increment that is spent on the move before it; the rest is saved.
  private static let incrementShare = 0.75

  /// Makes the rule.
  ///
  /// - Parameter moveOverhead: What passes between the engine's answer and the stop of its clock.
  public init(moveOverhead: Duration = .milliseconds(30)) {
    self.moveOverhead = moveOverhead
  }

  /// The time for a move.
  ///
  /// An equal share of what is left, most of the increment and all of the byoyomi: the share shrinks
  /// with what is left, so that a game that lasts longer than expected is never lost on time.
  ///
  /// - Parameters:
  ///   - clock: What the clock shows.
  ///   - moves: The own moves to come, for a clock that does not say how many its time is for.
  /// - Returns: The time, so that the clock is stopped before it runs out.
  public func budget(for clock: Clock, movesToCome moves: Int) -> Duration {
    let count = max(clock.movesToGo ?? moves, 1)
    let most = clock.remaining + clock.byoyomi - moveOverhead
    let share =
      clock.remaining / count + clock.increment * Self.incrementShare + clock.byoyomi
    return max(min(share, most), Self.least)
  }

  /// The time for a move that is given a time of its own.
  ///
  /// - Parameter time: What the move may take.
  /// - Returns: The time without the overhead.
  public func budget(forMoveTime time: Duration) -> Duration {
    max(time - moveOverhead, Self.least)
  }
}

/// The clock of one player under the time settings of GTP: main time, then overtime.
///
/// Source: Farnebäck, "Specification of the Go Text Protocol, version 2, draft 2", 2002, section 4.2
/// (absolute and Canadian); KGS, "kgsGtp" (`kgs-time_settings`, Japanese byoyomi).
public struct GameClock: Hashable, Sendable {
  /// How the time of a game is given.
  public enum Settings: Hashable, Sendable {
    /// No limit.
    case none
    /// Main time, then periods for a number of moves; without moves there is no overtime.
    case canadian(main: Duration, period: Duration, moves: Int)
    /// Main time, then a number of periods each of which is for one move and is lost if used up.
    case byoyomi(main: Duration, period: Duration, periods: Int)
  }

  private let settings: Settings
  private var remaining: Duration
  /// Moves to be made in this period of Canadian overtime; 0 in main time.
  private var movesLeft = 0

  /// Makes the clock of the start of a game.
  ///
  /// - Parameter settings: How time is given.
  public init(_ settings: Settings) {
    self.settings = settings
    switch settings {
    case .none: remaining = .zero
    case .canadian(let main, _, _), .byoyomi(let main, _, _): remaining = main
    }
    enterOvertime()
  }

  private mutating func enterOvertime() {
    guard case .canadian(_, let period, let moves) = settings, moves > 0, movesLeft == 0,
      remaining <= .zero
    else { return }
    remaining = period
    movesLeft = moves
  }

  /// Takes over what the controller says is left.
  ///
  /// - Parameters:
  ///   - time: The time.
  ///   - stones: The moves that it is for, in Japanese byoyomi the periods left; 0 in main time.
  public mutating func set(_ time: Duration, stones: Int) {
    remaining = time
    movesLeft = stones
    enterOvertime()
  }

  /// Takes the time of a move off the clock.
  ///
  /// - Parameter time: What the move took.
  public mutating func spend(_ time: Duration) {
    remaining -= time
    switch settings {
    case .none: break
    case .canadian:
      if movesLeft > 1 {
        movesLeft -= 1
      } else if movesLeft == 1 {
        // The period is over, and the next one begins.
        movesLeft = 0
        remaining = .zero
      }
      enterOvertime()
    case .byoyomi: remaining = max(remaining, .zero)
    }
  }

  /// What the clock shows, or `nil` if there is no limit.
  public var clock: Clock? {
    switch settings {
    case .none: return nil
    case .canadian(_, let period, let moves):
      // A period without moves to make in it means no limit.
      if moves == 0 && period > .zero { return nil }
      if movesLeft > 0 { return Clock(remaining: remaining, movesToGo: movesLeft) }
      return Clock(remaining: remaining, byoyomi: moves > 0 ? period / moves : .zero)
    case .byoyomi(_, let period, _):
      // In overtime the time that is left is that of this move.
      if movesLeft > 0 { return Clock(byoyomi: remaining) }
      return Clock(remaining: remaining, byoyomi: period)
    }
  }
}
