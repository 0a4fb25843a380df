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
  ///   - folder: The current folder of the program; that of the tests unless given.
  ///   - environment: Variables to set beside those of the tests.
  /// - Returns: What came out.
  /// - Throws: An error if the program cannot be started.
  static func run(
    _ arguments: [String], input: Data = Data(), in folder: URL? = nil,
    environment: [String: String] = [:]
  ) throws -> Finished {
    let files = try TemporaryFolder()
    // Files rather than pipes: nothing can block, whatever the sizes.
    let paths = try ["input", "output", "errors"].map {
      try files.write($0 == "input" ? input : Data(), to: $0)
    }
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = FileHandle(forReadingAtPath: paths[0])
    process.standardOutput = FileHandle(forWritingAtPath: paths[1])
    process.standardError = FileHandle(forWritingAtPath: paths[2])
    try process.run()
    process.waitUntilExit()
    func text(_ path: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    }
    return Finished(
      status: process.terminationStatus, output: try text(paths[1]), errors: try text(paths[2]))
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
