import Foundation

/// Lines of a file of cases beside the tests.
enum CaseFile {
  /// Reads a file, one case a line; lines that start with `#` are notes.
  ///
  /// - Parameter name: The file's name in the folder `Cases`.
  /// - Returns: The fields of each line, separated by semicolons.
  static func cases(_ name: String) throws -> [[String]] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
