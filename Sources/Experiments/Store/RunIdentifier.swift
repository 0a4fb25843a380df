internal import Glibc

/// The name of a run: a ULID, 26 characters that sort by the time the run began.
///
/// 48 bits of milliseconds since 1970 and 80 random bits, in Crockford's base 32.
/// Source: ULID specification, 2019, https://github.com/ulid/spec
public struct RunIdentifier: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The 26 characters.
  public let description: String

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// Reads a name from its text, in either case.
  ///
  /// - Parameter text: 26 characters of the alphabet; anything else gives nothing.
  public init?(_ text: String) {
    let upper = text.uppercased()
    guard upper.count == 26, upper.allSatisfy(RunIdentifier.alphabet.contains),
      let first = upper.first, first <= "7"
    else { return nil }
    description = upper
  }

  /// Makes a new name.
  ///
  /// - Parameters:
  ///   - milliseconds: The time since 1970; the present when left out.
  ///   - generator: The source of the random bits; it need not be reproducible, for a name has no
  ///     influence on results.
  public init(
    milliseconds: UInt64? = nil, using generator: inout some RandomNumberGenerator
  ) {
    let time = (milliseconds ?? RunIdentifier.now) & 0xFFFF_FFFF_FFFF
    var characters: [Character] = []
    for shift in stride(from: 45, through: 0, by: -5) {
      characters.append(RunIdentifier.alphabet[Int(time >> shift & 31)])
    }
    for _ in 0..<2 {
      let bits: UInt64 = generator.next()
      for shift in stride(from: 35, through: 0, by: -5) {
        characters.append(RunIdentifier.alphabet[Int(bits >> shift & 31)])
      }
    }
    description = String(characters)
  }

  private static var now: UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }

  /// The time in the name, in milliseconds since 1970.
  public var milliseconds: UInt64 {
    description.prefix(10).reduce(0) { time, character in
      time << 5 | UInt64(RunIdentifier.alphabet.firstIndex(of: character) ?? 0)
    }
  }

  /// The year and month of the time in the name, as `YYYYMM` in universal time.
  public var month: String {
    var seconds = time_t(milliseconds / 1000)
    var date = tm()
    gmtime_r(&seconds, &date)
    let year = date.tm_year + 1900
    let month = date.tm_mon + 1
    return "\(year)\(month < 10 ? "0" : "")\(month)"
  }

  /// The reference that points at the run's newest commit.
  public var reference: String { "\(runReferencePrefix)\(month)/\(description)" }

  /// Compares the times, and the random bits of equal times.
  public static func < (left: RunIdentifier, right: RunIdentifier) -> Bool {
    left.description < right.description
  }
}

/// What the references of all runs begin with.
let runReferencePrefix = "refs/experiments/runs/"

/// What the references of all names begin with.
let nameReferencePrefix = "refs/experiments/names/"
