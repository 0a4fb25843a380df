import GameProtocol

/// Looks at a game in a program of its own by the bare protocol: what a server does wrong is a finding
/// here, where play repairs it.
final class ProcessInspector {
  private let plan: ProcessPlan
  private let steps: Int
  private let server: ProcessServer

  /// Whether a game comes out the same a second time, without which nothing can be compared.
  private var isRepeatable = true
  private static let notCompared = "not compared: the game is another one each time"

  private var facts: ProcessFacts { server.facts }

  /// The steps of a second by the clock, one game at a time, once they were counted.
  private(set) var speed: Double?

  typealias Fault = Inspector.Fault

  /// Starts a server.
  ///
  /// - Parameters:
  ///   - plan: How it is started.
  ///   - steps: The number of random steps for each property.
  /// - Throws: `ProcessError` if it does not start.
  init(_ plan: ProcessPlan, steps: Int) throws(ProcessError) {
    self.plan = plan
    self.steps = steps
    server = try ProcessServer(plan, environments: plan.environmentCount)
  }

  /// Looks at everything, until the server is lost.
  ///
  /// - Parameter found: Takes each finding as soon as it is made.
  /// - Returns: Whether there was no fault.
  /// - Throws: What `found` throws.
  func inspect<Failure: Error>(
    found: (PluginFinding) throws(Failure) -> Void
  ) throws(Failure) -> Bool {
    let checks: [(String, () throws(Fault) -> String?)] = [
      ("specification", { () throws(Fault) in self.facts.specification.outline }),
      ("legal actions", checkLegalActions), ("determinism", checkDeterminism),
      ("illegal actions", checkIllegalActions), ("clones", checkClones),
      ("serialization in a fresh process", checkFreshProcess), ("reseeding", checkReseeding),
      ("observations", checkObservations), ("batches", checkBatches), ("speed", measureSpeed),
    ]
    var isSound = true
    for (name, check) in checks {
      var finding = PluginFinding(name: name, fault: nil, note: nil)
      var isLast = false
      do throws(Fault) {
        finding.note = try check()
      } catch {
        isSound = false
        finding.fault = error.text
        isLast = error.isLast
      }
      try found(finding)
      if isLast { return false }
    }
    return isSound
  }

  /// Makes a fault of what goes wrong with a server.
  private static func asking<Value>(
    _ body: () throws(ProcessError) -> Value
  ) throws(Fault) -> Value {
    do throws(ProcessError) {
      return try body()
    } catch {
      throw Fault("\(error)", isLast: error.isServerLost)
    }
  }

  /// A game in play in an environment of a server.
  private final class Play {
    let server: ProcessServer
    let environment: Int
    private(set) var sight: ProcessSight

    init(_ server: ProcessServer, in environment: Int, seed: UInt64) throws(Fault) {
      self.server = server
      self.environment = environment
      sight = try ProcessInspector.asking { () throws(ProcessError) in
        try server.reset([(environment, seed)])[0]
      }
      if sight.end != .continues { throw Fault("a game with the seed \(seed) starts finished") }
    }

    var legalActions: [Action] {
      var actions: [Action] = []
      sight.appendLegalActions(to: &actions, server.facts)
      return actions
    }

    @discardableResult
    func step(_ action: Action) throws(Fault) -> ProcessServer.Result {
      let result = try ProcessInspector.asking { () throws(ProcessError) in
        try server.step([(environment, action.rawValue)])[0]
      }
      sight = result.sight
      return result
    }

    func save() throws(Fault) -> UInt64 {
      try ProcessInspector.asking { () throws(ProcessError) in try server.save(environment) }
    }

    func load(_ handle: UInt64) throws(Fault) {
      sight = try ProcessInspector.asking { () throws(ProcessError) in
        try server.load(handle, into: environment)
      }
    }

    func drop(_ handle: UInt64) throws(Fault) {
      try ProcessInspector.asking { () throws(ProcessError) in try server.drop([handle]) }
    }
  }

  /// A number for a position and the reward that led to it, the same in this process alone.
  private static func number(_ sight: ProcessSight, _ reward: Float = 0) -> Int {
    var hasher = Hasher()
    hasher.combine(sight)
    hasher.combine(reward.bitPattern)
    return hasher.finalize()
  }

  /// Plays random games, one after the other, and looks at every position before its step.
  ///
  /// - Parameters:
  ///   - server: The server; this one's own unless given.
  ///   - environment: Where the games are played.
  ///   - seed: Decides starts and actions.
  ///   - look: Looks at a game, the action about to be taken, the seed and the actions taken so far.
  /// - Returns: A number for each position.
  /// - Throws: `Fault` for the first thing that is wrong.
  @discardableResult
  private func play(
    on server: ProcessServer? = nil, in environment: Int = 0, seed: UInt64 = 0,
    look: (Play, Action, UInt64, [Int32]) throws(Fault) -> Void = {
      _, _, _, _ throws(Fault) in
    }
  ) throws(Fault) -> [Int] {
    let server = server ?? self.server
    var random = CounterRandom(seed: seed, stream: .playout)
    var numbers: [Int] = []
    var game: UInt64 = 0
    while numbers.count < steps {
      let gameSeed = seed &+ game
      let play = try Play(server, in: environment, seed: gameSeed)
      game += 1
      var taken: [Int32] = []
      var reward: Float = 0
      while numbers.count < steps {
        numbers.append(Self.number(play.sight, reward))
        let legal = play.legalActions
        if legal.isEmpty { break }
        let action = legal[random.below(legal.count)]
        try look(play, action, gameSeed, taken)
        reward = try play.step(action).reward
        taken.append(action.rawValue)
      }
    }
    return numbers
  }

  /// An environment beside the first one; the first one itself where there is no other.
  private var other: Int { min(1, facts.environmentCount - 1) }

  private func checkLegalActions() throws(Fault) -> String? {
    // Every answer is checked when it is read.
    try play()
    return nil
  }

  private func checkDeterminism() throws(Fault) -> String? {
    isRepeatable = false
    let first = try play(seed: 1)
    let fresh = try freshServer()
    guard fresh.facts == facts else {
      throw Fault("a second process tells other facts of the game")
    }
    let second = try play(on: fresh, in: other, seed: 1)
    if let step = zip(first, second).enumerated().first(where: { $1.0 != $1.1 })?.offset {
      throw Fault("the same seed and actions give different games after \(step) steps")
    }
    isRepeatable = true
    return nil
  }

  private func checkIllegalActions() throws(Fault) -> String? {
    let count = Int32(facts.specification.actionCount)
    let numbers = try play(seed: 2) { play, _, _, _ throws(Fault) in
      let legal = Set(play.legalActions.map(\.rawValue))
      for action in [-1, count] + ((0..<count).first { !legal.contains($0) }.map { [$0] } ?? []) {
        let isRefused = try Self.asking { () throws(ProcessError) in
          try server.refuses(action, in: play.environment)
        }
        if !isRefused { throw Fault("the illegal action \(action) is taken") }
      }
    }
    if isRepeatable, try play(seed: 2) != numbers {
      throw Fault("an illegal action is refused, but changes the game")
    }
    return nil
  }

  private func checkClones() throws(Fault) -> String? {
    guard facts.canClone else { return "not offered; copies are made by replaying" }
    try play(seed: 3) { play, action, seed, taken throws(Fault) in
      let before = play.sight
      let handle = try play.save()
      let copy = try Play(server, in: other, seed: seed &+ 1)
      var numbers: [Int] = []
      for play in [copy, play] {
        try play.load(handle)
        if play.sight != before { throw Fault("a copy differs from its original") }
        let result = try play.step(action)
        numbers.append(Self.number(result.sight, result.reward))
      }
      if numbers[0] != numbers[1] { throw Fault("one copy goes on differently from another") }
      try play.load(handle)
      try play.drop(handle)
    }
    try followClones()
    return nil
  }

  private func freshServer() throws(Fault) -> ProcessServer {
    try Self.asking { () throws(ProcessError) in
      try ProcessServer(plan, environments: plan.environmentCount)
    }
  }

  /// Goes back to the start when a game is over: what a copy leaves out may show late.
  private func followClones() throws(Fault) {
    var random = CounterRandom(seed: 4, stream: .playout)
    var game: UInt64 = 0
    var taken = 0
    while taken < steps {
      let play = try Play(server, in: 0, seed: game)
      game += 1
      let start = try play.save()
      var actions: [Action] = []
      var numbers: [Int] = []
      while taken < steps {
        let legal = play.legalActions
        if legal.isEmpty { break }
        actions.append(legal[random.below(legal.count)])
        let result = try play.step(actions[actions.count - 1])
        numbers.append(Self.number(result.sight, result.reward))
        taken += 1
      }
      try play.load(start)
      for (ply, action) in actions.enumerated() {
        let result = try play.step(action)
        if Self.number(result.sight, result.reward) != numbers[ply] {
          throw Fault("a copy of the start goes on differently after \(ply + 1) steps")
        }
      }
      try play.drop(start)
    }
  }

  /// A position is told to another process by the way to it.
  private func checkFreshProcess() throws(Fault) -> String? {
    if !isRepeatable { return Self.notCompared }
    var ways: [(seed: UInt64, actions: [Int32], sight: ProcessSight)] = []
    var taken = 0
    try play(seed: 5) { play, _, seed, actions throws(Fault) in
      if taken % max(1, steps / 20) == 0 { ways.append((seed, actions, play.sight)) }
      taken += 1
    }
    let fresh = try freshServer()
    for way in ways {
      let start = try Play(fresh, in: 0, seed: way.seed).sight
      let found = try Self.asking { () throws(ProcessError) in
        try fresh.replay(way.actions, in: 0) ?? start
      }
      guard found == way.sight else {
        throw Fault("\(way.actions.count) actions after seed \(way.seed) lead to another position")
      }
    }
    return "\(ways.count) positions, reached again by replaying"
  }

  private func checkReseeding() throws(Fault) -> String? {
    guard facts.specification.isStochastic else { return "not needed: there is no chance" }
    guard facts.canReseed else { return "not offered" }
    if !isRepeatable { return Self.notCompared }
    func run(in environment: Int, _ salt: UInt64) throws(Fault) -> [Int] {
      try play(in: environment, seed: 6) { play, _, seed, taken throws(Fault) in
        try Self.asking { () throws(ProcessError) in
          try server.reseed(play.environment, seed &+ salt &+ UInt64(taken.count / 4))
        }
      }
    }
    let future = try run(in: 0, 0)
    guard try future == run(in: other, 0) else { throw Fault("one seed gives two futures") }
    // Starts and actions are the same, so only the new seeds can make a difference; chance may be rare.
    return try future == run(in: 0, 1 << 32) ? "other seeds showed no other future" : nil
  }

  private func checkObservations() throws(Fault) -> String? {
    var range: ClosedRange<Float>?
    let players = (0..<facts.specification.playerCount).map { Player(rawValue: UInt8($0)) }
    var planes = [Float](repeating: 0, count: facts.specification.observationShape.count)
    try play(seed: 7) { play, _, _, _ throws(Fault) in
      for player in players {
        var span = planes.mutableSpan
        play.sight.observe(as: player, into: &span, facts)
        range = Inspector.range(of: planes, and: range)
      }
    }
    return range.map(Inspector.note)
  }

  private func checkBatches() throws(Fault) -> String? {
    let count = min(8, facts.environmentCount)
    guard count > 1 else { return "not offered: there is one environment" }
    if !isRepeatable { return Self.notCompared }
    let plies = max(1, steps / count)
    let plays = try (0..<count).map { index throws(Fault) in
      try Play(server, in: index, seed: UInt64(index))
    }
    let together = try traces(of: plays, plies: plies)
    for index in 0..<count {
      let alone = try traces(of: [try Play(server, in: 0, seed: UInt64(index))], plies: plies)
      guard alone[0] == together[index] else {
        throw Fault("a game goes on differently among \(count) at once")
      }
    }
    return nil
  }

  /// Plays games on at once, each by actions that only its own positions decide.
  private func traces(of plays: [Play], plies: Int) throws(Fault) -> [[Int]] {
    var traces = plays.map { [Self.number($0.sight)] }
    var legal = plays.map(\.legalActions)
    var ply: UInt64 = 0
    while ply < plies {
      let playing = plays.indices.filter { !legal[$0].isEmpty }
      if playing.isEmpty { break }
      let steps = playing.map { index in
        var random = CounterRandom(seed: 8, stream: .playout, ply: ply)
        let action = legal[index][random.below(legal[index].count)]
        return (environment: plays[index].environment, action: action.rawValue)
      }
      let results = try Self.asking { () throws(ProcessError) in try server.step(steps) }
      for (index, result) in zip(playing, results) {
        traces[index].append(Self.number(result.sight, result.reward))
        legal[index].removeAll(keepingCapacity: true)
        result.sight.appendLegalActions(to: &legal[index], facts)
      }
      ply += 1
    }
    return traces
  }

  private func measureSpeed() throws(Fault) -> String? {
    let start = ContinuousClock.now
    let count = try play(seed: 9).count
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let speed = Double(count) / max(seconds, 1e-9)
    self.speed = speed
    return "\(Int(speed)) random steps a second by the clock, one game at a time"
  }
}
