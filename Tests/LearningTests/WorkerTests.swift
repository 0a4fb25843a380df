import Learning
import Synchronization
import Testing

@Suite struct WorkerTests {
  private struct Failure: Error {}

  @Test func `work runs on a thread of its own and gives its result`() throws {
    let worker = Worker("test") { 6 * 7 }
    #expect(try worker.wait() == 42)
    // A result can be asked for again.
    #expect(try worker.wait() == 42)
  }

  @Test func `an error reaches the one who waits`() {
    let worker = Worker<Int>("test") { throw Failure() }
    #expect(throws: Failure.self) { try worker.wait() }
  }

  @Test func `all are waited for although one fails`() {
    let finished = Mutex(0)
    let workers = (0..<4).map { index in
      Worker<Int>("test-\(index)") {
        if index == 1 { throw Failure() }
        var sum = 0
        for number in 0..<100_000 { sum &+= number ^ index }
        finished.withLock { $0 += 1 }
        return sum
      }
    }
    #expect(throws: Failure.self) { try Worker.waitForAll(workers) }
    #expect(finished.withLock { $0 } == 3)
  }
}
