#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A figure that `bench` prints.
package struct Measurement: Hashable, Sendable {
  /// What was measured.
  package var name: String
  /// The median of the runs.
  package var value: Double
  /// The unit, such as `games/s`.
  package var unit: String
  /// The largest run minus the smallest, as a share of the median; 0 for a figure that is exact.
  package var spread: Double
  /// How many times it was measured.
  package var runs: Int

  /// Makes a figure of its runs.
  ///
  /// - Parameters:
  ///   - name: What was measured.
  ///   - values: At least one, in any order.
  ///   - unit: The unit.
  package init(_ name: String, _ values: [Double], _ unit: String) {
    precondition(!values.isEmpty, "a measurement needs a run")
    let sorted = values.sorted()
    let middle = sorted.count / 2
    self.name = name
    self.unit = unit
    value = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    spread = value == 0 ? 0 : ((sorted.last ?? value) - sorted[0]) / value.magnitude
    runs = sorted.count
  }

  /// What a second is.
  package enum Clock: Sendable {
    /// A second of this thread on a processor, which other programs disturb less.
    case processor
    /// A second by the clock, for work that another process does.
    case wall

    /// Seconds since some moment.
    package var seconds: Double {
      var time = timespec()
      clock_gettime(self == .processor ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
  }

  /// How many times the shortest time of a run may pass by the clock before the run is ended: a
  /// thread that sleeps, or hardly gets a processor, would never reach it in processor time.
  private static let patience = 20.0

  /// Measures how often something is done in a second.
  ///
  /// - Parameters:
  ///   - name: What is measured.
  ///   - unit: The unit, such as `games/s`.
  ///   - runs: How many times it is measured, after one run to warm up.
  ///   - seconds: The shortest time of a run.
  ///   - clock: What a second is.
  ///   - work: Does a piece of the work and returns how much it was.
  /// - Returns: The figure.
  package static func rate(
    _ name: String, _ unit: String, runs: Int = 5, seconds: Double = 0.2,
    by clock: Clock = .processor,
    _ work: () -> Int
  ) -> Measurement {
    var values: [Double] = []
    for run in 0...runs {
      let start = clock.seconds
      let end = Clock.wall.seconds + Self.patience * seconds
      var done = 0
      var elapsed = 0.0
      repeat {
        done += work()
        elapsed = clock.seconds - start
      } while elapsed < (run == 0 ? seconds / 4 : seconds) && Clock.wall.seconds < end
      if run > 0 { values.append(Double(done) / max(elapsed, 1e-9)) }
    }
    return Measurement(name, values, unit)
  }

  /// The figure as JSON.
  package var document: JSONValue {
    [
      "name": .string(name), "value": .real(value), "unit": .string(unit),
      "spread": .real(spread), "runs": .integer(runs), "machine": .string(Machine.description),
    ]
  }

  /// Figures as a table for people, the machine above it.
  ///
  /// - Parameter measurements: The figures.
  /// - Returns: Lines without a line feed at the end.
  package static func table(_ measurements: [Measurement]) -> String {
    var table = emptyTable()
    for measurement in measurements { table.append(measurement.row) }
    return (machineLines + table.lines).joined(separator: "\n")
  }

  /// What stands above a table of figures.
  package static var machineLines: [String] {
    ["machine: \(Machine.processor)", "built for: \(Machine.builtFor)", ""]
  }

  /// A table for figures that are not known yet.
  ///
  /// - Parameter widths: How wide the columns are at least.
  /// - Returns: The headings alone.
  package static func emptyTable(widths: [Int] = []) -> TextTable {
    TextTable(
      ["measured", "value", "unit", "spread", "runs"], rightAligned: [1, 3, 4], widths: widths)
  }

  /// The figure as a row of a table.
  package var row: [String] {
    [name, Self.grouped(value), unit, "\(Int((spread * 100).rounded())) %", "\(runs)"]
  }

  /// A number with spaces between groups of three digits; three digits after the point below 100.
  package static func grouped(_ value: Double) -> String {
    if value.magnitude < 100 {
      let thousandths = Int64((value * 1000).rounded())
      let fraction = String(1000 + thousandths.magnitude % 1000).dropFirst()
      return "\(thousandths < 0 ? "-" : "")\(thousandths.magnitude / 1000).\(fraction)"
    }
    return value.magnitude < 0x1p63 ? grouped(whole: Int(value.rounded())) : "\(value)"
  }

  /// A whole number with spaces between groups of three digits.
  package static func grouped(whole value: Int) -> String {
    var digits = Array(String(value.magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(" ", at: place)
      place -= 3
    }
    return (value < 0 ? "-" : "") + String(digits)
  }
}

/// Keeps the compiler from leaving out work whose result nobody looks at.
///
/// - Parameter value: The result.
@inline(never)
package func keep<T>(_ value: T) {
  withExtendedLifetime(value) {}
}
