import CGamePlugin
import GameProtocol

extension Inspector {
  /// Whether the calls for many states do what those for one state do.
  func checkBatches() throws(Fault) -> String? {
    let functions = rules.table.functions
    if functions.step_batch == nil && functions.observe_batch == nil { return "not offered" }
    var random = CounterRandom(seed: 3, stream: .playout)
    let count = 8
    var game: UInt64 = 0
    var taken = 0
    while taken < steps {
      let states = (0..<count).map { StateBox(rules, seed: game &+ UInt64($0)) }
      let twins = (0..<count).map { StateBox(rules, seed: game &+ UInt64($0)) }
      game += UInt64(count)
      while taken < steps {
        var playing: [Int] = []
        var actions: [Int32] = []
        for index in twins.indices {
          let legal = try legalActions(of: twins[index])
          if legal.isEmpty { continue }
          playing.append(index)
          actions.append(legal[random.below(legal.count)])
        }
        if playing.isEmpty { break }
        try compareObservations(of: playing.map { states[$0] }, with: playing.map { twins[$0] })
        try compareSteps(of: playing.map { states[$0] }, with: playing.map { twins[$0] }, actions)
        taken += playing.count
      }
    }
    return nil
  }

  /// Lets states go on by one call, and their twins one by one.
  private func compareSteps(
    of states: [StateBox], with twins: [StateBox], _ actions: [Int32]
  ) throws(Fault) {
    var results = [gp_step_v1](repeating: gp_step_v1(), count: states.count)
    if let stepBatch = rules.table.functions.step_batch {
      let pointers = states.map { Optional($0.pointer) }
      withExtendedLifetime(states) {
        rules.table.call("step_batch") {
          stepBatch(pointers, actions, UInt32(states.count), &results)
        }
      }
    } else {
      for index in states.indices { results[index] = try step(states[index], actions[index]) }
    }
    for index in states.indices {
      let (one, many) = (try step(twins[index], actions[index]), results[index])
      let isSame =
        one.reward.bitPattern == many.reward.bitPattern
        && one.cost.bitPattern == many.cost.bitPattern && one.terminal == many.terminal
        && one.truncated == many.truncated && one.to_move == many.to_move
        && one.flags == many.flags
      if !isSame || states[index].hash != twins[index].hash {
        throw Fault("action \(actions[index]) does something else among \(states.count) at once")
      }
    }
  }

  /// Observes states by one call, with gaps, and their twins one by one.
  private func compareObservations(of states: [StateBox], with twins: [StateBox]) throws(Fault) {
    guard let observeBatch = rules.table.functions.observe_batch else { return }
    let (size, gap) = (observationSize, 64)
    let memory = GuardedMemory(count: states.count * (size + gap))
    var alone = [UInt8](repeating: 0, count: size)
    let pointers = states.map { Optional($0.pointer) }
    for player in 0..<UInt32(rules.specification.playerCount) {
      memory.fill(with: 0xA5)
      withExtendedLifetime(states) {
        rules.table.call("observe_batch") {
          observeBatch(pointers, UInt32(states.count), player, memory.start, size + gap)
        }
      }
      let together = memory.bytes
      for index in states.indices {
        rules.table.call("state_observe") {
          rules.table.observe(twins[index].pointer, player, &alone)
        }
        let start = index * (size + gap)
        if Array(together[start..<start + size]) != alone {
          throw Fault("an observation of player \(player) differs among \(states.count) at once")
        }
        let overrun = together[start + size..<start + size + gap].contains { $0 != 0xA5 }
        if overrun || !memory.isWhole {
          throw Fault("observations of player \(player) overrun their \(size) bytes")
        }
      }
    }
  }

  /// The bytes of an observation in the library's own form.
  var observationSize: Int {
    let elements = rules.specification.observationShape.count
    return switch rules.observationType {
    case GP_FLOAT32: 4 * elements
    case GP_UINT8: elements
    default: (elements + 7) / 8
    }
  }
}
