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
  private static let isWanted = Atomic<Bool>(false)

  /// Whether a signal has come.
  package static var isRequested: Bool { isWanted.load(ordering: .relaxed) }

  /// Takes note of the next signal; the one after that ends the program at once.
  package static func watch() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        isWanted.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
    }
  }
}
