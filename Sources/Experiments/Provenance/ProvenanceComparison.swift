/// What differs between the programs, the software and the machine of a recorded run and the present
/// ones, and what of it stands in the way of repeating the run to the bit.
public struct ProvenanceComparison: Sendable {
  /// Everything that differs; the first key is the file's name under `provenance/`.
  public let differences: [ConfigurationDifference]

  /// The differences that may change results; while there are any, exactness is not promised.
  ///
  /// They are those of programs and libraries, of versions and of processors.
  public var obstacles: [ConfigurationDifference] {
    differences.filter { difference in
      let keys = difference.path.components
      switch keys.first {
      case "binaries", "determinism": return true
      case "environment": return keys.last != "kernel"
      case "hardware": return ["processor", "features", "accelerators"].contains(keys.last)
      default: return false
      }
    }
  }

  /// The recorded files with the list of binaries made a table by file name, so that one library that
  /// differs is one difference.
  static func byName(_ provenance: [String: ConfigValue]) -> ConfigValue {
    var provenance = provenance
    if case .list(let binaries)? = provenance["binaries"] {
      var byName: [String: ConfigValue] = [:]
      for binary in binaries {
        guard case .text(let path)? = binary.value(at: ConfigPath(["path"])) else { continue }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        byName[name] = binary.value(at: ConfigPath(["sha256"]))
      }
      provenance["binaries"] = .table(byName)
    }
    return .table(provenance)
  }
}

extension RunDetails {
  /// Compares what produced the run with what would produce it now.
  ///
  /// The code is left out: what runs is in the binaries.
  ///
  /// - Parameter present: This process on this machine.
  /// - Returns: The differences, the recorded value on the left.
  public func compare(with present: Provenance) -> ProvenanceComparison {
    var recorded = provenance
    recorded["code"] = nil
    let now: [String: ConfigValue] = [
      "binaries": TreeEncoder.tree(present.binaries).node.defaultValue,
      "environment": TreeEncoder.tree(present.environment).node.defaultValue,
      "hardware": TreeEncoder.tree(present.hardware).node.defaultValue,
      "determinism": TreeEncoder.tree(present.determinism).node.defaultValue,
    ]
    return ProvenanceComparison(
      differences: ConfigurationDifference.between(
        ProvenanceComparison.byName(recorded), ProvenanceComparison.byName(now)))
  }
}
