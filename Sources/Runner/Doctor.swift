import Experiments
import Foundation
import Network
import Runs

/// Looks at the machine: what Tesuji needs, what is there, and how to get the rest.
package enum Doctor {
  /// What one look found.
  package struct Finding: Hashable, Sendable {
    /// How it is.
    package enum State: String, Sendable {
      /// It is there and works.
      case ok
      /// It works, but less well than it could.
      case warning
      /// It is not there, or does not work.
      case missing
    }

    /// What was looked for.
    package var name: String
    /// How it is.
    package var state: State
    /// What was found.
    package var detail: String
    /// What to do about it; `nil` if nothing.
    package var remedy: String?

    /// Makes a finding.
    package init(_ name: String, _ state: State, _ detail: String, remedy: String? = nil) {
      self.name = name
      self.state = state
      self.detail = detail
      self.remedy = remedy
    }

    /// The finding as JSON.
    package var document: JSONValue {
      [
        "name": .string(name), "state": .string(state.rawValue), "detail": .string(detail),
        "remedy": remedy.map { .string($0) } ?? .null,
      ]
    }
  }

  /// All findings.
  ///
  /// - Parameter project: The folder that runs would be recorded in.
  /// - Returns: One finding for each thing that was looked for.
  package static func examine(project: String) -> [Finding] {
    [processor, toolchain] + headers + tools
      + [pip, inferencePlan, torch, bfloat16, store(in: project), disk(of: project), memory]
  }

  /// Findings as a list for people.
  ///
  /// - Parameter findings: The findings.
  /// - Returns: Lines without a line feed at the end.
  package static func text(_ findings: [Finding]) -> String {
    var table = TextTable(["", "", ""])
    for finding in findings {
      table.append([finding.state.rawValue, finding.name, finding.detail])
    }
    let remedies = findings.compactMap { finding in
      finding.remedy.map { "\(finding.name): \($0)" }
    }
    let close =
      remedies.isEmpty
      ? ["", "Nothing is missing."] : ["", "What to do:"] + remedies.map { "  \($0)" }
    return (table.lines.dropFirst() + close).joined(separator: "\n")
  }

  private static var processor: Finding {
    let isGeneric = Machine.builtFor.hasSuffix("(any processor)")
    return Finding(
      "processor", isGeneric ? .warning : .ok, Machine.description,
      remedy: isGeneric ? "'make build' builds for this processor and is several times faster" : nil
    )
  }

  private static var toolchain: Finding {
    guard let version = firstLine(of: "swift", ["--version"]) else {
      return Finding(
        "Swift toolchain", .missing, "there is no 'swift' on the path",
        remedy: "install Swift 6.2 or newer from https://www.swift.org/install")
    }
    return Finding("Swift toolchain", .ok, version)
  }

  private static var headers: [Finding] {
    [
      ("libgit2", "libgit2-dev", ["git2.h"]),
      ("SQLite", "libsqlite3-dev", ["sqlite3.h"]),
      ("oneDNN", "libdnnl-dev", ["dnnl.h", "oneapi/dnnl/dnnl.h"]),
    ].map { name, package, files in
      let folders = ["/usr/include", "/usr/local/include"]
      let found = folders.flatMap { folder in files.map { "\(folder)/\($0)" } }
        .first { FileManager.default.fileExists(atPath: $0) }
      guard let found else {
        return Finding(
          name, .missing, "\(files[0]) is not in \(folders.joined(separator: " or "))",
          remedy: "'make setup', or: apt-get install \(package)")
      }
      return Finding(name, .ok, found)
    }
  }

  private static var tools: [Finding] {
    [
      ("g++", "g++"), ("make", "make"), ("unzip", "unzip"), ("readelf", "binutils"),
    ].map { tool, package in
      guard let path = find(tool) else {
        return Finding(
          tool, .missing, "it is not on the path; 'make setup' needs it",
          remedy: "apt-get install \(package)")
      }
      return Finding(tool, .ok, path)
    }
  }

  private static var pip: Finding {
    guard let version = firstLine(of: "python3", ["-m", "pip", "--version"]) else {
      return Finding(
        "pip", .missing, "'python3 -m pip' does not work; 'make setup' needs it",
        remedy: "apt-get install python3-pip")
    }
    return Finding("pip", .ok, version)
  }

  private static var inferencePlan: Finding {
    switch InferencePlanLibrary.summary {
    case .success(let summary): Finding("inference plan", .ok, summary)
    case .failure(let error):
      Finding(
        "inference plan", .missing, "\(error)",
        remedy: "'make setup'; without it no network can play or be evaluated")
    }
  }

  private static var torch: Finding {
    switch TorchLibrary.summary {
    case .success(let summary): Finding("LibTorch", .ok, summary)
    case .failure(let error):
      Finding(
        "LibTorch", .missing, "\(error)",
        remedy: "'make setup', or 'LIBTORCH=<dir> make setup' to use one that is there; without it "
          + "everything but training works")
    }
  }

  private static var bfloat16: Finding {
    let isThere = InferencePlanLibrary.hasNativeBFloat16
    return Finding(
      "bf16", .ok,
      isThere
        ? "the processor multiplies bf16 itself; networks are evaluated in bf16"
        : "the processor has no bf16; networks are evaluated in fp32")
  }

  private static func store(in project: String) -> Finding {
    let folder = "\(project)/.tesuji"
    let isThere = FileManager.default.fileExists(atPath: folder)
    guard FileManager.default.isWritableFile(atPath: isThere ? folder : project) else {
      return Finding(
        "experiment store", .missing, "\(isThere ? folder : project) cannot be written",
        remedy: "work in a folder of your own")
    }
    guard isThere else {
      return Finding("experiment store", .ok, "none yet; the first run makes \(folder)")
    }
    do {
      _ = try ExperimentStore.open(project: project, creating: false)
      return Finding("experiment store", .ok, folder)
    } catch {
      return Finding(
        "experiment store", .missing, "\(error)", remedy: "mend it as the reason says")
    }
  }

  private static func disk(of project: String) -> Finding {
    guard let free = Machine.freeSpace(at: project) else {
      return Finding("disk", .warning, "the free space cannot be told")
    }
    let text = "\(ProgressReport.size(free)) free"
    if free < 2 << 30 {
      return Finding(
        "disk", .warning, text, remedy: "a training run and LibTorch want 3 GiB; make room")
    }
    return Finding("disk", .ok, text)
  }

  private static var memory: Finding {
    let bytes = Machine.physicalMemory
    return Finding(
      "memory", bytes < 2 << 30 ? .warning : .ok, ProgressReport.size(bytes),
      remedy: bytes < 2 << 30 ? "training and building want 4 GiB" : nil)
  }

  private static func find(_ tool: String) -> String? {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").map { "\($0)/\(tool)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func firstLine(of tool: String, _ arguments: [String]) -> String? {
    guard let path = find(tool) else { return nil }
    // The compiler leaves an empty folder behind wherever temporary files go.
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appending(path: "tesuji-doctor-\(UUID().uuidString)")
    guard (try? manager.createDirectory(at: folder, withIntermediateDirectories: true)) != nil
    else { return nil }
    defer { try? manager.removeItem(at: folder) }
    let process = Process()
    let output = Pipe()
    process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) {
      $1
    }
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }
}
