import Glibc
import Testing

@testable import ExternalGames

@Suite struct SpawnTests {
  /// What a program writes, and its code.
  private func run(
    _ command: [String], inOwnGroup: Bool = false
  ) throws -> (process: pid_t, written: String) {
    let ends = try #require(makePipe())
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    var process: pid_t = 0
    let code = spawn(command, files: [nothing, ends.writing], inOwnGroup: inOwnGroup, &process)
    close(ends.writing)
    close(nothing)
    defer { close(ends.reading) }
    try #require(code == 0)
    var written: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while case let count = read(ends.reading, &bytes, bytes.count), count > 0 {
      written += bytes.prefix(count)
    }
    var status: Int32 = 0
    #expect(waitpid(process, &status, 0) == process && status == 0)
    return (process, String(decoding: written, as: UTF8.self))
  }

  @Test func `a program gets its arguments and the files`() throws {
    #expect(try run(["printf", "%s|", "a b", ""]).written == "a b||")
    #expect(try run(["sh", "-c", "cat; echo end"]).written == "end\n")
  }

  @Test func `it leads a group of its own only if it is to`() throws {
    // The fifth word of the line is the group.
    let command = ["sh", "-c", "cut -d ' ' -f 5 /proc/$$/stat"]
    let own = try run(command, inOwnGroup: true)
    #expect(own.written == "\(own.process)\n")
    #expect(try run(command).written == "\(getpgrp())\n")
  }

  @Test func `no signal is blocked, whatever its starter blocks`() throws {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let blocked = try run(["grep", "SigBlk", "/proc/self/status"]).written
    #expect(blocked == "SigBlk:\t0000000000000000\n")
  }

  @Test func `a pipe is not inherited by a program that is not given it`() throws {
    let ends = try #require(makePipe())
    defer { for end in [ends.reading, ends.writing] { close(end) } }
    func isOpen(_ file: Int32) throws -> Bool {
      try run(["sh", "-c", "test -e /proc/self/fd/\(file) && echo open; true"]).written == "open\n"
    }
    #expect(try isOpen(1))
    #expect(try !isOpen(ends.reading) && !isOpen(ends.writing))
  }

  @Test func `what cannot be started is an error code`() {
    var process: pid_t = 0
    #expect(spawn(["/no/such/program"], files: [], inOwnGroup: false, &process) == ENOENT)
    #expect(spawn([], files: [], inOwnGroup: false, &process) == ENOENT)
  }
}
