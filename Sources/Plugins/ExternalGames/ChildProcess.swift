import Glibc

/// A process whose standard output is read line by line.
final class ChildProcess {
  /// How a process ended.
  enum End: Equatable {
    case exit(Int32)
    case signal(Int32)
    /// It had to be ended, because it said nothing any more.
    case silent
  }

  private let process: pid_t
  private let output: Int32
  private var buffer: [UInt8] = []
  private var isSilent = false

  /// Starts a process; `nil` if it cannot be started.
  ///
  /// - Parameter command: The program, looked up as a shell would, and its arguments.
  init?(_ command: [String]) {
    guard let ends = makePipe() else { return nil }
    let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { if nothing >= 0 { close(nothing) } }
    var process: pid_t = 0
    let code = spawn(command, files: [nothing, ends.writing], inOwnGroup: false, &process)
    close(ends.writing)
    guard code == 0 else {
      close(ends.reading)
      return nil
    }
    self.process = process
    output = ends.reading
  }

  deinit { close(output) }

  /// Waits for the next line.
  ///
  /// - Parameter patience: How long, in seconds; then the process is ended.
  /// - Returns: The line without its line feed, or `nil` after the last or when the process has ended,
  ///   though a child of it may keep the output open.
  func line(patience: Int) -> String? {
    let end = ContinuousClock.now + .seconds(patience)
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: buffer[..<end], as: UTF8.self)
        buffer.removeSubrange(...end)
        return line
      }
      var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      let hadEnded = hasEnded
      let count = poll(&wanted, 1, hadEnded ? 0 : Self.glance)
      if count == 0 {
        if hadEnded { return nil }
        if ContinuousClock.now < end { continue }
        isSilent = true
        kill(process, SIGKILL)
        return nil
      }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      var bytes = [UInt8](repeating: 0, count: 4096)
      let length = read(output, &bytes, bytes.count)
      if length < 0 && errno == EINTR { continue }
      if length <= 0 { return nil }
      buffer += bytes.prefix(length)
    }
  }

  /// Milliseconds after which a silent process is looked at.
  private static let glance: Int32 = 50

  /// Whether the process has ended, which it still is to be waited for.
  private var hasEnded: Bool {
    var info = siginfo_t()
    let code = waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT)
    return code == 0 && info.si_signo != 0
  }

  /// Waits for the end, which must come soon once the output is closed.
  ///
  /// - Parameter patience: How long, in seconds; then the process is ended.
  /// - Returns: How the process ended.
  func wait(patience: Int) -> End {
    var status: Int32 = 0
    let end = ContinuousClock.now + .seconds(patience)
    while true {
      let ended = waitpid(process, &status, WNOHANG)
      if ended == process || ended < 0 && errno != EINTR { break }
      if ContinuousClock.now > end && !isSilent {
        isSilent = true
        kill(process, SIGKILL)
      }
      usleep(1000)
    }
    if isSilent { return .silent }
    let signal = status & 0x7F
    return signal == 0 ? .exit(status >> 8 & 0xFF) : .signal(signal)
  }
}
