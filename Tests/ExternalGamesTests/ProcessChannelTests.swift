import Foundation
import Testing

@testable import ExternalGames

/// Servers are lines of a shell, whose `printf` writes frames of four bytes of length, one of
/// operation and a payload.
@Suite struct ProcessChannelTests {
  private func shell(_ script: String) throws -> ProcessChannel {
    try ProcessChannel(starting: ["sh", "-c", script])
  }

  /// Waits for the end of a process that was killed but is no child of this one.
  private func isGone(_ process: Int32) -> Bool {
    for _ in 0..<10_000 where isRunning(process) { usleep(2000) }
    return !isRunning(process)
  }

  /// Reads the question, `TEXT` without a payload.
  private static let question = "head -c 5 >/dev/null; "

  /// What an answer to `TEXT` has to be.
  private func fault(of script: String, within seconds: Double = 60) throws -> ProcessError {
    let channel = try shell(script)
    let error = #expect(throws: ProcessError.self) {
      try channel.ask(.text, [], within: seconds)
    }
    return try #require(error)
  }

  @Test func `a frame goes there and its answer comes back`() throws {
    // What is sent comes back as it is.
    let channel = try ProcessChannel(starting: ["cat"])
    #expect(try channel.ask(.step, [1, 2, 3], within: 60) == [1, 2, 3])
    #expect(try channel.ask(.text, [], within: 60) == [])
    let large = (0..<30_000).map { UInt8(truncatingIfNeeded: $0) }
    #expect(try channel.ask(.reset, large, within: 60) == large)
  }

  @Test func `an answer in pieces is put together`() throws {
    let channel = try shell(
      Self.question + #"for byte in '\003' '\000\000' '\000\011a' bc; do"#
        + #" printf "$byte"; sleep 0.02; done"#)
    #expect(try channel.ask(.text, [], within: 60) == Array("abc".utf8))
  }

  @Test func `a program that does not exist is told by its name`() {
    #expect(
      throws: ProcessError.notStarted(
        command: "/no/such/program argument", reason: "No such file or directory")
    ) { try ProcessChannel(starting: ["/no/such/program", "argument"]) }
  }

  @Test func `a program that ends at once is told with what it wrote`() throws {
    #expect(
      try fault(of: "echo no luck >&2; exit 4")
        == .gone(how: "it ended with status 4", wrote: "no luck"))
  }

  @Test func `a program that closes its pipe is ended`() throws {
    let channel = try shell("echo good night >&2; exec sleep 100 >&-")
    #expect(
      throws: ProcessError.gone(
        how: "it closed the channel or was ended by signal 9", wrote: "good night")
    ) { try channel.ask(.text, [], within: 60) }
    #expect(!isRunning(channel.process))
    // Nor does a second question end the host.
    #expect(throws: ProcessError.gone(how: "it was ended", wrote: "good night")) {
      try channel.ask(.text, [], within: 60)
    }
  }

  @Test func `a program that does not read is found out without ending the host`() throws {
    let channel = try shell("exec sleep 100 <&-")
    // More than a pipe holds.
    let payload = [UInt8](repeating: 0, count: 1 << 20)
    #expect(
      throws: ProcessError.gone(how: "it closed the channel or was ended by signal 9", wrote: "")
    ) { try channel.ask(.text, payload, within: 60) }
  }

  @Test func `an error of the server's own is told`() throws {
    #expect(
      try fault(of: Self.question + #"printf '\002\000\000\000\377no'"#)
        == .refused(operation: "TEXT", text: "no"))
  }

  @Test(arguments: [
    (#"\001\000\000\000\011ab"#, "1 bytes more than the frame has"),
    (#"\001\000\000\000\011a\001\000\000\000\011b"#, "6 bytes more than the frame has"),
    (#"\001\000\000\000\003a"#, "a frame of operation 3"),
    // 200 MB.
    (#"\000\302\353\013\011"#, "a frame of 200000000 bytes"),
    (#"\001\000\000\001\011"#, "a frame of 16777217 bytes"),
  ])
  func `a frame that is no answer is refused`(_ frame: String, _ found: String) throws {
    guard
      case .badFrame("TEXT", found, _) = try fault(of: Self.question + "printf '\(frame)'")
    else {
      Issue.record("another error than of \(found)")
      return
    }
  }

  @Test func `a frame that comes after the answer is not taken for the next one`() throws {
    // The second frame is held back until the first has been read.
    let mark = FileManager.default.temporaryDirectory
      .appending(path: "tesuji-mark-\(ProcessInfo.processInfo.globallyUniqueString)").path
    defer { try? FileManager.default.removeItem(atPath: mark) }
    let channel = try shell(
      Self.question + #"printf '\001\000\000\000\011a'; "#
        + "until test -e \(mark); do sleep 0.01; done; "
        + #"printf '\001\000\000\000\011b'; "# + Self.question
        + #"printf '\001\000\000\000\011c'; sleep 100"#)
    #expect(try channel.ask(.text, [], within: 60) == Array("a".utf8))
    try #require(FileManager.default.createFile(atPath: mark, contents: nil))
    for _ in 0..<5000 where !channel.hasUnread { usleep(2000) }
    #expect(
      throws: ProcessError.badFrame(
        operation: "TEXT", found: "bytes before the question",
        expected: "nothing that was not asked for")
    ) { try channel.ask(.text, [], within: 60) }
  }

  @Test func `an answer that breaks off is no answer`() throws {
    #expect(
      try fault(of: Self.question + #"printf '\004\000\000\000\011abc'"#)
        == .gone(how: "it ended with status 0", wrote: ""))
  }

  @Test func `a server that writes a lot to its standard error is not held up`() throws {
    let channel = try shell(
      Self.question + #"head -c 1000000 /dev/zero | tr '\0' x >&2; printf '\001\000\000\000\011a'"#)
    #expect(try channel.ask(.text, [], within: 60) == [97])
  }

  @Test func `a server that is late is told with its last lines`() throws {
    let error = try fault(
      of: "for line in 1 2 3 4 5 6 7 8 9 10; do echo $line >&2; done; exec sleep 100", within: 1)
    #expect(
      error
        == .silent(operation: "TEXT", seconds: 1, wrote: "3\n4\n5\n6\n7\n8\n9\n10"))
  }

  @Test func `only the end of what a server wrote is kept`() throws {
    guard
      case .gone(_, let wrote) = try fault(of: #"head -c 100000 /dev/zero | tr '\0' x >&2"#)
    else {
      Issue.record("another error")
      return
    }
    #expect(wrote.utf8.count == 4096)
  }

  @Test func `a server ends with all its children when it is asked to`() throws {
    let channel = try shell(
      "sleep 100 & " + Self.question + #"printf '\010\000\000\000\011%8d' $!; head -c 5 >/dev/null"#
    )
    let text = String(decoding: try channel.ask(.text, [], within: 60), as: UTF8.self)
    let child = try #require(Int32(text.drop { $0 == " " }))
    #expect(isRunning(channel.process) && isRunning(child))
    channel.end()
    #expect(waitpid(channel.process, nil, WNOHANG) == -1 && errno == ECHILD)
    #expect(isGone(child))
    channel.end()
  }

  @Test func `a server that does not listen is killed with its children`() throws {
    var channel: ProcessChannel? = try shell(
      "trap '' TERM HUP; sleep 100 & " + Self.question
        + #"printf '\010\000\000\000\011%8d' $!; while :; do sleep 100; done"#)
    let process = try #require(channel?.process)
    let answer = try #require(try channel?.ask(.text, [], within: 60))
    let child = try #require(Int32(String(decoding: answer, as: UTF8.self).drop { $0 == " " }))
    channel = nil
    #expect(waitpid(process, nil, WNOHANG) == -1 && errno == ECHILD)
    #expect(isGone(child))
  }
}
