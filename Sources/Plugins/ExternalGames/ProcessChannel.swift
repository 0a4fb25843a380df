import Glibc
import Synchronization

/// A server's process and the pipes to it.
///
/// Used by one thread at a time.
final class ProcessChannel {
  /// The process, which leads a group of its own.
  let process: pid_t

  /// Where frames are written.
  private let input: Int32

  /// Where answers are read.
  private let output: Int32

  /// Where what the server writes to its standard error is read.
  private let errors: Int32

  /// The end of what the server wrote to its standard error.
  private var written: [UInt8] = []

  /// The bytes of `written` that are kept.
  private static let keptCount = 4096

  /// Whether the process was waited for.
  private var isEnded = false

  /// Starts a server.
  ///
  /// - Parameter command: The program and its arguments, at least one.
  /// - Throws: `ProcessError` if it cannot be started.
  init(starting command: [String]) throws(ProcessError) {
    let start = Self.running.withLock { running -> Start in
      var start = Start()
      for _ in 0..<3 {
        guard let pipe = makePipe() else {
          start.code = errno
          break
        }
        start.ends += [pipe.reading, pipe.writing]
      }
      if start.code != 0 { return start }
      let ends = start.ends
      // A group of its own, so that Ctrl-C in the terminal reaches only the host.
      start.code = spawn(
        command, files: [ends[0], ends[3], ends[5]], inOwnGroup: true, &start.process)
      if start.code == 0 {
        if running.isEmpty { atexit { ProcessChannel.killAll() } }
        running.insert(start.process)
      }
      return start
    }
    guard start.code == 0 else {
      for end in start.ends { close(end) }
      throw .notStarted(
        command: command.joined(separator: " "), reason: String(cString: strerror(start.code)))
    }
    let ends = start.ends
    for end in [ends[0], ends[3], ends[5]] { close(end) }
    (input, output, errors) = (ends[1], ends[2], ends[4])
    process = start.process
    for end in [input, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    end()
    for end in [input, output, errors] { close(end) }
  }

  /// What came of starting a server: the ends of its three pipes, and an error code if not 0.
  private struct Start {
    var ends: [Int32] = []
    var process: pid_t = 0
    var code: Int32 = 0
  }

  /// The processes that have to end with this one.
  private static let running = Mutex<Set<pid_t>>([])

  private static func killAll() {
    running.withLock { running in
      for process in running { kill(-process, SIGKILL) }
      running.removeAll()
    }
  }

  /// Asks and waits for the answer.
  ///
  /// - Parameters:
  ///   - operation: What is asked.
  ///   - payload: The rest of the frame.
  ///   - seconds: How long the answer may take.
  /// - Returns: The payload of the answer.
  /// - Throws: `ProcessError` if there is no answer or none to this question.
  func ask(
    _ operation: ProcessOperation, _ payload: [UInt8], within seconds: Double
  ) throws(ProcessError) -> [UInt8] {
    let deadline = Self.now() + seconds
    let late = ProcessError.silent(operation: operation.name, seconds: seconds, wrote: "")
    do throws(ProcessError) {
      var frame: [UInt8] = []
      frame.reserveCapacity(ProcessOperation.headSize + payload.count)
      frame.append(integer: UInt32(payload.count))
      frame.append(operation.rawValue)
      frame += payload
      guard !hasUnread else {
        throw .badFrame(
          operation: operation.name, found: "bytes before the question",
          expected: "nothing that was not asked for")
      }
      try send(frame, until: deadline, late: late)
      var received: [UInt8] = []
      try receive(&received, atLeast: ProcessOperation.headSize, until: deadline, late: late)
      let count = Int(received.integer(at: 0, as: UInt32.self))
      let answered = received[4]
      guard answered == operation.rawValue || answered == ProcessOperation.error else {
        throw .badFrame(
          operation: operation.name, found: "a frame of operation \(answered)",
          expected: "operation \(operation.rawValue) or \(ProcessOperation.error)")
      }
      guard count <= ProcessOperation.largestPayload else {
        throw .badFrame(
          operation: operation.name, found: "a frame of \(count) bytes",
          expected: "at most \(ProcessOperation.largestPayload)")
      }
      let size = ProcessOperation.headSize + count
      try receive(&received, atLeast: size, until: deadline, late: late)
      guard received.count == size else {
        throw .badFrame(
          operation: operation.name,
          found: "\(received.count - size) bytes more than the frame has",
          expected: "nothing that was not asked for")
      }
      received.removeFirst(ProcessOperation.headSize)
      if answered == ProcessOperation.error {
        throw .refused(operation: operation.name, text: String(decoding: received, as: UTF8.self))
      }
      return received
    } catch {
      switch error {
      case .gone:
        kill(-process, SIGKILL)
        readErrors()
        throw .gone(how: waited(), wrote: tail)
      case .silent(let operation, let seconds, _):
        readErrors()
        throw .silent(operation: operation, seconds: seconds, wrote: tail)
      default: throw error
      }
    }
  }

  /// Ends the process: asks it to, and kills it with all its children if it does not within half a
  /// second.
  func end() {
    if isEnded { return }
    var bye: [UInt8] = []
    bye.append(integer: UInt32(0))
    bye.append(ProcessOperation.bye.rawValue)
    try? send(bye, until: Self.now() + 0.05, late: .gone(how: "", wrote: ""))
    // It is not waited for before its group is killed: until then nobody else can get its number.
    var info = siginfo_t()
    for _ in 0..<250 where info.si_signo == 0 {
      if waitid(P_PID, id_t(process), &info, WEXITED | WNOHANG | WNOWAIT) != 0 { break }
      if info.si_signo == 0 { usleep(2000) }
    }
    kill(-process, SIGKILL)
    _ = waited()
  }

  /// Waits for a process that is ending.
  ///
  /// - Returns: How it ended.
  private func waited() -> String {
    if isEnded { return "it was ended" }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    isEnded = true
    Self.running.withLock { _ = $0.remove(process) }
    let signal = status & 0x7f
    if signal == 0 { return "it ended with status \(status >> 8 & 0xff)" }
    return "it closed the channel or was ended by signal \(signal)"
  }

  /// Sends all bytes.
  private func send(
    _ bytes: [UInt8], until deadline: Double, late: ProcessError
  ) throws(ProcessError) {
    var sent = 0
    while sent < bytes.count {
      let count = writeQuietly(bytes, from: sent)
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        try wait(for: POLLOUT, of: input, until: deadline, late: late)
      } else if errno != EINTR {
        throw .gone(how: "", wrote: "")
      }
    }
  }

  /// Writes to the pipe without the signal that a closed one raises, which would end the host.
  private func writeQuietly(_ bytes: [UInt8], from start: Int) -> Int {
    var pipe = sigset_t()
    var before = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
    let count = bytes.withUnsafeBytes { buffer in
      write(input, buffer.baseAddress.map { $0 + start }, buffer.count - start)
    }
    let reason = errno
    if count < 0 && reason == EPIPE {
      var noTime = timespec()
      sigtimedwait(&pipe, nil, &noTime)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    errno = reason
    return count
  }

  /// Reads until there are so many bytes.
  private func receive(
    _ received: inout [UInt8], atLeast size: Int, until deadline: Double, late: ProcessError
  ) throws(ProcessError) {
    while received.count < size {
      try wait(for: POLLIN, of: output, until: deadline, late: late)
      let start = received.count
      let space = max(256, size - start)
      var result = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: space) { buffer, count in
        result = read(output, buffer.baseAddress, space)
        count = max(0, result)
      }
      if result < 0 && errno == EINTR { continue }
      if chunk.isEmpty { throw .gone(how: "", wrote: "") }
      if start == 0 { received = chunk } else { received += chunk }
    }
  }

  /// Whether the server wrote what nothing asked for, which would be taken for the next answer.
  var hasUnread: Bool {
    var wanted = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    return poll(&wanted, 1, 0) > 0 && wanted.revents & Int16(POLLIN) != 0
  }

  /// Waits until a pipe is ready, reading the server's standard error meanwhile so that it never fills.
  private func wait(
    for event: Int32, of pipe: Int32, until deadline: Double, late: ProcessError
  ) throws(ProcessError) {
    var isSilent = true
    while true {
      let left = deadline - Self.now()
      if left <= 0 { throw late }
      var files = (
        pollfd(fd: pipe, events: Int16(event), revents: 0),
        pollfd(fd: isSilent ? errors : -1, events: Int16(POLLIN), revents: 0)
      )
      let count = withUnsafeMutableBytes(of: &files) { buffer in
        buffer.withMemoryRebound(to: pollfd.self) {
          poll($0.baseAddress, 2, Int32(min(left * 1000 + 1, 1e9)))
        }
      }
      if count > 0 && files.1.revents != 0 { isSilent = readErrors() }
      if count > 0 && files.0.revents != 0 { return }
    }
  }

  /// Reads what is there of the server's standard error, and keeps its end.
  ///
  /// - Returns: Whether there may come more.
  @discardableResult
  private func readErrors() -> Bool {
    while true {
      var result = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: Self.keptCount) { buffer, count in
        result = read(errors, buffer.baseAddress, Self.keptCount)
        count = max(0, result)
      }
      if chunk.isEmpty { return result < 0 && (errno == EAGAIN || errno == EINTR) }
      written += chunk
      if written.count > Self.keptCount { written.removeFirst(written.count - Self.keptCount) }
    }
  }

  /// The last lines of the server's standard error.
  private var tail: String {
    let text = String(decoding: written, as: UTF8.self)
    return text.split(separator: "\n").suffix(8).joined(separator: "\n")
  }

  /// Seconds of a clock that only goes forward.
  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
