import Testing

@testable import Engines

@Suite struct TimeManagementTests {
  private let management = TimeManagement(moveOverhead: .milliseconds(50))

  @Test func `without an increment each expected move gets an equal share`() {
    let clock = Clock(remaining: .seconds(60))
    #expect(management.budget(for: clock, movesToCome: 30) == .seconds(2))
  }

  @Test func `three quarters of the increment are spent on the move before it`() {
    let clock = Clock(remaining: .seconds(60), increment: .seconds(4))
    #expect(management.budget(for: clock, movesToCome: 30) == .seconds(5))
  }

  @Test func `the moves to the next time control are what the time is for`() {
    let clock = Clock(remaining: .seconds(60), movesToGo: 4)
    #expect(management.budget(for: clock, movesToCome: 30) == .seconds(15))
    let last = Clock(remaining: .seconds(60), movesToGo: 1)
    #expect(management.budget(for: last, movesToCome: 30) == .milliseconds(59_950))
  }

  @Test func `byoyomi is spent in full, less the overhead`() {
    let overtime = Clock(byoyomi: .seconds(10))
    #expect(management.budget(for: overtime, movesToCome: 30) == .milliseconds(9_950))
    let both = Clock(remaining: .seconds(60), byoyomi: .seconds(10))
    #expect(management.budget(for: both, movesToCome: 30) == .seconds(12))
  }

  @Test func `a move never takes what the clock does not have`() {
    let increment = Clock(remaining: .milliseconds(60), increment: .seconds(100))
    #expect(management.budget(for: increment, movesToCome: 30) == .milliseconds(10))
    for clock in [Clock(), Clock(remaining: .seconds(-5)), Clock(remaining: .milliseconds(50))] {
      #expect(management.budget(for: clock, movesToCome: 1) == TimeManagement.least)
    }
  }

  @Test(arguments: [1, 10, 1000, 60_000]) func `a clock never runs out, however long the game`(
    milliseconds: Int
  ) {
    var remaining = Duration.milliseconds(milliseconds) + .seconds(1)
    let length = GameLength(plies: 120, leastMoves: 25)
    for ply in stride(from: 0, to: 2000, by: 2) {
      let budget = management.budget(
        for: Clock(remaining: remaining, increment: .milliseconds(60)),
        movesToCome: length.movesToCome(after: ply))
      // The overhead is lost with each move, at worst.
      remaining -= budget + .milliseconds(50)
      #expect(remaining > .milliseconds(-1), "ply \(ply)")
      remaining += .milliseconds(60)
    }
  }

  @Test func `a move time of its own is kept but for the overhead`() {
    #expect(management.budget(forMoveTime: .seconds(1)) == .milliseconds(950))
    #expect(management.budget(forMoveTime: .milliseconds(20)) == TimeManagement.least)
  }

  @Test func `fewer moves are expected the longer the game has been`() {
    let length = GameLength(plies: 120, leastMoves: 25)
    #expect(length.movesToCome(after: 0) == 60)
    #expect(length.movesToCome(after: 40) == 40)
    #expect(length.movesToCome(after: 119) == 25)
    #expect(GameLength(plies: 4, leastMoves: 0).movesToCome(after: 9) == 1)
  }

  @Test func `absolute time runs down`() {
    var clock = GameClock(.canadian(main: .seconds(60), period: .zero, moves: 0))
    #expect(clock.clock == Clock(remaining: .seconds(60)))
    clock.spend(.seconds(45))
    #expect(clock.clock == Clock(remaining: .seconds(15)))
    clock.set(.seconds(9), stones: 0)
    #expect(clock.clock == Clock(remaining: .seconds(9)))
  }

  @Test func `Canadian overtime is for a number of stones and begins anew`() {
    var clock = GameClock(.canadian(main: .seconds(5), period: .seconds(30), moves: 3))
    #expect(clock.clock == Clock(remaining: .seconds(5), byoyomi: .seconds(10)))
    clock.spend(.seconds(6))
    #expect(clock.clock == Clock(remaining: .seconds(30), movesToGo: 3))
    clock.spend(.seconds(10))
    #expect(clock.clock == Clock(remaining: .seconds(20), movesToGo: 2))
    clock.spend(.seconds(10))
    clock.spend(.seconds(9))
    #expect(clock.clock == Clock(remaining: .seconds(30), movesToGo: 3))
    clock.set(.seconds(7), stones: 2)
    #expect(clock.clock == Clock(remaining: .seconds(7), movesToGo: 2))
  }

  @Test func `overtime without main time begins with the game`() {
    let clock = GameClock(.canadian(main: .zero, period: .seconds(30), moves: 5))
    #expect(clock.clock == Clock(remaining: .seconds(30), movesToGo: 5))
  }

  @Test func `overtime without stones means no limit`() {
    #expect(GameClock(.none).clock == nil)
    #expect(GameClock(.canadian(main: .zero, period: .seconds(1), moves: 0)).clock == nil)
  }

  @Test func `in Japanese byoyomi the time that is left is that of the move`() {
    var clock = GameClock(.byoyomi(main: .seconds(60), period: .seconds(30), periods: 5))
    #expect(clock.clock == Clock(remaining: .seconds(60), byoyomi: .seconds(30)))
    clock.set(.seconds(30), stones: 5)
    #expect(clock.clock == Clock(byoyomi: .seconds(30)))
  }
}
