import Foundation
import Synchronization
import Testing

@testable import ExternalGames

@Suite struct ProcessLaneTests {
  /// A lane on the game of two, and what its server is asked for.
  private final class Recorded {
    let served: Served
    let lane: ProcessLane
    let facts: ProcessFacts
    let incidents = Mutex<[ProcessIncident]>([])
    private var seen = 0

    init(_ game: String = "", environments: Int = 256) throws {
      served = try Served()
      var plan = served.recorded(game)
      plan.environmentCount = environments
      let lane = ProcessLane(plan)
      self.lane = lane
      facts = try lane.facts()
      #expect(try asked == [.hello])
    }

    /// What the server was asked for since the last time.
    var asked: [ProcessOperation] {
      get throws {
        let file = served.folder.appending(path: "record")
        let all = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        defer { seen = all.count }
        return all.dropFirst(seen).compactMap { UInt8($0).flatMap(ProcessOperation.init) }
      }
    }

    func request(
      _ position: ProcessPosition, after actions: [Int32] = [], _ action: Int32,
      isShared: Bool = false
    ) -> ProcessLane.Request {
      var trail = ActionTrail(seed: 0)
      for action in actions { trail.append(.action(action)) }
      return ProcessLane.Request(
        position: position, trail: trail, seed: nil, action: action, isShared: isShared)
    }

    /// Takes a step.
    func step(
      _ position: ProcessPosition, after actions: [Int32] = [], _ action: Int32,
      isShared: Bool = false
    ) throws -> ProcessPosition {
      let request = request(position, after: actions, action, isShared: isShared)
      return try #require(lane.advance([request], facts)[0]).position
    }

    func start() throws -> ProcessPosition { try lane.start(seed: 0, facts) }
  }

  @Test func `an environment that stands at a position goes on without ado`() throws {
    let recorded = try Recorded()
    let left = try recorded.start()
    let right = try recorded.start()
    #expect(try recorded.asked == [.reset, .reset])
    let next = try recorded.step(left, 0)
    _ = try recorded.step(right, 1)
    _ = try recorded.step(next, after: [0], 2)
    #expect(try recorded.asked == [.step, .step, .step])
  }

  @Test func `a position that is shared is kept once, and loaded when it is needed again`() throws {
    let recorded = try Recorded()
    let start = try recorded.start()
    let sight = try recorded.step(start, 0, isShared: true).sight
    #expect(try recorded.asked == [.reset, .save, .step])
    #expect(try recorded.step(start, 0, isShared: true).sight == sight)
    #expect(try recorded.asked == [.load, .step])
    #expect(try recorded.step(start, 1).sight != sight)
    #expect(try recorded.asked == [.load, .step])
  }

  @Test func `a position that cannot be kept is reached by replaying`() throws {
    let recorded = try Recorded("slow")
    let start = try recorded.start()
    let next = try recorded.step(start, 2, isShared: true)
    let sight = try recorded.step(next, after: [2], 0, isShared: true).sight
    #expect(try recorded.asked == [.reset, .step, .step])
    #expect(try recorded.step(next, after: [2], 0).sight == sight)
    #expect(try recorded.asked == [.reset, .step, .step])
  }

  @Test func `a replay that leads elsewhere is no way back`() throws {
    let recorded = try Recorded("slow")
    let start = try recorded.start()
    let next = try recorded.step(start, 2)
    _ = try recorded.step(next, after: [2], 0)
    // The way that is told is not the way that was gone.
    let wrong = recorded.request(next, after: [1], 0)
    #expect(recorded.lane.advance([wrong], recorded.facts)[0] == nil)
  }

  @Test func `a position that nobody holds is forgotten with the next question`() throws {
    let recorded = try Recorded()
    var start: ProcessPosition? = try recorded.start()
    let next = try recorded.step(try #require(start), 0, isShared: true)
    #expect(try recorded.asked == [.reset, .save, .step])
    start = nil
    #expect(try recorded.asked == [])
    let last = try recorded.step(next, after: [0], 0)
    #expect(try recorded.asked == [.drop, .step])
    _ = try recorded.step(last, after: [0, 0], 0)
    #expect(try recorded.asked == [.step])
  }

  @Test func `what a server kept is gone with it, and not asked for again`() throws {
    let recorded = try Recorded()
    var start: ProcessPosition? = try recorded.start()
    let sight = try recorded.step(try #require(start), 1, isShared: true).sight
    #expect(try recorded.asked == [.reset, .save, .step])
    kill(try #require(recorded.lane.process), SIGKILL)
    #expect(try recorded.step(try #require(start), 1, isShared: true).sight == sight)
    #expect(try recorded.asked == [.hello, .reset, .save, .step])
    kill(try #require(recorded.lane.process), SIGKILL)
    let next = try recorded.start()
    start = nil
    _ = try recorded.step(next, 0)
    #expect(try recorded.asked == [.hello, .reset, .step])
  }

  @Test func `an environment that is taken away has its position kept`() throws {
    let recorded = try Recorded(environments: 1)
    let left = try recorded.start()
    let right = try recorded.start()
    #expect(try recorded.asked == [.reset, .save, .reset])
    let next = try recorded.step(left, 0)
    #expect(try recorded.asked == [.save, .load, .step])
    withExtendedLifetime((right, next)) {}
  }

  @Test func `steps at once go in as few frames as there are environments for`() throws {
    let recorded = try Recorded("slow", environments: 2)
    let starts = [try recorded.start(), try recorded.start()]
    #expect(try recorded.asked == [.reset, .reset])
    let two = starts.map { recorded.request($0, 0) }
    var advances = recorded.lane.advance(two, recorded.facts)
    #expect(advances.allSatisfy { $0 != nil })
    #expect(try recorded.asked == [.step])
    let three = (starts + starts.prefix(1)).map { recorded.request($0, 0, isShared: true) }
    advances = recorded.lane.advance(three, recorded.facts)
    #expect(Set(advances.map { $0?.position.sight }).count == 1)
    #expect(try recorded.asked == [.reset, .reset, .step, .reset, .step])
  }

  @Test func `a game that fails does not take the others with it`() throws {
    let served = try Served()
    let incidents = Mutex<[ProcessIncident]>([])
    var plan = served.faulty("exception")
    plan.report = { incident in incidents.withLock { $0.append(incident) } }
    let lane = ProcessLane(plan)
    let facts = try lane.facts()
    var trail = ActionTrail(seed: 0)
    var failing = try lane.start(seed: 0, facts)
    for _ in 0..<2 {
      let request = ProcessLane.Request(
        position: failing, trail: trail, seed: nil, action: 1, isShared: false)
      failing = try #require(lane.advance([request], facts)[0]).position
      trail.append(.action(1))
    }
    let sound = try lane.start(seed: 0, facts)
    let advances = lane.advance(
      [
        .init(position: failing, trail: trail, seed: nil, action: 1, isShared: false),
        .init(position: sound, trail: ActionTrail(seed: 0), seed: nil, action: 1, isShared: false),
      ], facts)
    #expect(advances[0] == nil)
    #expect(advances[1]?.reward == 1)
    let told = incidents.withLock { $0 }
    #expect(told.map(\.gamesAtOnce).first == 2)
    #expect(told.dropFirst().allSatisfy { $0.gamesAtOnce == 1 && $0.ply == 2 })
    #expect(told.last?.isFinal == true)
  }

  @Test func `a picture is that of the position, wherever the environment went`() throws {
    let recorded = try Recorded()
    let start = try recorded.start()
    let next = try recorded.step(start, 2, isShared: true)
    #expect(try recorded.asked == [.reset, .save, .step])
    let trail = ActionTrail(seed: 0)
    let text = try recorded.lane.text(of: start, trail, recorded.facts)
    #expect(text == String(repeating: "|", count: 21) + " x")
    #expect(try recorded.asked == [.load, .text])
    withExtendedLifetime(next) {}
  }

  @Test func `a server that starts with other facts is refused`() throws {
    let served = try Served()
    let incidents = Mutex<[ProcessIncident]>([])
    var plan = served.subtraction()
    plan.report = { incident in incidents.withLock { $0.append(incident) } }
    let facts = try ProcessFacts(hello(), name: "subtraction")
    #expect(
      throws: ProcessError.badFacts("they are other ones than when the server was first started")
    ) { try ProcessLane(plan).start(seed: 0, facts) }
    #expect(incidents.withLock { $0.map(\.isFinal) } == [false, false, true])
  }
}
