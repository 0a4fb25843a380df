import CPluginGuard
import Glibc

extension PluginTable {
  /// Calls functions of the library; should the process end there, a line says where.
  ///
  /// - Parameters:
  ///   - function: The name of the function in the table.
  ///   - body: Calls it.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws.
  @inline(__always)
  func call<Result, Failure: Error>(
    _ function: StaticString, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try Self.call(function, of: label, body)
  }

  /// Calls functions of a library; should the process end there, a line says where.
  ///
  /// - Parameters:
  ///   - function: The name of the function.
  ///   - library: The library's path, which lives for ever.
  ///   - body: Calls it.
  /// - Returns: What the body returns.
  /// - Throws: What the body throws.
  @inline(__always)
  static func call<Result, Failure: Error>(
    _ function: StaticString, of library: UnsafePointer<CChar>?,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    tesuji_enter(library, text(function))
    defer { tesuji_leave() }
    return try body()
  }

  /// Has a line written if the process ends inside a library; the first call decides.
  ///
  /// - Parameters:
  ///   - descriptor: Where the line goes.
  ///   - prefix: How it begins.
  static func watch(descriptor: Int32, prefix: StaticString) {
    tesuji_guard(descriptor, text(prefix))
  }

  /// Ends the program, because the library does not keep its word in play.
  ///
  /// A trap would not do: in release builds its message is left out.
  ///
  /// - Parameters:
  ///   - game: The game in play.
  ///   - found: What the library did.
  ///   - expected: What it should have done.
  @inline(never)
  func stop(_ game: String, found: String, expected: String) -> Never {
    tesuji_stop(label, "game '\(game)': found \(found), expected \(expected)")
  }

  /// A text of the program, as C sees it.
  @inline(__always)
  private static func text(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
