import FoundationEssentials

/// Which Tesuji this is.
package enum BuildIdentity {
  /// The version.
  package static let version = "0.1.0"

  /// The commit that the program was built from, or `nil` where nobody knows.
  ///
  /// `make build` writes it into a file beside the program. A plain `swift build` does not; then it
  /// is the commit that is checked out where the program lies.
  package static var commit: String? {
    guard let program = ProgramFile.path else { return nil }
    if let text = try? String(contentsOfFile: program + ".commit", encoding: .utf8) {
      return text.split(separator: "\n").first.map(String.init)
    }
    return Checkout(above: program)?.head
  }

  /// What `--version` prints.
  package static var description: String {
    "tesuji \(version), commit \(commit ?? "unknown")"
  }
}

/// The file of the running program.
package enum ProgramFile {
  /// The path without symbolic links, or `nil` where the system does not tell.
  package static var path: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}

/// A git checkout, read without git.
package struct Checkout {
  private let folder: String

  /// Finds the checkout that a file lies in.
  ///
  /// - Parameter file: An absolute path.
  package init?(above file: String) {
    var parts = file.split(separator: "/")
    while !parts.isEmpty {
      parts.removeLast()
      let candidate = "/" + parts.joined(separator: "/")
      if FileManager.default.fileExists(atPath: candidate + "/.git") {
        folder = candidate
        return
      }
    }
    return nil
  }

  /// The commit that is checked out, or `nil` if there is none yet.
  package var head: String? {
    guard let git = gitFolder, let head = Self.line(of: git + "/HEAD") else { return nil }
    guard head.hasPrefix("ref: ") else { return head }
    let name = String(head.dropFirst(5))
    // A second working tree keeps its branches in the folder of the first.
    let common = Self.line(of: git + "/commondir").map { Self.join(git, $0) } ?? git
    if let commit = Self.line(of: common + "/" + name) { return commit }
    let packed = try? String(contentsOfFile: common + "/packed-refs", encoding: .utf8)
    let suffix = " " + name
    return packed?.split(separator: "\n").first { $0.hasSuffix(suffix) }
      .map { String($0.dropLast(suffix.count)) }
  }

  private var gitFolder: String? {
    let path = folder + "/.git"
    guard let line = Self.line(of: path) else { return path }
    return line.hasPrefix("gitdir: ") ? Self.join(folder, String(line.dropFirst(8))) : nil
  }

  private static func join(_ folder: String, _ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }

  private static func line(of path: String) -> String? {
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return text?.split(separator: "\n").first.map(String.init)
  }
}
