import Foundation
import GameConformance
import GameProtocol
import Synchronization
import Testing

@testable import ExternalGames

@Suite struct ProcessStateTests {
  @Test(arguments: ["", "slow"])
  func `a game of two in Python keeps all laws`(_ name: String) throws {
    let served = try Served()
    var plan = served.subtraction(name)
    plan.options = ["size": .integer(9)]
    let game = ProcessGame(try ProcessRules(plan))
    #expect(game.specification.copying == (name.isEmpty ? .cheap : .byReplay))
    #expect(checkGame(game, seeds: 0..<3) == [])
    #expect(game.incidents == [])
  }

  @Test func `rewards, players, texts and pictures come from the server`() throws {
    let served = try Served()
    let game = ProcessGame(try ProcessRules(served.subtraction()))
    var state = try game.state(at: "seed:0 actions:2,2,2,2,2,2")
    #expect(state.diagram == "||| x")
    #expect(state.legalActions.map { state.notation(for: $0) } == ["one", "two", "three"])
    #expect(look(state, as: .first) == [3.0 / 21, 1] && look(state, as: .second) == [3.0 / 21, 0])
    let loser = try state.applying(state.action(for: "two"))
    #expect(loser.legalActions.map(\.index) == [0] && loser.playerToMove == .second)
    #expect(throws: NotationError.self) { try loser.action(for: "two") }
    #expect(try state.apply(state.action(for: "three")) == Step(reward: 1, end: .terminated))
    #expect(state.outcome == .terminal)
    #expect(state.returnOf(.first) == 1 && state.returnOf(.second) == -1)
    #expect(throws: NotationError.self) { try game.state(at: "seed:0 actions:2,2,2,2,2,2,2,0") }
    #expect(throws: NotationError.self) { try game.state(at: "seed:x actions:") }
  }

  @Test(arguments: ["", "slow"])
  func `a server that is killed is replaced, and nobody sees it`(_ name: String) throws {
    let served = try Served()
    let rules = try ProcessRules(served.subtraction(name))
    let game = ProcessGame(rules)
    let expected = play(game)
    let lane = rules.lanes[0]
    let killed = Mutex<[Int32]>([])
    let seen = play(game) { ply in
      guard ply == 2 || ply == 4, let process = lane.process else { return }
      kill(process, SIGKILL)
      killed.withLock { $0.append(process) }
    }
    #expect(seen == expected)
    #expect(killed.withLock { Set($0).count } == 2)
    #expect(game.incidents.count == 2 && !game.incidents.contains(where: \.isFinal))
    #expect(game.incidents.first?.error.description.contains("signal 9") == true)
    #expect(game.incidents.first?.ply == 1)
  }

  @Test(arguments: ["hang once", "end once"])
  func `a server that hangs or ends once is replaced`(_ fault: String) throws {
    let served = try Served()
    var plan = served.faulty(fault)
    plan.timeout = 8
    let reported = Mutex<[String]>([])
    plan.report = { incident in reported.withLock { $0.append(incident.description) } }
    let game = ProcessGame(try ProcessRules(plan))
    var state = game.initialState(seed: 0)
    var total: Float = 0
    while !state.isTerminal { total += state.apply(Action(1)).reward }
    #expect(total == 10 && state.outcome == .terminal)
    #expect(game.incidents.count == 1 && !game.incidents.contains(where: \.isFinal))
    let how =
      fault == "end once"
      ? "the server is gone: it ended with status 0"
      : "the server did not answer STEP within 8.0 s"
    #expect(
      reported.withLock(\.self) == ["game 'faulty', seed 0, ply 2: \(how); the game is replayed"])
  }

  @Test func `a game that is not repeatable is found out when it has to be`() throws {
    let served = try Served()
    let game = ProcessGame(try ProcessRules(served.faulty("chance")))
    let start = game.initialState(seed: 0)
    var state = start
    _ = state.apply(Action(1))
    var again = start
    #expect(again.apply(Action(1)).end == .truncated)
    #expect(
      game.incidents.last?.error.description
        == "the game is not repeatable: the same 0 events after seed 0 lead to another position")
  }

  @Test(arguments: ["", "slow"])
  func `many states stepped at once go on as if alone`(_ name: String) throws {
    let served = try Served()
    var plan = served.subtraction(name)
    plan.environmentCount = name.isEmpty ? 256 : 8
    let game = ProcessGame(try ProcessRules(plan))
    var batch = (0..<40).map { game.initialState(seed: UInt64($0)) }
    var single = (0..<40).map { game.initialState(seed: UInt64($0)) }
    // Two that are copies of one another part here.
    batch[1] = batch[0]
    single[1] = single[0]
    var steps: [Step] = []
    for turn in 0..<4 {
      let actions = batch.indices.map { Action(($0 + turn) % 3) }
      ProcessState.apply(actions, to: &batch, at: Array(batch.indices), steps: &steps)
      for index in single.indices {
        #expect(single[index].apply(actions[index]) == steps[index])
        #expect(look(single[index]) == look(batch[index]))
      }
      #expect(batch == single)
    }
    #expect(batch[0] != batch[1])
    #expect(game.incidents == [])
  }

  @Test func `many positions are held beside one another`() throws {
    let served = try Served()
    let game = ProcessGame(try ProcessRules(served.subtraction()))
    // More than there are environments, all alive: the server keeps them.
    var states = [game.initialState(seed: 0)]
    for _ in 0..<3 {
      states += states.flatMap { state in (0..<3).map { state.applying(Action($0)) } }
    }
    #expect(states.count == 64)
    for state in states.shuffled() {
      let left =
        21
        - state.trail.events.reduce(0) { sum, event in
          if case .action(let action) = event { sum + Int(action) + 1 } else { sum }
        }
      #expect(look(state.applying(Action(0)))[0] == Float(left - 1) / 21)
    }
    #expect(game.incidents == [])
  }

  @Test(arguments: ["none", "hang"])
  func `a server ends when its host is killed, also in the middle of a step`(
    _ fault: String
  ) throws {
    let served = try Served()
    let command = served.faulty(fault).command.map { "'\($0)'" }.joined(separator: ", ")
    let host = try served.write(
      """
      import json, os, struct, subprocess, time
      server = subprocess.Popen([\(command)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
      request = {"game": "", "options": {}, "environments": 1, "memory": f"/tesuji-{os.getpid()}"}
      frame = struct.pack("<I", 1) + json.dumps(request).encode()
      server.stdin.write(struct.pack("<IB", len(frame), 1) + frame)
      server.stdin.flush()
      if "\(fault)" == "none":
          server.stdout.read(5)
          os.unlink(f"/dev/shm/tesuji-{os.getpid()}")
      print(server.pid, flush=True)
      time.sleep(100)
      """, as: "host.py")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", host]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let server = try #require(Int32(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(isRunning(server))
    usleep(300_000)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    for _ in 0..<300 where isRunning(server) { usleep(50_000) }
    #expect(!isRunning(server))
  }
}
