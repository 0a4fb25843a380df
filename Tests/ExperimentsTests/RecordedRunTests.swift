import Foundation
import Testing

@testable import Experiments

@Suite struct RecordedRunTests {
  @Test func `writers of one run cannot lose each other's commits`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    let other = try StoreFixture.open(fixture.folder.path)
    run.close()
    let (taken, _) = try other.resume(run.id)
    #expect(throws: ExperimentError.runMovedOn(run.id)) {
      try run.checkpoint(step: 1, files: [:], progress: [:])
    }
    try taken.checkpoint(step: 2, files: [:], progress: [:])
    let kinds = try fixture.store.log(fixture.found(taken)).map(\.kind)
    #expect(kinds == [.checkpoint, .resume, .intent])
  }

  @Test func `a lock left behind is waited for, then named with its age`() throws {
    let fixture = try StoreFixture()
    let run = try fixture.begin()
    fixture.store.patience = 0.05
    let lock = "\(fixture.store.folder)/experiments.git/\(run.id.reference).lock"
    try fixture.folder.write("", to: String(lock.dropFirst(fixture.folder.path.count + 1)))
    func failure() -> String {
      do {
        try run.checkpoint(step: 1, files: [:], progress: [:])
        return ""
      } catch {
        return error.description
      }
    }
    #expect(failure().contains("\(lock) is held by another program"))
    var times = [timespec(tv_sec: time(nil) - 1000, tv_nsec: 0), timespec()]
    times[1] = times[0]
    #expect(utimensat(AT_FDCWD, lock, times, 0) == 0)
    let text = failure()
    #expect(text.contains("\(lock) is 100"), "\(text)")
    #expect(text.contains("delete it if no other program is writing there"), "\(text)")
    FileSystem.remove(lock)
    #expect(throws: Never.self) { try run.checkpoint(step: 1, files: [:], progress: [:]) }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a process killed while it writes leaves a sound store`() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    _ = try StoreFixture.open(path)
    for round in 0..<6 {
      await #expect(processExitsWith: .signal(SIGKILL)) {
        [path = path as String, round = round as Int] in
        let store = try StoreFixture.open(path)
        let run = try store.begin(sampleIntent, id: newRun())
        Thread.detachNewThread {
          usleep(useconds_t(40_000 + round * 15_000))
          kill(getpid(), SIGKILL)
        }
        for step in 1... {
          let blob = try store.blobs.store(Array("\(round) \(step)".utf8))
          try run.checkpoint(step: step, files: ["weights": blob], progress: [:])
        }
      }
    }
    let store = try StoreFixture.open(path)
    let tips = try store.tips()
    #expect(tips.count == 6)
    #expect(try tips.map { try store.log($0).count }.reduce(0, +) > 12)
    for tip in tips {
      let (run, checkpoint) = try store.resume(tip.id)
      if let blob = checkpoint?.files["weights"] {
        #expect(throws: Never.self) { try store.blobs.read(blob) }
      }
      try run.finish(summary: [:], digests: DigestChain())
    }
    #expect(try unsoundness(of: path) == [])
  }

  /// Whether this process may mount file systems: root may, unless it is confined.
  static let mayMount: Bool = {
    guard let folder = try? TemporaryFolder(),
      mount("tmpfs", folder.path, "tmpfs", 0, "size=4k") == 0
    else { return false }
    return umount2(folder.path, Int32(MNT_DETACH)) == 0
  }()

  @Test(.enabled(if: mayMount, "a small disk must be mounted"))
  func `a full disk is named and what was recorded stays`() throws {
    let folder = try TemporaryFolder()
    try #require(mount("tmpfs", folder.path, "tmpfs", 0, "size=640k") == 0)
    defer { umount2(folder.path, Int32(MNT_DETACH)) }
    let store = try StoreFixture.open(folder.path)
    let run = try store.begin(sampleIntent, id: newRun())
    let blob = try store.blobs.store([UInt8](repeating: 7, count: 1000))
    let good = try run.checkpoint(step: 1, files: ["weights": blob], progress: [:])

    func failure(_ body: () throws -> Void) -> String {
      do {
        try body()
        return ""
      } catch {
        return "\(error)"
      }
    }
    let big = failure { _ = try store.blobs.store([UInt8](repeating: 8, count: 1 << 20)) }
    #expect(big.hasPrefix("the disk is full: writing "), "\(big)")
    // Fill the rest byte by byte, then let git meet it.
    var chunk = 1 << 16
    var number = 0
    while chunk > 0 {
      number += 1
      let bytes = [UInt8](repeating: 9, count: chunk)
      do {
        try FileSystem.writeAtomically(bytes, to: "\(folder.path)/fill\(number)", isDurable: false)
      } catch { chunk /= 2 }
    }
    let commit = failure {
      try run.checkpoint(
        step: 2, files: [:], progress: ["noise": .text(String(repeating: "x", count: 5000))])
    }
    #expect(commit.hasPrefix("the disk is full: "), "\(commit)")
    #expect(run.tip == good.commit)
    for file in 1...number { FileSystem.remove("\(folder.path)/fill\(file)") }
    #expect(try store.blobs.read(blob).count == 1000)
    #expect(try store.checkpoint(at: run.tip) == good)
    #expect(throws: Never.self) { try run.checkpoint(step: 2, files: [:], progress: [:]) }
  }

  @Test func `a file at the size limit of the process is reported, not half written`() async throws
  {
    let folder = try TemporaryFolder()
    let path = folder.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let store = try StoreFixture.open(path)
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 100_000, rlim_max: 100_000)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      do {
        _ = try store.blobs.store([UInt8](repeating: 1, count: 200_000))
        exit(1)
      } catch {
        exit("\(error)".hasPrefix("the disk is full: ") ? 0 : 2)
      }
    }
    let left = FileSystem.names(in: "\(path)/.tesuji/objects").flatMap { first in
      FileSystem.names(in: "\(path)/.tesuji/objects/\(first)").flatMap { second in
        FileSystem.names(in: "\(path)/.tesuji/objects/\(first)/\(second)")
      }
    }
    #expect(left == [])
  }
}
