import GameProtocol
import Testing

@testable import ExternalGames

@Suite struct ProcessInspectorTests {
  /// What is found in the game of a plan.
  private func inspect(
    _ plan: ProcessPlan, steps: Int = 60
  ) throws -> (findings: [PluginFinding], isSound: Bool) {
    var findings: [PluginFinding] = []
    let inspector = try ProcessInspector(plan, steps: steps)
    let isSound = inspector.inspect { findings.append($0) }
    return (findings, isSound)
  }

  /// The faults in a game of the module's own server, changed by lines of Python.
  private func faults(
    _ changes: String, environment: String = "", specification: String = ""
  ) throws -> [PluginFinding] {
    try findings(changes, environment: environment, specification: specification)
      .filter { $0.fault != nil }
  }

  /// What is found in a game of the module's own server, changed by lines of Python.
  private func findings(
    _ changes: String, environment: String = "", specification: String = ""
  ) throws -> [PluginFinding] {
    let served = try Served()
    let indented = environment.split(separator: "\n").map { "    \($0)\n" }.joined()
    let script = try served.write(
      """
      import tesuji_process as tesuji

      class Walk(tesuji.Copied, tesuji.Environment):
          def reset(self, seed):
              self.place, self.steps, self.terminated = seed % 3, 0, False
          def step(self, action):
              self.place += action
              self.steps += 1
              self.terminated = self.steps == 12
              return 0.0
          def observe(self, player): return [float(self.place)]
          def legal(self): return [0, 1]
      \(indented)
      \(changes)
      tesuji.serve(lambda name, options: (
          tesuji.Specification(actions=3, observation=[1, 1, 1]\(specification)), Walk))
      """, as: "walk.py")
    let plan = ProcessPlan(name: "walk", command: ["python3", "-u", script])
    return try inspect(plan).findings
  }

  @Test(arguments: [
    ("", "clones", nil), ("slow", "clones", "not offered; copies are made by replaying"),
  ])
  func `a sound game has no fault`(_ game: String, _ name: String, _ note: String?) throws {
    let served = try Served()
    let (findings, isSound) = try inspect(served.subtraction(game))
    #expect(isSound && findings.filter { $0.fault != nil } == [])
    #expect(
      findings.map(\.name) == [
        "specification", "legal actions", "determinism", "illegal actions", "clones",
        "serialization in a fresh process", "reseeding", "observations", "batches", "speed",
      ])
    #expect(findings.first { $0.name == name }?.note == note)
    #expect(findings.first { $0.name == "observations" }?.note == "numbers from 0.0 to 1.0")
    #expect(findings.first { $0.name == "reseeding" }?.note == "not needed: there is no chance")
    #expect(
      findings.first { $0.name == "serialization in a fresh process" }?.note
        == "19 positions, reached again by replaying")
    #expect(findings.last?.note?.contains(" random steps a second by the clock") == true)
  }

  @Test func `a server that hangs is the last that is told`() throws {
    let served = try Served()
    var plan = served.faulty("hang once")
    plan.timeout = 8
    let (findings, isSound) = try inspect(plan)
    #expect(!isSound)
    #expect(findings.map(\.name) == ["specification", "legal actions"])
    #expect(
      findings.last?.fault?.hasPrefix("the server did not answer STEP within 8.0 s") == true)
  }

  @Test func `a game that is another one each time is found out`() throws {
    let served = try Served()
    let (findings, _) = try inspect(served.faulty("chance"))
    let first = findings.first { $0.fault != nil }
    #expect(first?.name == "determinism")
    #expect(
      first?.fault?.hasPrefix("the same seed and actions give different games after ") == true)
  }

  @Test func `a number that is none is found out`() throws {
    let served = try Served()
    let (findings, _) = try inspect(served.faulty("observation"))
    #expect(
      findings.first { $0.name == "legal actions" }?.fault?.contains(
        "found nan as element 0 of the observation of player 0") == true)
  }

  @Test func `a sound walk has no fault`() throws {
    #expect(try faults("") == [])
  }

  @Test func `an illegal action that is taken is found out`() throws {
    let found = try faults(
      "tesuji._Server.step_one = lambda self, index, action: self.slot(index).step(action)")
    #expect(found.map(\.name) == ["illegal actions"])
    #expect(found.first?.fault == "the illegal action -1 is taken")
  }

  @Test func `an illegal action that leaves traces is found out`() throws {
    let found = try faults(
      """
      sound = tesuji._Server.step_one
      def step_one(self, index, action):
          if action == 2: self.slot(index).environment.place += 1
          return sound(self, index, action)
      tesuji._Server.step_one = step_one
      """)
    #expect(found.map(\.fault) == ["an illegal action is refused, but changes the game"])
  }

  @Test func `a copy that goes on differently is found out`() throws {
    // Only a start keeps how many steps it has taken.
    let found = try faults(
      "tesuji._clones = lambda first, second: True",
      environment: """
        def save(self): return self.place, self.terminated
        def load(self, saved):
            self.place, self.terminated = saved
        """)
    #expect(found.map(\.name).first == "clones", "\(found)")
    #expect(found.first?.fault?.contains(" goes on differently ") == true, "\(found)")
  }

  @Test func `one seed that gives two futures is found out`() throws {
    let found = try faults(
      "import os",
      environment: """
        def reseed(self, seed): self.place += int.from_bytes(os.urandom(3), 'big')
        """, specification: ", chance=True")
    #expect(found.map(\.fault) == ["one seed gives two futures"])
  }

  @Test(arguments: [
    ("self.place += seed % 2 * 0", "other seeds showed no other future"),
    ("self.shift = seed >> 32", nil),
  ])
  func `a new seed that makes no difference is told`(_ reseed: String, _ note: String?) throws {
    let found = try findings(
      "",
      environment: """
        def reset(self, seed):
            self.place, self.steps, self.terminated, self.shift = seed % 3, 0, False, 0
        def reseed(self, seed): \(reseed)
        def observe(self, player): return [float(self.place + self.shift * self.steps)]
        """, specification: ", chance=True")
    #expect(found.filter { $0.fault != nil } == [])
    #expect(found.first { $0.name == "reseeding" }?.note == note)
  }

  @Test func `a seed that cannot be replaced is not asked for`() throws {
    let served = try Served()
    let script = try served.write(
      """
      import random
      import tesuji_process as tesuji

      class Dice(tesuji.Environment):
          def reset(self, seed):
              self.random, self.steps, self.terminated = random.Random(seed), 0, False
          def step(self, action):
              self.steps += 1
              self.terminated = self.steps == 5
              return float(self.random.randrange(6))
          def observe(self, player): return [float(self.steps)]

      tesuji.serve(lambda name, options: (
          tesuji.Specification(actions=1, observation=[1, 1, 1], chance=True), Dice))
      """, as: "dice.py")
    let (findings, isSound) = try inspect(
      ProcessPlan(name: "dice", command: ["python3", "-u", script]))
    #expect(isSound, "\(findings)")
    #expect(findings.first { $0.name == "reseeding" }?.note == "not offered")
    let game = ProcessGame(
      try ProcessRules(ProcessPlan(name: "dice", command: ["python3", script])))
    #expect(!game.canReseed)
  }

  @Test func `games that disturb one another are found out`() throws {
    let found = try faults(
      """
      sound = tesuji._Server.step
      def step(self, payload):
          # A count of eight, and not of one environment again and again.
          if payload[0] == 8 and payload[4] != payload[12]: self.slot(0).environment.place += 1
          return sound(self, payload)
      tesuji._Server.step = step
      """)
    #expect(found.map(\.fault) == ["a game goes on differently among 8 at once"])
  }
}
