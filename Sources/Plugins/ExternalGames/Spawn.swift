import Glibc
import Synchronization

/// Held while a pipe is made and while a program is started: a program that is started between the
/// making of a pipe and its closing to others would hold it open, and whoever reads from it would
/// wait for that program, too.
private let starting = Mutex(())

/// Makes a pipe that programs inherit only if it is given to them.
///
/// - Returns: Its ends; `nil` with `errno` set if it cannot be made.
func makePipe() -> (reading: Int32, writing: Int32)? {
  starting.withLock { _ in
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// Starts a program, of which no signal is blocked: a thread of a pool blocks nearly all, and a process
/// inherits what its starter blocks.
///
/// - Parameters:
///   - command: The program, looked up as a shell would, and its arguments.
///   - files: Its first files, from standard input on; the others are those of this process.
///   - inOwnGroup: Whether it leads a group of its own.
///   - process: The process.
/// - Returns: 0, or an error code.
func spawn(
  _ command: [String], files: [Int32], inOwnGroup: Bool, _ process: inout pid_t
) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (place, file) in files.enumerated() {
    posix_spawn_file_actions_adddup2(&actions, file, Int32(place))
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var none = sigset_t()
  sigemptyset(&none)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setpgroup(&attributes, 0)
  let group = inOwnGroup ? Int16(POSIX_SPAWN_SETPGROUP) : 0
  posix_spawnattr_setflags(&attributes, group | Int16(POSIX_SPAWN_SETSIGMASK))
  var arguments = command.map { strdup($0) } + [nil]
  defer { for argument in arguments { free(argument) } }
  let (code, started) = starting.withLock { _ in
    var started: pid_t = 0
    let code = posix_spawnp(
      &started, command.first ?? "", &actions, &attributes, &arguments, environ)
    return (code, started)
  }
  process = started
  return code
}
