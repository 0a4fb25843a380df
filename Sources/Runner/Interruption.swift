import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whether the user asked the program to stop, by Ctrl-C or by ending it.
package enum Interruption {
  fileprivate static let isWanted = Atomic<Bool>(false)

  /// Whether a signal has come.
  package static var isRequested: Bool { isWanted.load(ordering: .relaxed) }

  /// Takes note of the next signal; the one after that ends the program at once.
  package static func watch() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM] {
      sigaddset(&signals, number)
      signal(number, takeNote)
    }
    // Whoever started the program may have had them blocked, which is inherited.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }
}

private func takeNote(of number: Int32) {
  Interruption.isWanted.store(true, ordering: .relaxed)
  signal(number, SIG_DFL)
}
