import Foundation
import Testing

@testable import Experiments

@Suite struct EventLogTests {
  @Test func `events come back in order, without a torn last line`() throws {
    let folder = try TemporaryFolder()
    let log = EventLog(folder: folder.path)
    #expect(try log.read() == [])
    for number in 0..<3 {
      try log.append(["seq": .integer(number), "kind": .text("metric\n")])
    }
    let path = "\(folder.path)/events.jsonl"
    let whole = try FileSystem.read(path)
    try FileSystem.writeAtomically(Array(whole.dropLast(5)), to: path, isDurable: false)
    #expect(try log.read().map { $0.value(at: ConfigPath(["seq"])) } == [.integer(0), .integer(1)])
    try log.append(["seq": .integer(9)])
    #expect(
      try log.read().map { $0.value(at: ConfigPath(["seq"])) } == [
        .integer(0), .integer(1), .integer(9),
      ])
  }

  @Test func `a full segment is put aside and every segment has its digest`() throws {
    let folder = try TemporaryFolder()
    let log = EventLog(folder: folder.path, segmentLimit: 40)
    for number in 0..<12 { try log.append(["seq": .integer(number)]) }
    let segments = try log.segments()
    #expect(segments.count == 4)
    #expect(segments.map(\.name).last == "events.jsonl")
    #expect(segments.allSatisfy { $0.size <= 40 && $0.sha256.count == 64 })
    #expect(
      try log.read().map { $0.value(at: ConfigPath(["seq"])) } == (0..<12).map { .integer($0) })
  }
}
