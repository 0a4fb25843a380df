import Foundation
import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ProcessServerTests {
  @Test(arguments: [
    ("cut hello", "the server is gone: it ended with status 0"),
    ("half hello", "the server is gone: it ended with status 0"),
    ("version", "the server speaks version 9 of the protocol, expected 1"),
    ("no key", "the server's facts of the game: found no 'clone'"),
    ("no version", "the server's answer to HELLO: found 0 bytes, expected a version"),
    ("no actions", "the server's facts of the game: found 0 actions (continuous ones cannot be"),
    ("memory", "the shared memory: found 8 bytes, expected 256 environments of 64 bytes"),
    ("no memory", "the shared memory: found no /tesuji-"),
    ("refuse", "the server refuses HELLO: "),
  ])
  func `a server that begins with nonsense is refused with a reason`(
    _ fault: String, _ reason: String
  ) throws {
    let served = try Served()
    let error = #expect(throws: ProcessError.self) { try ProcessRules(served.faulty(fault)) }
    #expect(error?.description.hasPrefix(reason) == true, "\(String(describing: error))")
  }

  @Test func `what the server's own error says is told`() throws {
    let served = try Served()
    let error = #expect(throws: ProcessError.self) { try ProcessRules(served.faulty("refuse")) }
    #expect(error?.description.hasSuffix("refuses HELLO: no such game") == true)
  }

  @Test func `a program that never answers is given up`() {
    var plan = ProcessPlan(name: "x", command: ["sleep", "100"])
    plan.timeout = 0.2
    plan.startTimeout = 0.2
    let error = #expect(throws: ProcessError.self) { try ProcessRules(plan) }
    #expect(
      error?.description == "the server did not answer HELLO within 0.2 s")
  }

  @Test(arguments: [
    ("short step", "the server's answer to STEP: found 5 bytes, expected 1 records of 12 bytes"),
    ("long step", "the server's answer to STEP: found 13 bytes, expected 1 records of 12 bytes"),
    (
      "operation",
      "the server's answer to STEP: found a frame of operation 77, expected operation 3"
    ),
    ("length", "the server's answer to STEP: found a frame of 2147483648 bytes, expected at most"),
    ("babble", "the server's answer to STEP: found 8 bytes more than the frame has, expected"),
    ("exception", "the game failed in the server: "),
    ("end", "the server is gone: it ended with status 7; it wrote:\nthree is too much"),
    ("reward", "the server's position: found a reward of nan, expected a finite number"),
    ("cost", "the server's position: found a cost of -1.0, expected a finite number, at least 0"),
    ("player", "the server's position: found player 5 to move, expected a player below 1"),
    ("observation", "the server's position: found nan as element 0 of the observation of player 0"),
    ("legal", "the server's position: found 0 legal actions in a game that is not finished"),
    ("mask", "the server's position: found 7 in the mask of legal actions, at action 1, expected"),
  ])
  func `nonsense in the middle of a game ends that game, and is told`(
    _ fault: String, _ reason: String
  ) throws {
    let served = try Served()
    let game = ProcessGame(try ProcessRules(served.faulty(fault)))
    var state = game.initialState(seed: 0)
    var last = Step()
    while !state.isTerminal { last = state.apply(Action(1)) }
    #expect(last == Step(end: .truncated))
    #expect(state.outcome == .stepLimit && state.legalActions.isEmpty)
    #expect(game.incidents.count(where: \.isFinal) == 1)
    #expect(game.incidents.map(\.isFinal) == [false, false, true])
    for incident in game.incidents {
      #expect(incident.error.description.hasPrefix(reason), "\(incident)")
    }
    // Who repeats the game by its record goes on without knowing.
    #expect(state.apply(Action(1)) == Step(end: .truncated))
    // The next game is played as if nothing had been.
    var next = game.initialState(seed: 1)
    #expect(next.legalActions.count == 2)
    if !["short step", "long step", "operation", "length", "babble"].contains(fault) {
      #expect(next.apply(Action(1)) == Step(reward: 1))
    }
  }
}
