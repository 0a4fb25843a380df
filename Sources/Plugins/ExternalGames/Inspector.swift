import CGamePlugin
import Dispatch
import GameProtocol
import Glibc

/// Plays random games on the bare table.
struct Inspector: Sendable {
  let rules: ExternalRules
  let steps: Int

  /// A sentence about what is wrong.
  struct Fault: Error {
    var text: String

    /// Whether nothing more can be found out.
    var isLast: Bool

    init(_ text: String, isLast: Bool = false) {
      self.text = text
      self.isLast = isLast
    }
  }

  private var functions: gp_plugin_v1 { rules.table.functions }

  /// Looks at everything.
  ///
  /// - Parameters:
  ///   - found: Takes each finding as soon as it is made.
  ///   - beginning: Takes the name of a property before it is looked at.
  func inspect(
    found: (PluginFinding) -> Void, beginning: (String) -> Void = { _ in }
  ) {
    let checks: [(String, () throws(Fault) -> String?)] = [
      ("specification", { () throws(Fault) in rules.specification.outline }),
      ("legal actions", checkLegalActions), ("illegal actions", checkIllegalActions),
      ("determinism", checkDeterminism), ("clones", checkClones),
      ("serialization", checkSerialization), ("reseeding", checkReseeding),
      ("observations", checkObservations), ("batches", checkBatches), ("threads", checkThreads),
      ("speed", measureSpeed),
    ]
    for (name, check) in checks {
      beginning(name)
      found(finding(name, check))
    }
  }

  func finding(_ name: String, _ check: () throws(Fault) -> String?) -> PluginFinding {
    do throws(Fault) {
      return PluginFinding(name: name, fault: nil, note: try check())
    } catch {
      return PluginFinding(name: name, fault: error.text, note: nil)
    }
  }

  /// Plays random games, one after the other, and looks at every state before its step.
  ///
  /// - Parameters:
  ///   - seed: Decides starts and actions.
  ///   - look: Looks at a state, the action about to be taken, and the legal ones.
  /// - Returns: The hashes of all states.
  /// - Throws: `Fault` for the first thing that is wrong.
  @discardableResult
  func play(
    seed: UInt64 = 0,
    look: (StateBox, Int32, [Int32]) throws(Fault) -> Void = { _, _, _ throws(Fault) in }
  ) throws(Fault) -> [UInt64] {
    var random = CounterRandom(seed: seed, stream: .playout)
    var hashes: [UInt64] = []
    var game: UInt64 = 0
    while hashes.count < steps {
      let state = StateBox(rules, seed: seed &+ game)
      game += 1
      while hashes.count < steps {
        hashes.append(state.hash)
        let legal = try legalActions(of: state)
        if legal.isEmpty { break }
        let action = legal[random.below(legal.count)]
        try look(state, action, legal)
        try step(state, action)
      }
    }
    return hashes
  }

  @discardableResult
  func step(_ state: StateBox, _ action: Int32) throws(Fault) -> gp_step_v1 {
    var result = gp_step_v1()
    let code = state.take(action, &result)
    if code < 0 { throw Fault("the legal action \(action) is refused with \(code)") }
    if !result.reward.isFinite { throw Fault("action \(action) has a reward of \(result.reward)") }
    if !(result.cost.isFinite && result.cost >= 0) {
      throw Fault("action \(action) has a cost of \(result.cost)")
    }
    if Int(result.to_move) >= rules.specification.playerCount {
      throw Fault("after action \(action) it is the turn of player \(result.to_move)")
    }
    return result
  }

  func legalActions(of state: StateBox) throws(Fault) -> [Int32] {
    let count = rules.specification.actionCount
    var actions = [Int32](repeating: -1, count: count)
    let found = rules.table.call("state_legal") {
      Int(rules.table.legal(state.pointer, &actions, UInt32(count)))
    }
    guard found <= count else { throw Fault("\(found) legal actions of \(count)") }
    actions.removeLast(count - found)
    guard zip(actions, actions.dropFirst()).allSatisfy({ $0 < $1 }),
      actions.allSatisfy({ 0..<count ~= Int($0) })
    else { throw Fault("legal actions that do not ascend from 0 to \(count - 1): \(actions)") }
    let isOver = state.status.1 != .continues
    if actions.isEmpty != isOver {
      throw Fault("\(found) legal actions in a game that is \(isOver ? "" : "not ")finished")
    }
    return actions
  }

  func checkLegalActions() throws(Fault) -> String? {
    try play()
    return nil
  }

  func checkIllegalActions() throws(Fault) -> String? {
    try play { state, _, legal throws(Fault) in
      let count = Int32(rules.specification.actionCount)
      let missing = (0..<count).first { !legal.contains($0) }
      let before = state.hash
      for action in [-1, count] + (missing.map { [$0] } ?? []) {
        var result = gp_step_v1()
        if state.take(action, &result) >= 0 {
          throw Fault("the illegal action \(action) is taken")
        }
        if state.hash != before {
          throw Fault("the illegal action \(action) is refused, but changes the state")
        }
      }
    }
    return nil
  }

  func checkDeterminism() throws(Fault) -> String? {
    let (first, second) = (try play(seed: 1), try play(seed: 1))
    if let step = zip(first, second).enumerated().first(where: { $1.0 != $1.1 })?.offset {
      throw Fault("the same seed and actions give different games after \(step) steps")
    }
    if first.count != second.count {
      throw Fault("the same seed and actions give games of different length")
    }
    return nil
  }

  func checkClones() throws(Fault) -> String? {
    guard rules.can(GP_CAN_CLONE) else { return "not offered; copies are made by replaying" }
    let overwritten = StateBox(rules, seed: 99)
    try play { state, action, _ throws(Fault) in
      let clone = StateBox(copying: state)
      copy(state, to: overwritten)
      let before = state.hash
      for copy in [clone, overwritten] where copy.hash != before {
        throw Fault("a copy differs from its original")
      }
      try step(clone, action)
      if state.hash != before {
        throw Fault("a copy changes its original")
      }
      try step(overwritten, action)
      let original = StateBox(copying: state)
      try step(original, action)
      let after = original.hash
      for copy in [clone, overwritten] where copy.hash != after {
        throw Fault("a copy goes on differently from its original")
      }
    }
    try followClones()
    return nil
  }

  /// Keeps copies of starts beside their originals for as long as games last: what a copy leaves out
  /// may show late.
  private func followClones() throws(Fault) {
    var random = CounterRandom(seed: 2, stream: .playout)
    var game: UInt64 = 0
    var taken = 0
    while taken < steps {
      let original = StateBox(rules, seed: game)
      game += 1
      let overwritten = StateBox(rules, seed: 99)
      copy(original, to: overwritten)
      let copies = [StateBox(copying: original), overwritten]
      var ply = 0
      while taken < steps {
        let legal = try legalActions(of: original)
        if legal.isEmpty { break }
        let action = legal[random.below(legal.count)]
        try step(original, action)
        for copy in copies { try step(copy, action) }
        (taken, ply) = (taken + 1, ply + 1)
        let hash = original.hash
        for copy in copies where copy.hash != hash {
          throw Fault("a copy of the start goes on differently after \(ply) steps")
        }
      }
    }
  }

  private func copy(_ state: StateBox, to other: StateBox) {
    rules.table.call("state_copy_from") {
      functions.state_copy_from(other.pointer, state.pointer)
    }
  }

  func checkSerialization() throws(Fault) -> String? {
    guard rules.can(GP_CAN_SERIALIZE) else { return "not offered" }
    let other = StateBox(rules, seed: 99)
    try play { state, _, _ throws(Fault) in
      let bytes = try bytes(of: state)
      if !read(bytes, into: other) {
        throw Fault("its own \(bytes.count) bytes are not read back")
      }
      if other.hash != state.hash {
        throw Fault("the state read back is another one")
      }
      if !bytes.isEmpty && read(bytes.dropLast(), into: other) {
        throw Fault("bytes that are cut short are read")
      }
    }
    return nil
  }

  func checkReseeding() throws(Fault) -> String? {
    guard rules.can(GP_HAS_CHANCE) else { return "not needed: there is no chance" }
    guard rules.can(GP_CAN_CLONE) else { return nil }
    var isOther = false
    try play { state, action, _ throws(Fault) in
      let stranger = StateBox(copying: state)
      stranger.reseed(8)
      try step(stranger, action)
      let twins = [StateBox(copying: state), StateBox(copying: state)]
      for twin in twins {
        twin.reseed(7)
        if twin.hash != state.hash {
          throw Fault("another seed changes the present position")
        }
        try step(twin, action)
      }
      if twins[0].hash != twins[1].hash {
        throw Fault("one seed gives two futures")
      }
      if stranger.hash != twins[0].hash { isOther = true }
    }
    // No fault: chance may be rare.
    return isOther ? nil : "other seeds showed no other future"
  }

  func checkObservations() throws(Fault) -> String? {
    var range: ClosedRange<Float>?
    let memory = GuardedMemory(count: observationSize)
    try play { state, _, _ throws(Fault) in
      for player in 0..<rules.specification.playerCount {
        // As a number, what is not written is none.
        memory.fill(with: 0xFF)
        rules.table.call("state_observe") {
          rules.table.observe(state.pointer, UInt32(player), memory.start)
        }
        if !memory.isWhole {
          throw Fault(
            "the observation of player \(player) is written past its \(observationSize) bytes")
        }
        guard rules.observationType == GP_FLOAT32 else { continue }
        let planes = memory.floats
        if let index = planes.firstIndex(where: { !$0.isFinite }) {
          throw Fault("element \(index) of the observation of player \(player) is \(planes[index])")
        }
        range = Self.range(of: planes, and: range)
      }
    }
    return range.map(Self.note)
  }

  /// The smallest and the largest of numbers, and of those before.
  static func range(of numbers: [Float], and range: ClosedRange<Float>?) -> ClosedRange<Float>? {
    guard let least = numbers.min(), let most = numbers.max() else { return range }
    return min(least, range?.lowerBound ?? least)...max(most, range?.upperBound ?? most)
  }

  /// What is said of the numbers in observations.
  static func note(_ range: ClosedRange<Float>) -> String {
    "numbers from \(range.lowerBound) to \(range.upperBound)"
  }

  func checkThreads() throws(Fault) -> String? {
    let count = 8
    let expected = try (0..<count).map { seed throws(Fault) in try play(seed: UInt64(seed)) }
    let found = UnsafeMutableBufferPointer<[UInt64]>.allocate(capacity: count)
    found.initialize(repeating: [])
    defer {
      found.deinitialize()
      found.deallocate()
    }
    nonisolated(unsafe) let results = found
    DispatchQueue.concurrentPerform(iterations: count) { seed in
      results[seed] = (try? play(seed: UInt64(seed))) ?? []
    }
    for seed in 0..<count where found[seed] != expected[seed] {
      throw Fault("a game with the seed \(seed) comes out differently beside other games")
    }
    return nil
  }

  func measureSpeed() throws(Fault) -> String? {
    "\(Int(try speed())) random steps a second"
  }

  /// Random steps a second of the processor's time.
  func speed() throws(Fault) -> Double {
    var before = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
    var random = CounterRandom(seed: 0, stream: .playout)
    var taken = 0
    while taken < steps {
      let state = StateBox(rules, seed: UInt64(taken))
      while taken < steps {
        let legal = try legalActions(of: state)
        if legal.isEmpty { break }
        try step(state, legal[random.below(legal.count)])
        taken += 1
      }
    }
    var after = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
    let seconds =
      Double(after.tv_sec - before.tv_sec) + Double(after.tv_nsec - before.tv_nsec) * 1e-9
    return Double(steps) / max(seconds, 1e-9)
  }
}
