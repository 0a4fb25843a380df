import Dispatch
import Foundation
import GameProtocol
import Synchronization
import Testing

@testable import ExternalGames

@Suite struct ProcessRulesTests {
  @Test func `threads play beside one another, each with a server`() throws {
    let served = try Served()
    var plan = served.subtraction()
    plan.serverCount = 2
    let rules = try ProcessRules(plan)
    let game = ProcessGame(rules)
    let expected = (0..<4).map { play(game, seed: UInt64($0)) }
    let found = Mutex<[Int: [[Float]]]>([:])
    DispatchQueue.concurrentPerform(iterations: 4) { index in
      let seen = play(game, seed: UInt64(index))
      found.withLock { $0[index] = seen }
    }
    for index in 0..<4 { #expect(found.withLock { $0[index] } == expected[index]) }
    #expect(game.incidents == [])
  }

  @Test func `a thread stays with its server, and a second server starts when it is needed`() throws
  {
    let served = try Served()
    var plan = served.subtraction()
    plan.serverCount = 2
    let rules = try ProcessRules(plan)
    #expect(rules.lanes.count == 2 && rules.lanes[1].process == nil)
    let lanes = (0..<3).map { rules.start(seed: $0).position.lane }
    #expect(lanes.allSatisfy { $0 === lanes[0] })
    #expect(rules.lanes.count { $0.process != nil } == 1)
  }

  @Test func `a game that no server can start is cut off after one action`() throws {
    let served = try Served()
    let rules = try ProcessRules(served.subtraction())
    let game = ProcessGame(rules)
    try FileManager.default.removeItem(at: served.folder.appending(path: "subtraction.py"))
    kill(try #require(rules.lanes[0].process), SIGKILL)
    var state = game.initialState(seed: 3)
    #expect(!state.isTerminal && !state.legalActions.isEmpty)
    #expect(state.apply(Action(0)).end == .truncated && state.isTerminal)
    #expect(game.incidents.count(where: \.isFinal) == 1)
  }

  @Test func `what goes wrong is kept, and told to who wants to know`() throws {
    let served = try Served()
    var plan = served.faulty("reward")
    let reported = Mutex<[ProcessIncident]>([])
    plan.report = { incident in reported.withLock { $0.append(incident) } }
    let rules = try ProcessRules(plan)
    #expect(rules.recordedIncidents == [])
    var state = ProcessGame(rules).initialState(seed: 5)
    while !state.isTerminal { _ = state.apply(Action(1)) }
    #expect(rules.recordedIncidents.map(\.seed) == [5, 5, 5])
    #expect(rules.recordedIncidents == reported.withLock(\.self))
  }

  @Test func `a server ends with its game, and leaves nothing`() throws {
    let served = try Served()
    var rules: ProcessRules? = try ProcessRules(served.subtraction())
    let process = try #require(rules?.lanes[0].process)
    #expect(isRunning(process))
    rules = nil
    #expect(waitpid(process, nil, WNOHANG) == -1 && errno == ECHILD)
    func shared() throws -> Set<String> {
      Set(
        try FileManager.default.contentsOfDirectory(atPath: "/dev/shm")
          .filter { $0.hasPrefix("tesuji-\(getpid())-") })
    }
    // Other tests' servers have a name there for the moment in which they start: what stays is left.
    var left = try shared()
    for _ in 0..<6000 where !left.isEmpty {
      usleep(10_000)
      left.formIntersection(try shared())
    }
    #expect(left.isEmpty)
  }
}
