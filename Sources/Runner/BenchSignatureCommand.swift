import ArgumentParser

/// `bench signature`: the fingerprint of search.
struct BenchSignatureCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signature",
    abstract: "Print a number that changes when search behaves differently.",
    discussion: """
      It is the same on every machine and for every build. A change that alters it names the new \
      value in its commit message.
      """)

  @Flag(help: "Print a JSON list with one object.")
  var json = false

  func run() throws {
    let value = try Signature().value
    if json {
      let measurement = Measurement("signature", [Double(value)], "digest")
      try Output.result(.array([measurement.document]))
    } else {
      try Output.result("\(value)")
    }
  }
}
