import Foundation

/// A folder that exists for one test.
final class TemporaryFolder {
  /// The folder.
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "tesuji-tests-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// Writes a file into the folder.
  ///
  /// - Parameters:
  ///   - data: What it holds.
  ///   - name: Its name.
  /// - Returns: Its path.
  /// - Throws: An error if it cannot be written.
  func write(_ data: Data, to name: String) throws -> String {
    let file = url.appending(path: name)
    try data.write(to: file)
    return file.path()
  }
}
