import Testing

@testable import Runs

@Suite struct FailureTests {
  private struct Broken: Error, Equatable {
    let number: Int
  }

  @Test func `the first error is kept and thrown again`() throws {
    let failure = Failure()
    #expect(!failure.hasHappened)
    #expect(throws: Never.self) { try failure.rethrow() }
    #expect(throws: Broken(number: 1)) { try failure.watch { throw Broken(number: 1) } }
    #expect(failure.hasHappened)
    #expect(throws: Broken(number: 2)) { try failure.watch { throw Broken(number: 2) } }
    #expect(throws: Broken(number: 1)) { try failure.rethrow() }
  }

  @Test func `an interruption is no failure`() {
    let failure = Failure()
    #expect(throws: RunInterrupted.self) { try failure.watch { throw RunInterrupted() } }
    #expect(!failure.hasHappened)
  }

  @Test func `what goes well is passed on`() throws {
    #expect(try Failure().watch { 7 } == 7)
  }
}
