import ArgumentParser
import FoundationEssentials

/// `doctor`: what is there and what is missing.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what is installed, what is missing, and how to get it.",
    discussion: """
      Playing, analysing and evaluating need the inference plan of oneDNN; only training needs \
      LibTorch. Exit status: 0 if nothing is missing, 1 otherwise.

      With --json: a list of {"name", "state": "ok" | "warning" | "missing", "detail", "remedy"}.
      """)

  @Flag(help: "Print a JSON list with an object for each finding.")
  var json = false

  func run() throws {
    let findings = Doctor.examine(project: FileManager.default.currentDirectoryPath)
    if json {
      try Output.result(.array(findings.map(\.document)))
    } else {
      try Output.result(Doctor.text(findings))
    }
    if findings.contains(where: { $0.state == .missing }) { throw Failure("", .failed) }
  }
}
