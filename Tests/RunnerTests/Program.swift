import Foundation

/// What a run of the program gave.
struct Finished: Equatable {
  /// The exit status.
  var status: Int32
  /// Standard output.
  var output: String
  /// Standard error.
  var errors: String

  /// The lines of standard output.
  var lines: [String] {
    output.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

/// The built `tesuji` program.
enum Program {
  /// Runs the program to its end.
  ///
  /// - Parameters:
  ///   - arguments: The command line after the program's name.
  ///   - input: Standard input.
  ///   - environment: Variables to set beside those of the tests.
  /// - Returns: What came out.
  /// - Throws: An error if the program cannot be started.
  static func run(
    _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws -> Finished {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "tesuji-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files rather than pipes: nothing can block, whatever the sizes.
    let files = try ["input", "output", "errors"].map { name in
      let file = folder.appending(path: name)
      try (name == "input" ? input : Data()).write(to: file)
      return file
    }
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    return Finished(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }

  /// Runs the program to its end, with lines of text as standard input.
  static func run(_ arguments: [String], lines: [String]) throws -> Finished {
    try run(arguments, input: Data(lines.map { $0 + "\n" }.joined().utf8))
  }

  /// The program lies beside the bundle of the tests.
  static func executable() throws -> URL {
    struct NotBuilt: Error, CustomStringConvertible {
      let description = "the program 'tesuji' is not beside the test bundle: run 'swift build'"
    }
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path().count > 1 {
      folder.deleteLastPathComponent()
      let program = folder.appending(path: "tesuji")
      if FileManager.default.isExecutableFile(atPath: program.path()) { return program }
    }
    throw NotBuilt()
  }
}
