#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads lines of any number from a file descriptor, as soon as each is there.
///
/// A line is what ends with a line feed, or with the end of the input; a carriage return before the
/// line feed belongs to the line's end. Nothing is read ahead of what the other side has written, so
/// that a program can ask, wait for the answer, and ask again.
package struct LineReader: ~Copyable {
  /// A line that was read.
  package enum Line: Hashable, Sendable {
    /// A line without its end.
    case text([UInt8])
    /// A line longer than the limit, of which nothing was kept.
    case tooLong
  }

  /// The longest line that is kept, in bytes.
  package let limit: Int

  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var start = 0
  private var end = 0
  private var isAtEnd = false

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - descriptor: The open file; 0 is standard input. It stays open.
  ///   - limit: The longest line that is kept, in bytes.
  package init(descriptor: Int32 = 0, limit: Int = 64 << 20) {
    self.descriptor = descriptor
    self.limit = limit
  }

  /// The next line, or `nil` at the end of the input.
  ///
  /// - Throws: `Failure` if the input cannot be read.
  package mutating func next() throws(Failure) -> Line? {
    var line: [UInt8] = []
    var isTooLong = false
    var isStarted = false
    while true {
      if start == end {
        try fill()
        if isAtEnd {
          if !isStarted { return nil }
          return finish(line, isTooLong)
        }
      }
      isStarted = true
      let found = buffer[start..<end].firstIndex(of: UInt8(ascii: "\n"))
      let stop = found ?? end
      if line.count + stop - start > limit {
        isTooLong = true
        line = []
      }
      if !isTooLong { line.append(contentsOf: buffer[start..<stop]) }
      start = found.map { $0 + 1 } ?? end
      if found != nil { return finish(line, isTooLong) }
    }
  }

  private func finish(_ line: [UInt8], _ isTooLong: Bool) -> Line {
    if isTooLong { return .tooLong }
    return .text(line.last == UInt8(ascii: "\r") ? line.dropLast() : line)
  }

  private mutating func fill() throws(Failure) {
    if isAtEnd { return }
    var count = 0
    repeat {
      count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    if count < 0 {
      throw Failure("standard input cannot be read: \(String(cString: strerror(errno)))", .data)
    }
    start = 0
    end = count
    isAtEnd = count == 0
  }
}
