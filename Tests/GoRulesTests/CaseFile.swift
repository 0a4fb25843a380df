import Foundation

/// Files of cases beside the tests.
enum CaseFile {
  /// Reads a file.
  ///
  /// - Parameter name: The file's name in the folder `Cases`.
  /// - Returns: The text.
  /// - Throws: What reading the file throws.
  static func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// Reads a file as it is.
  ///
  /// - Parameter name: The file's name in the folder `Cases`.
  /// - Returns: Its bytes.
  /// - Throws: What reading the file throws.
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// Reads a file with one case a line; lines that start with `#` are notes.
  ///
  /// - Parameter name: The file's name in the folder `Cases`.
  /// - Returns: The fields of each line, separated by semicolons.
  /// - Throws: What reading the file throws.
  static func cases(_ name: String) throws -> [[String]] {
    try text(name).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
