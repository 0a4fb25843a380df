import Foundation
import GameProtocol
import Testing

@testable import ExternalGames

/// Measures, and prints, only when asked to: `TESUJI_MEASURE=1 swift test --filter ProcessSpeed`.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["TESUJI_MEASURE"] != nil), .serialized)
struct ProcessSpeedTests {
  /// Seconds of the clock, and of the processor in this process and another one.
  private func seconds(with process: Int32) -> (clock: Double, processor: Double) {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    var own = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own)
    let text = (try? String(contentsOfFile: "/proc/\(process)/schedstat", encoding: .utf8)) ?? ""
    let other = (text.split(separator: " ").first.flatMap { Double($0) } ?? 0) * 1e-9
    func value(_ time: timespec) -> Double { Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9 }
    return (value(time), value(own) + other)
  }

  @Test(arguments: [
    ("CartPole-v1", 1), ("CartPole-v1", 16), ("MinAtar/Breakout-v1", 1), ("ALE/Breakout-v5", 1),
  ])
  func `steps a second`(_ name: String, _ count: Int) throws {
    let python = Compiled.root.appending(path: "Plugins/Gymnasium/.venv/bin/python").path
    let server = Compiled.root.appending(path: "Plugins/Gymnasium/server.py").path
    let rules = try ProcessRules(
      ProcessPlan(name: name, game: name, command: [python, "-u", server]))
    let game = ProcessGame(rules)
    let process = try #require(rules.lanes[0].process)
    var random = CounterRandom(seed: 0, stream: .playout)
    var seed: UInt64 = 0
    var states = (0..<count).map { game.initialState(seed: UInt64($0)) }
    var spent = (clock: 0.0, processor: 0.0)
    var steps: [Step] = []
    let turns = name.hasPrefix("ALE") ? 500 : 5000 / count
    for _ in 0..<turns {
      for index in states.indices where states[index].isTerminal {
        seed += 1
        states[index] = game.initialState(seed: seed)
      }
      let actions = states.map { _ in Action(random.below(game.specification.actionCount)) }
      let before = seconds(with: process)
      if count == 1 {
        _ = states[0].apply(actions[0])
      } else {
        ProcessState.apply(actions, to: &states, at: Array(states.indices), steps: &steps)
      }
      let after = seconds(with: process)
      spent.clock += after.clock - before.clock
      spent.processor += after.processor - before.processor
    }
    let stepCount = Double(turns * count)
    print(
      "\(name), \(count) at once: \(spent.clock / stepCount * 1e6) µs a step by the clock, "
        + "\(spent.processor / stepCount * 1e6) µs of processor in both processes")
  }
}
