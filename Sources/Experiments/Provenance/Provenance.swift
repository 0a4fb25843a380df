internal import Glibc

/// What produces a run's results besides its configuration: code, programs, machine, promises.
public struct Provenance: Hashable, Sendable {
  /// The program and the libraries in it.
  public var binaries: [LoadedBinary]
  /// The software around it.
  public var environment: EnvironmentRecord
  /// The machine.
  public var hardware: HardwareRecord
  /// What the run promises about being repeated.
  public var determinism: DeterminismRecord

  /// Makes a record of parts.
  ///
  /// - Parameters:
  ///   - binaries: The program and the libraries in it.
  ///   - environment: The software around it.
  ///   - hardware: The machine.
  ///   - determinism: What the run promises about being repeated.
  public init(
    binaries: [LoadedBinary], environment: EnvironmentRecord, hardware: HardwareRecord,
    determinism: DeterminismRecord
  ) {
    self.binaries = binaries
    self.environment = environment
    self.hardware = hardware
    self.determinism = determinism
  }

  /// Looks at this process and this machine.
  ///
  /// Every loaded library is read once, at about the speed of the disk.
  ///
  /// - Parameters:
  ///   - versions: Versions that only the caller knows: the compiler, LibTorch, the program itself.
  ///   - determinism: What the run promises about being repeated.
  /// - Returns: The record.
  public static func ofThisProcess(
    versions: [String: String], determinism: DeterminismRecord
  ) -> Provenance {
    Provenance(
      binaries: LoadedBinary.ofThisProcess(), environment: .ofThisProcess(versions: versions),
      hardware: .ofThisMachine(), determinism: determinism)
  }
}

/// The software that a run depends on.
public struct EnvironmentRecord: Hashable, Sendable, Codable {
  /// Versions by the name of what has them.
  public var versions: [String: String]
  /// The environment variables that may change results.
  public var variables: [String: String]

  /// Makes a record of parts.
  ///
  /// - Parameters:
  ///   - versions: Versions by the name of what has them.
  ///   - variables: The environment variables that may change results.
  public init(versions: [String: String], variables: [String: String]) {
    self.versions = versions
    self.variables = variables
  }

  /// The only variables that are recorded: any other may hold a secret.
  static let recordedVariables = [
    "ATEN_CPU_CAPABILITY", "CUBLAS_WORKSPACE_CONFIG", "CUDA_VISIBLE_DEVICES", "DNNL_MAX_CPU_ISA",
    "KMP_AFFINITY", "LD_LIBRARY_PATH",
    "LD_PRELOAD", "LIBTORCH", "MALLOC_ARENA_MAX", "MKL_NUM_THREADS", "OMP_NUM_THREADS",
    "OMP_PROC_BIND", "ONEDNN_MAX_CPU_ISA",
  ]

  static func ofThisProcess(versions: [String: String]) -> EnvironmentRecord {
    var versions = versions
    var libc = [UInt8](repeating: 0, count: 64)
    let length = libc.withUnsafeMutableBytes { bytes in
      confstr(
        Int32(_CS_GNU_LIBC_VERSION), bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
    // As "glibc 2.36", of which the number is wanted; the length counts the null at the end.
    if length > 6, length <= libc.count {
      versions["glibc"] = String(decoding: libc[6..<length - 1], as: UTF8.self)
    }
    if let kernel = try? FileSystem.read("/proc/sys/kernel/osrelease") {
      versions["kernel"] = firstLine(kernel)
    }
    var variables: [String: String] = [:]
    for name in recordedVariables {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    return EnvironmentRecord(versions: versions, variables: variables)
  }
}

/// The machine that a run is made on.
public struct HardwareRecord: Hashable, Sendable, Codable {
  /// The processor's name.
  public var processor: String
  /// The processor's instruction set extensions, sorted.
  public var features: [String]
  /// The number of cores that the process may use.
  public var cores: Int
  /// The memory in bytes.
  public var memory: Int
  /// One line per graphics processor, and one for their driver.
  public var accelerators: [String]

  /// Makes a record of parts.
  ///
  /// - Parameters:
  ///   - processor: The processor's name.
  ///   - features: The processor's instruction set extensions, sorted.
  ///   - cores: The number of cores that the process may use.
  ///   - memory: The memory in bytes.
  ///   - accelerators: One line per graphics processor, and one for their driver.
  public init(
    processor: String, features: [String], cores: Int, memory: Int, accelerators: [String]
  ) {
    self.processor = processor
    self.features = features
    self.cores = cores
    self.memory = memory
    self.accelerators = accelerators
  }

  static func ofThisMachine() -> HardwareRecord {
    let text = (try? FileSystem.read("/proc/cpuinfo")).map { String(decoding: $0, as: UTF8.self) }
    var fields: [Substring: Substring] = [:]
    for line in (text ?? "").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, let key = parts[0].split(separator: "\t").first else { continue }
      if fields[key] == nil { fields[key] = parts[1].drop { $0 == " " } }
    }
    return HardwareRecord(
      processor: String(fields["model name"] ?? "unknown"),
      features: (fields["flags"] ?? fields["Features"] ?? "").split(separator: " ")
        .map(String.init).sorted(),
      cores: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      memory: Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE))),
      accelerators: accelerators())
  }

  private static func accelerators() -> [String] {
    let folder = "/proc/driver/nvidia"
    guard let version = try? FileSystem.read("\(folder)/version") else { return [] }
    var lines = [firstLine(version)]
    for device in FileSystem.names(in: "\(folder)/gpus") {
      guard let text = try? FileSystem.read("\(folder)/gpus/\(device)/information") else {
        continue
      }
      lines.append(firstLine(text))
    }
    return lines
  }
}

/// What a run promises about being repeated.
public struct DeterminismRecord: Hashable, Sendable, Codable {
  /// `deterministic` or `throughput`.
  public var mode: String
  /// The run's seed.
  public var seed: Int
  /// The number of each random stream, by what it is for.
  public var streams: [String: Int]
  /// The number of threads of each part whose sums depend on it.
  public var threads: [String: Int]
  /// The rows that inference batches are padded to; 0 where results do not depend on the batch.
  public var batchPadding: Int
  /// What is known to differ between repetitions.
  public var knownSources: [String]

  /// Makes a record of parts.
  ///
  /// - Parameters:
  ///   - mode: `deterministic` or `throughput`.
  ///   - seed: The run's seed.
  ///   - streams: The number of each random stream, by what it is for.
  ///   - threads: The number of threads of each part whose sums depend on it.
  ///   - batchPadding: The rows that inference batches are padded to; 0 for none.
  ///   - knownSources: What is known to differ between repetitions.
  public init(
    mode: String, seed: Int, streams: [String: Int] = [:], threads: [String: Int] = [:],
    batchPadding: Int = 0, knownSources: [String] = []
  ) {
    self.mode = mode
    self.seed = seed
    self.streams = streams
    self.threads = threads
    self.batchPadding = batchPadding
    self.knownSources = knownSources
  }
}

/// Where a run's code comes from.
public struct CodeRecord: Hashable, Sendable, Codable {
  /// The address of the repository's remote `origin`, without a password.
  public internal(set) var url: String?
  /// The last commit.
  public internal(set) var head: String?
  /// The branch.
  public internal(set) var branch: String?
  /// Whether files differ from the last commit.
  public internal(set) var isDirty = false
  /// The tree of the recorded code, or nothing when none was recorded.
  public internal(set) var tree: String?
  /// The files that were not recorded.
  public internal(set) var leftOut: [LeftOutFile] = []
  /// Why no code was recorded, or nothing when it was.
  public internal(set) var note: String?
}

/// The first line of a text, without blanks around it.
private func firstLine(_ bytes: [UInt8]) -> String {
  let line = bytes.prefix { $0 != UInt8(ascii: "\n") }.drop { $0 <= UInt8(ascii: " ") }
  return String(decoding: line, as: UTF8.self)
}
