import Foundation

/// What a run of the program gave.
struct Finished: Equatable {
  /// The exit status; the number of the signal if one ended it.
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
    try ProgramSession(arguments, input: input, in: folder, environment: environment).finish()
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
