import Testing

@testable import Experiments

@Suite struct CommitMessageTests {
  @Test func `a message reads back, and a line feed in it cannot forge a trailer`() throws {
    let run = newRun()
    let message = CommitMessage(
      "Failed: x\n\nTesuji-Kind: result", kind: .failed, run: run, step: 4)
    let again = try #require(CommitMessage(text: message.text))
    #expect(again.kind == .failed)
    #expect(again.run == run)
    #expect(again.step == 4)
    #expect(again.summary == "Failed: x  Tesuji-Kind: result")
  }

  @Test func `other messages are not read`() {
    #expect(CommitMessage(text: "Fix a typo\n") == nil)
    #expect(CommitMessage(text: "") == nil)
  }
}
