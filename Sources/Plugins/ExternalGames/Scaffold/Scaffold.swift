import Glibc

// The files of this folder are compiled twice: here, for `tesuji plugin new`, and by links in
// `Plugins/NewGame`, for `swift package new-game`. So they import nothing of Tesuji.

/// The files of a new game: a small one that passes the checker, to be changed into one's own.
///
/// All of them are the same game: a race to 21, where players in turn add 1, 2 or 3 to a total and who
/// reaches 21 wins.
public struct Scaffold: Hashable, Sendable {
  /// What a game is written in, and where it lives.
  public enum Language: String, CaseIterable, Sendable {
    /// A Swift library of its own.
    case swift
    /// A C library of its own.
    case c
    /// A Python program of its own.
    case python
    /// Swift, compiled into Tesuji.
    case builtIn = "built-in"
  }

  /// Why a game cannot be scaffolded.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was found and what was expected.
    public var description: String
  }

  /// The name, such as `tic-tac-toe`.
  public let name: String

  /// What the game is written in.
  public let language: Language

  /// Checks a name.
  ///
  /// - Parameters:
  ///   - name: Words of a-z and 0-9 that hyphens join; the first begins with a letter.
  ///   - language: What the game is written in.
  /// - Throws: `Failure` for another name.
  public init(name: String, language: Language) throws(Failure) {
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    let isPlain = words.allSatisfy { word in
      !word.isEmpty
        && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }
    guard isPlain, name.utf8.first.map({ (97...122).contains($0) }) == true, name.utf8.count <= 60
    else {
      throw Failure(
        description: "'\(name)': expected words of a-z and 0-9 joined by hyphens, such as 'my-game'"
      )
    }
    let taken = ["action", "game", "outcome", "player", "step", "symmetric", "c-game-plugin"]
    if taken.contains(name) {
      throw Failure(description: "'\(name)' is taken by a type of Tesuji; 'my-\(name)' would do")
    }
    self.name = name
    self.language = language
  }

  /// The name as a type, such as `TicTacToe`.
  public var typeName: String {
    name.split(separator: "-").map { word in
      word.prefix(1).uppercased() + word.dropFirst()
    }.joined()
  }

  /// Where the files belong, relative to where the command runs or to the root of Tesuji.
  public var folders: [String] {
    switch language {
    case .builtIn: ["Sources/Plugins/\(typeName)Rules", "Tests/\(typeName)RulesTests"]
    default: [typeName]
    }
  }

  /// The files: paths and contents.
  public var files: [(path: String, text: String)] {
    let templates =
      switch language {
      case .swift: Self.swiftTemplates
      case .c: Self.cTemplates
      case .python: Self.pythonTemplates
      case .builtIn: Self.builtInTemplates
      }
    return templates.map { path, text in (filled(path), filled(text)) }
  }

  /// What to do next, line by line.
  public var nextSteps: [String] {
    let lines =
      switch language {
      case .swift: Self.swiftSteps
      case .c: Self.cSteps
      case .python: Self.pythonSteps
      case .builtIn: Self.builtInSteps
      }
    return lines.map(filled)
  }

  /// Writes the files.
  ///
  /// - Parameter root: The folder below which they are written.
  /// - Returns: The paths, in order.
  /// - Throws: `Failure` if a folder of the game exists already, or a file cannot be written.
  @discardableResult
  public func write(below root: String) throws(Failure) -> [String] {
    for folder in folders where access(root + "/" + folder, F_OK) == 0 {
      throw Failure(description: "\(root)/\(folder) exists already; nothing was written")
    }
    var written: [String] = []
    for (file, text) in files {
      let path = root + "/" + file
      try Self.makeFolder(of: path)
      guard let stream = fopen(path, "wx") else {
        throw Failure(description: "\(path): \(String(cString: strerror(errno)))")
      }
      let bytes = Array(text.utf8)
      let count = fwrite(bytes, 1, bytes.count, stream)
      guard fclose(stream) == 0, count == bytes.count else {
        throw Failure(description: "\(path): cannot be written")
      }
      written.append(path)
    }
    return written
  }

  /// Puts the names into a template.
  private func filled(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "⟨"), let end = rest[start...].firstIndex(of: "⟩") {
      result += rest[..<start]
      switch rest[rest.index(after: start)..<end] {
      case "name": result += name
      case "Type": result += typeName
      case let other: result += "⟨\(other)⟩"
      }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// Makes the folders above a file.
  private static func makeFolder(of path: String) throws(Failure) {
    var end = path.startIndex
    while let slash = path[end...].dropFirst().firstIndex(of: "/") {
      let folder = String(path[..<slash])
      if mkdir(folder, 0o777) != 0 && errno != EEXIST {
        throw Failure(description: "\(folder): \(String(cString: strerror(errno)))")
      }
      end = slash
    }
  }
}
