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

  /// Measures how often something is done in a second of the processor's time.
  ///
  /// Processor time rather than the clock's, so that other programs disturb it less.
  ///
  /// - Parameters:
  ///   - name: What is measured.
  ///   - unit: The unit, such as `games/s`.
  ///   - runs: How many times it is measured, after one run to warm up.
  ///   - seconds: The shortest time of a run.
  ///   - work: Does a piece of the work and returns how much it was.
  /// - Returns: The figure.
  package static func rate(
    _ name: String, _ unit: String, runs: Int = 5, seconds: Double = 0.2,
    _ work: () -> Int
  ) -> Measurement {
    var values: [Double] = []
    for run in 0...runs {
      let start = processorSeconds()
      var done = 0
      var elapsed = 0.0
      repeat {
        done += work()
        elapsed = processorSeconds() - start
      } while elapsed < (run == 0 ? seconds / 4 : seconds)
      if run > 0 { values.append(Double(done) / elapsed) }
    }
    return Measurement(name, values, unit)
  }

  /// The processor time of this thread, in seconds.
  package static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
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
    var table = TextTable(
      ["measured", "value", "unit", "spread", "runs"], rightAligned: [1, 3, 4])
    for measurement in measurements {
      table.append([
        measurement.name, grouped(measurement.value), measurement.unit,
        "\(Int((measurement.spread * 100).rounded())) %", "\(measurement.runs)",
      ])
    }
    return (["machine: \(Machine.processor)", "built for: \(Machine.builtFor)", ""] + table.lines)
      .joined(separator: "\n")
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
