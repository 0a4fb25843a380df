import Testing

@testable import ExternalGames

@Suite struct ProcessErrorTests {
  @Test(arguments: [
    ProcessError.notStarted(command: "x", reason: "y"), .gone(how: "x", wrote: ""),
    .silent(operation: "STEP", seconds: 1, wrote: ""),
    .badFrame(operation: "STEP", found: "x", expected: "y"), .wrongVersion(found: 2, expected: 1),
    .badFacts("x"), .badMemory(found: "x", expected: "y"),
  ])
  func `a server whose conversation is lost is started again`(_ error: ProcessError) {
    #expect(error.isServerLost)
  }

  @Test(arguments: [
    ProcessError.badPosition(found: "x", expected: "y"), .refused(operation: "TEXT", text: "x"),
    .failed(text: "x"), .notRepeatable(how: "x"),
  ])
  func `a server whose game went wrong goes on`(_ error: ProcessError) {
    #expect(!error.isServerLost)
  }

  @Test func `what the server wrote is told after the reason, if anything`() {
    #expect(
      ProcessError.gone(how: "it ended", wrote: "").description == "the server is gone: it ended")
    #expect(
      ProcessError.gone(how: "it ended", wrote: "a\nb").description
        == "the server is gone: it ended; it wrote:\na\nb")
    #expect(
      ProcessError.silent(operation: "STEP", seconds: 0.5, wrote: "a").description
        == "the server did not answer STEP within 0.5 s; it wrote:\na")
  }
}
