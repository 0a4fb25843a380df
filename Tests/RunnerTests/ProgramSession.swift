import Foundation

/// The program while it works, for tests that interrupt or kill it.
final class ProgramSession {
  private let process = Process()
  private let files: TemporaryFolder
  private let output: URL
  private let errors: URL

  /// Starts the program.
  ///
  /// - Parameters:
  ///   - arguments: The command line after the program's name.
  ///   - input: Standard input.
  ///   - folder: The current folder of the program; that of the tests unless given.
  ///   - environment: Variables to set beside those of the tests.
  ///   - fileLimit: The size that no file may grow beyond, in KiB, as if the disk were full then.
  /// - Throws: An error if the program cannot be started.
  init(
    _ arguments: [String], input: Data = Data(), in folder: URL? = nil,
    environment: [String: String] = [:], fileLimit: Int? = nil
  ) throws {
    let files = try TemporaryFolder()
    self.files = files
    // Files rather than pipes: nothing can block, whatever the sizes.
    let paths = try ["input", "output", "errors"].map {
      URL(filePath: try files.write($0 == "input" ? input : Data(), to: $0))
    }
    output = paths[1]
    errors = paths[2]
    let program = try Program.executable()
    if let fileLimit {
      // The signal that comes with the error would end the program before it could say anything.
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments =
        ["-c", #"trap "" XFSZ; ulimit -f "$0"; exec "$@""#, "\(fileLimit)", program.path()]
        + arguments
    } else {
      process.executableURL = program
      process.arguments = arguments
    }
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = try FileHandle(forReadingFrom: paths[0])
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
  }

  /// Waits until the program has written a text to standard error, or has ended.
  func wait(for text: String) throws {
    while process.isRunning, !(try Self.text(of: errors).contains(text)) { usleep(5_000) }
  }

  /// Sends the signal of Ctrl-C.
  func interrupt() { process.interrupt() }

  /// Kills the program after some seconds, as `kill -9` does, unless it has ended before.
  ///
  /// - Parameter delay: Seconds from now.
  /// - Returns: What came out until then.
  /// - Throws: An error if that cannot be read.
  @discardableResult
  func kill(after delay: Double) throws -> Finished {
    let end = ContinuousClock.now + .seconds(delay)
    while process.isRunning, .now < end { usleep(1_000) }
    if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
    return try finish()
  }

  /// Waits for the end of the program.
  ///
  /// - Returns: What came out.
  func finish() throws -> Finished {
    process.waitUntilExit()
    return Finished(
      status: process.terminationStatus, output: try Self.text(of: output),
      errors: try Self.text(of: errors))
  }

  private static func text(of file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }
}
