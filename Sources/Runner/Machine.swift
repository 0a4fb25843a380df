import CProcessor
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The machine that the program runs on, and the one it was built for.
package enum Machine {
  /// The processor's name and the number of cores, such as `AMD EPYC 9R14, 2 cores`.
  package static var processor: String {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    return "\(name ?? architecture), \(cores) core\(cores == 1 ? "" : "s")"
  }

  /// What the code was generated for, such as `x86-64 popcnt bmi2 fma avx2`.
  package static var builtFor: String {
    let sets = String(cString: tesuji_instruction_sets())
    return architecture + (sets.isEmpty ? " (any processor)" : " " + sets.dropLast())
  }

  /// Both, as measurements quote it.
  package static var description: String { "\(processor); built for \(builtFor)" }

  /// The memory that this process uses just now, in bytes; `nil` where the system does not tell.
  package static var residentBytes: UInt64? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else {
      return nil
    }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { UInt64($0) }
    return pages.map { $0 * UInt64(sysconf(Int32(_SC_PAGESIZE))) }
  }

  /// The memory of the machine, in bytes.
  package static var physicalMemory: UInt64 { ProcessInfo.processInfo.physicalMemory }

  /// The space that is free on a disk.
  ///
  /// - Parameter path: A file or folder on it.
  /// - Returns: Bytes; `nil` where the system does not tell.
  package static func freeSpace(at path: String) -> UInt64? {
    var space = statvfs()
    guard statvfs(path, &space) == 0 else { return nil }
    return UInt64(space.f_bavail) * UInt64(space.f_frsize)
  }

  private static var architecture: String { String(cString: tesuji_architecture()) }

  private static var name: String? {
    guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8) else {
      return nil
    }
    guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix("model name") }),
      let colon = line.firstIndex(of: ":")
    else { return nil }
    return String(line[line.index(after: colon)...].drop(while: \.isWhitespace))
  }
}
