import Glibc
import Testing

@testable import ExternalGames

@Suite struct ChildProcessTests {
  private func shell(_ script: String) throws -> ChildProcess {
    try #require(ChildProcess(["sh", "-c", script]))
  }

  @Test func `lines come one by one, and what has no line feed is none`() throws {
    let child = try shell(#"printf 'one\n\ntwo'; printf ' and more\nhalf'"#)
    #expect(child.line(patience: 60) == "one")
    #expect(child.line(patience: 60) == "")
    #expect(child.line(patience: 60) == "two and more")
    #expect(child.line(patience: 60) == nil)
    #expect(child.wait(patience: 60) == .exit(0))
  }

  @Test func `a long line is read whole`() throws {
    let child = try shell(#"head -c 100000 /dev/zero | tr '\0' x; echo"#)
    #expect(child.line(patience: 60)?.utf8.count == 100_000)
    #expect(child.line(patience: 60) == nil)
    #expect(child.wait(patience: 60) == .exit(0))
  }

  @Test(
    arguments: [
      ("exit 3", .exit(3)), ("kill -KILL $$", .signal(SIGKILL)),
      ("kill -SEGV $$", .signal(SIGSEGV)), ("kill -TERM $$", .signal(SIGTERM)),
    ] as [(String, ChildProcess.End)])
  func `the end is told`(_ script: String, _ end: ChildProcess.End) throws {
    let child = try shell(script)
    #expect(child.line(patience: 60) == nil)
    #expect(child.wait(patience: 60) == end)
  }

  @Test func `a program that reads gets nothing`() throws {
    let child = try shell("cat; echo end")
    #expect(child.line(patience: 60) == "end")
    #expect(child.wait(patience: 60) == .exit(0))
  }

  @Test func `a process that says nothing is ended`() throws {
    let child = try shell("echo $$; exec sleep 100")
    let process = try #require(child.line(patience: 60).flatMap { Int32($0) })
    #expect(child.line(patience: 0) == nil)
    #expect(child.wait(patience: 60) == .silent)
    #expect(!isRunning(process))
  }

  @Test func `a process that closes its output and stays is ended`() throws {
    let child = try shell("echo $$; exec sleep 100 >&-")
    let process = try #require(child.line(patience: 60).flatMap { Int32($0) })
    #expect(child.line(patience: 60) == nil)
    #expect(child.wait(patience: 0) == .silent)
    #expect(!isRunning(process))
  }

  @Test func `output that a child of the process keeps open is not waited for`() throws {
    let child = try shell("sleep 100 & echo $!; echo last; exit 3")
    let sleeper = try #require(child.line(patience: 60).flatMap { Int32($0) })
    defer { kill(sleeper, SIGKILL) }
    #expect(child.line(patience: 60) == "last")
    #expect(child.line(patience: 60) == nil)
    #expect(child.wait(patience: 60) == .exit(3))
    #expect(isRunning(sleeper))
  }

  @Test func `a program that does not exist is no process`() {
    #expect(ChildProcess(["/no/such/program"]) == nil)
    #expect(ChildProcess([]) == nil)
  }
}
