import Runner
import Testing

@Suite struct SignatureTests {
  @Test func `the signature is a function of the code alone`() throws {
    let value = try Signature().value
    #expect(try Signature().value == value)
    #expect(
      try Program.run(["bench", "signature"])
        == Finished(status: 0, output: "\(value)\n", errors: ""))
  }
}
