import ArcadeRules
import Foundation
import GameConformance
import GameProtocol
import Testing

@testable import ExternalGames

/// The Python that `make -C Plugins/Gymnasium` prepares; without it these tests are skipped.
private let python = Compiled.root.appending(path: "Plugins/Gymnasium/.venv/bin/python").path

private let isPrepared = FileManager.default.isExecutableFile(atPath: python)

@Suite(
  .enabled(if: isPrepared, "make -C Plugins/Gymnasium prepares what these tests need"), .serialized)
struct GymnasiumTests {
  private func game(
    _ name: String, _ options: [String: OptionValue] = [:]
  ) throws -> ProcessGame {
    let server = Compiled.root.appending(path: "Plugins/Gymnasium/server.py").path
    return ProcessGame(
      try ProcessRules(
        ProcessPlan(
          name: "gymnasium:\(name)", game: name, command: [python, "-u", server], options: options))
    )
  }

  /// The bit patterns of what CartPole shows when Gymnasium is asked directly, a line for each state.
  private func direct(seed: Int, steps: Int) throws -> [[UInt32]] {
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [
      "-c",
      """
      import gymnasium, numpy
      env = gymnasium.make("CartPole-v1")
      seen, _ = env.reset(seed=\(seed))
      for step in range(\(steps) + 1):
          print(*numpy.asarray(seen, numpy.float32).view(numpy.uint32))
          seen, reward, terminated, truncated, _ = env.step(step % 3 % 2)
          if terminated or truncated:
              print(*numpy.asarray(seen, numpy.float32).view(numpy.uint32))
              break
      """,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").map { $0.split(separator: " ").compactMap { UInt32($0) } }
  }

  @Test func `CartPole is Gymnasium's to the bit, and ours as near as floats are`() throws {
    let game = try game("CartPole-v1")
    #expect(game.specification.name == "gymnasium:CartPole-v1")
    #expect(game.specification.lengthLimit == 500 && game.specification.copying == .cheap)
    #expect(!game.specification.isStochastic && game.specification.rewardKind == .perStep)
    for seed in [0, 3, 123_456] {
      let expected = try direct(seed: seed, steps: 600)
      var state = game.initialState(seed: UInt64(seed))
      let start = look(state)
      var ours = try CartPole().state(
        at: "x:\(Double(start[0])) v:\(Double(start[1])) angle:\(Double(start[2])) "
          + "w:\(Double(start[3])) steps:0")
      #expect(expected.count > 5)
      for (index, bits) in expected.enumerated() {
        #expect(look(state).map(\.bitPattern) == bits, "seed \(seed), step \(index)")
        var planes = [Float](repeating: 0, count: 4)
        var span = planes.mutableSpan
        ours.observe(as: .first, into: &span)
        for (left, right) in zip(look(state), planes) { #expect((left - right).magnitude < 1e-4) }
        #expect(ours.isTerminal == state.isTerminal)
        if state.isTerminal { break }
        let action = Action(index % 3 % 2)
        #expect(ours.apply(action) == state.apply(action))
      }
      #expect(state.isTerminal && state.outcome == .terminal)
    }
    #expect(game.incidents == [])
  }

  @Test func `a time limit truncates`() throws {
    let game = try game("CartPole-v1", ["timeLimit": .integer(5)])
    #expect(game.specification.lengthLimit == 5)
    var state = game.initialState(seed: 1)
    var last = Step()
    for index in 0..<5 { last = state.apply(Action(index % 2)) }
    #expect(last == Step(reward: 1, end: .truncated) && state.outcome == .stepLimit)
  }

  @Test(arguments: ["CartPole-v1", "MinAtar/Breakout-v1", "FrozenLake-v1"])
  func `environments keep the laws`(_ name: String) throws {
    let game = try game(name)
    #expect(
      checkGame(game, seeds: 0..<2, maximumPlies: 12) == [])
    #expect(game.specification.copying == .cheap)
    #expect(game.incidents == [])
  }

  @Test func `Atari is shown grey and small, copied, and reseeded`() throws {
    let game = try game(
      "ALE/Breakout-v5",
      [
        "grey": .flag(true), "height": .integer(84), "width": .integer(84),
        "frameSkip": .integer(4), "stickyActions": .number(0.25), "noops": .integer(8),
      ])
    let specification = game.specification
    #expect(specification.observationShape == .init(channels: 1, height: 84, width: 84))
    #expect(specification.copying == .cheap && specification.isStochastic)
    var state = game.initialState(seed: 5)
    #expect(
      state.legalActions.map { state.notation(for: $0) } == ["noop", "fire", "right", "left"])
    for index in 0..<8 { _ = state.apply(Action(index % 4)) }
    let seen = look(state)
    #expect(seen.contains { $0 > 0.3 } && seen.allSatisfy { 0...1 ~= $0 })
    var twins = [state, state]
    for index in 0..<2 { twins[index].reseed(99) }
    var steps: [Step] = []
    for index in 0..<20 {
      ProcessState.apply(
        [Action(index % 4), Action(index % 4)], to: &twins, at: [0, 1], steps: &steps)
      #expect(steps[0] == steps[1] && look(twins[0]) == look(twins[1]))
    }
    #expect(look(state) == seen)
    #expect(game.incidents == [])
  }

  @Test func `Atari as it is draws its own chance, and is not searched on true rules`() throws {
    let game = try game("ALE/Breakout-v5")
    #expect(game.specification.copying == .byReplay && !game.canReseed)
    #expect(
      game.copyingObstacle
        == "its chance cannot be replaced, so a planner would see the real future")
  }

  @Test(
    arguments: [
      ("Nope-v0", [:], "Environment `Nope` doesn't exist"),
      ("Pendulum-v1", [:], "expected discrete ones"),
      ("", [:], "expected a name such as gymnasium:CartPole-v1"),
      ("CartPole-v1", ["grey": .flag(true)], "option grey: the environment shows Box"),
      ("CartPole-v1", ["arguments": .text("[1]")], "expected a JSON object"),
      ("CartPole-v1", ["noops": .integer(-1)], "option noops: found -1, expected 0 or more"),
    ] as [(String, [String: OptionValue], String)])
  func `what cannot be played is told`(
    _ name: String, _ options: [String: OptionValue], _ reason: String
  ) {
    let error = #expect(throws: ProcessError.self) { try game(name, options) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }
}
