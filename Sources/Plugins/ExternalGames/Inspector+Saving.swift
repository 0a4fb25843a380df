import CGamePlugin
import GameProtocol
import Glibc

extension Inspector {
  /// The bytes of a state.
  ///
  /// - Parameter state: The state.
  /// - Returns: The bytes.
  /// - Throws: `Fault` if they are of another number than announced.
  func bytes(of state: StateBox) throws(Fault) -> [UInt8] {
    let serialize = rules.table.functions.state_serialize
    let size = rules.table.call("state_serialize") { serialize?(state.pointer, nil, 0) ?? 0 }
    guard size <= 1 << 30 else { throw Fault("a state of \(size) bytes") }
    var bytes = [UInt8](repeating: 0, count: size)
    let written = rules.table.call("state_serialize") {
      serialize?(state.pointer, &bytes, size) ?? 0
    }
    if written != size { throw Fault("\(size) bytes announced, \(written) written") }
    return bytes
  }

  /// Reads a state.
  ///
  /// - Parameters:
  ///   - bytes: The bytes.
  ///   - state: The state that is replaced.
  /// - Returns: Whether the library takes them.
  func read(_ bytes: some Collection<UInt8>, into state: StateBox) -> Bool {
    let bytes = Array(bytes)
    return rules.table.call("state_deserialize") {
      rules.table.functions.state_deserialize(state.pointer, bytes, bytes.count) == 0
    }
  }

  /// Writes states, and how they go on, into a file for another process.
  ///
  /// - Parameter path: The file.
  func save(to path: String) {
    var words: [UInt64] = []
    var taken = 0
    _ = try? play(seed: 5) { state, _, _ throws(Fault) in
      taken += 1
      guard taken % max(1, steps / 20) == 1 % max(1, steps / 20) else { return }
      let bytes = try bytes(of: state)
      let (actions, trace) = try future(of: state)
      words += [UInt64(bytes.count)] + bytes.map(UInt64.init)
      words += [UInt64(actions.count)] + actions.map { UInt64($0) }
      words += [UInt64(trace.count)] + trace
    }
    guard let file = fopen(path, "wb") else { return }
    defer { fclose(file) }
    fwrite(words, MemoryLayout<UInt64>.stride, words.count, file)
  }

  /// Reads the states of a file and lets them go on.
  ///
  /// - Parameter path: The file that another process wrote.
  /// - Returns: How many states there were.
  /// - Throws: `Fault` for the first that is not read or goes on differently.
  func check(savedAt path: String) throws(Fault) -> String? {
    var words = Words(path: path)
    var count = 0
    while let bytes = words.list() {
      guard let actions = words.list(), let expected = words.list() else {
        throw Fault("the file of states is cut short")
      }
      count += 1
      let state = StateBox(rules, seed: 77)
      guard read(bytes.map { UInt8(truncatingIfNeeded: $0) }, into: state) else {
        throw Fault("the \(bytes.count) bytes of another process are not read")
      }
      let found = try trace(of: state, taking: actions.map { Int32(truncatingIfNeeded: $0) })
      if let step = zip(found, expected).enumerated().first(where: { $1.0 != $1.1 })?.offset {
        throw Fault(
          step == 0
            ? "the state read is another one"
            : "the state read goes on differently after \(step) steps")
      }
    }
    if count == 0 { throw Fault("no state was written") }
    return "\(count) states"
  }

  /// Random actions from a state, and what they lead to.
  private func future(of state: StateBox) throws(Fault) -> ([Int32], [UInt64]) {
    // The game itself goes on from where it is.
    let walker = try twin(of: state)
    if rules.can(GP_HAS_CHANCE) { walker.reseed(11) }
    var random = CounterRandom(seed: 6, stream: .playout)
    var actions: [Int32] = []
    while actions.count < 30 {
      let legal = try legalActions(of: walker)
      if legal.isEmpty { break }
      actions.append(legal[random.below(legal.count)])
      try step(walker, actions[actions.count - 1])
    }
    return (actions, try trace(of: try twin(of: state), taking: actions))
  }

  /// A state read from the bytes of another.
  private func twin(of state: StateBox) throws(Fault) -> StateBox {
    let twin = StateBox(rules, seed: 78)
    if read(try bytes(of: state), into: twin) { return twin }
    throw Fault("its own bytes are not read back")
  }

  /// What can be seen of a state and of those that actions lead to, a number for each.
  private func trace(of state: StateBox, taking actions: [Int32]) throws(Fault) -> [UInt64] {
    // Chance to come need not be saved.
    if rules.can(GP_HAS_CHANCE) { state.reseed(11) }
    var trace = [sight(of: state)]
    for action in actions {
      let reward = try step(state, action).reward
      trace.append(sight(of: state) &* 31 &+ UInt64(reward.bitPattern))
    }
    return trace
  }

  /// A number for a state's hash, its observations and what players got.
  private func sight(of state: StateBox) -> UInt64 {
    var hash = StateHash()
    hash.mix(state.hash)
    var bytes = [UInt8](repeating: 0, count: observationSize)
    for player in 0..<UInt32(rules.specification.playerCount) {
      rules.table.call("state_observe") { rules.table.observe(state.pointer, player, &bytes) }
      for byte in bytes { hash.mix(UInt64(byte)) }
      let value = rules.table.call("state_return") {
        rules.table.functions.state_return(state.pointer, player)
      }
      hash.mix(UInt64(value.bitPattern))
    }
    return hash.value
  }
}

/// Lists of numbers from a file.
private struct Words {
  private var words: [UInt64] = []
  private var next = 0

  init(path: String) {
    guard let file = fopen(path, "rb") else { return }
    defer { fclose(file) }
    var buffer = [UInt64](repeating: 0, count: 4096)
    while true {
      let count = fread(&buffer, MemoryLayout<UInt64>.stride, buffer.count, file)
      if count == 0 { return }
      words += buffer.prefix(count)
    }
  }

  /// The next list, or `nil` at the end.
  mutating func list() -> [UInt64]? {
    guard next < words.count, words[next] <= UInt64(words.count - next - 1) else { return nil }
    let count = Int(words[next])
    defer { next += count + 1 }
    return Array(words[(next + 1)..<(next + 1 + count)])
  }
}
