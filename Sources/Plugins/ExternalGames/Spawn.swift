import Glibc

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
  return posix_spawnp(&process, command.first ?? "", &actions, &attributes, &arguments, environ)
}
