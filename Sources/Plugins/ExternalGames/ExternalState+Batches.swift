import CGamePlugin
public import GameProtocol

/// Many states at once, in one call of the library where it offers one.
extension ExternalState {
  /// Takes an action in each of several states.
  ///
  /// - Parameters:
  ///   - actions: A legal action for each.
  ///   - states: States of one game.
  ///   - places: Where among them each stands, all different.
  ///   - steps: Takes what each action brought.
  public static func apply(
    _ actions: [Action], to states: inout [ExternalState], at places: [Int], steps: inout [Step]
  ) {
    steps.removeAll(keepingCapacity: true)
    guard places.count > 1, let table = places.first.map({ states[$0].box.rules.table }),
      let stepBatch = table.functions.step_batch
    else {
      for (action, place) in zip(actions, places) { steps.append(states[place].apply(action)) }
      return
    }
    for place in places { states[place].makeUnique() }
    var results = [gp_step_v1](repeating: gp_step_v1(), count: places.count)
    let pointers = places.map { Optional(states[$0].box.pointer) }
    withExtendedLifetime(states) {
      table.call("step_batch") {
        stepBatch(pointers, actions.map(\.rawValue), UInt32(places.count), &results)
      }
    }
    for (index, place) in places.enumerated() {
      steps.append(states[place].enter(results[index], after: actions[index]))
    }
  }

  /// Writes what the players to move observe, as floats.
  ///
  /// - Parameters:
  ///   - states: States of one game.
  ///   - places: Where among them each stands.
  ///   - planes: The planes of the specification for each.
  public static func observe(
    _ states: [ExternalState], at places: [Int], into planes: inout MutableSpan<Float>
  ) {
    guard let first = places.first.map({ states[$0] }) else { return }
    let rules = first.box.rules
    let player = first.playerToMove
    // The library draws one player's views in one call.
    guard places.count > 1, let observeBatch = rules.table.functions.observe_batch,
      places.allSatisfy({ states[$0].playerToMove == player })
    else {
      let size = planes.count / places.count
      for (index, place) in places.enumerated() {
        var own = planes._mutatingExtracting(index * size..<(index + 1) * size)
        states[place].observe(as: states[place].playerToMove, into: &own)
      }
      return
    }
    let pointers = places.map { Optional(states[$0].box.pointer) }
    withExtendedLifetime(states) {
      readObservations(places.count, of: rules, into: &planes) { memory, stride in
        rules.table.call("observe_batch") {
          observeBatch(
            pointers, UInt32(places.count), UInt32(player.rawValue), memory, stride)
        }
      }
    }
  }

  /// Ends the program for a number that is none: from here it would only be found in what was learned.
  private static func checkFinite(
    _ numbers: UnsafeMutableBufferPointer<Float>, size: Int, of rules: ExternalRules
  ) {
    // The largest exponent of all, without a branch for each.
    var exponents: UInt32 = 0
    for number in numbers { exponents = max(exponents, number.bitPattern & 0x7F80_0000) }
    if exponents < 0x7F80_0000 { return }
    guard let index = numbers.firstIndex(where: { !$0.isFinite }) else { return }
    rules.stop(
      found: "\(numbers[index]) as element \(index % size) of an observation",
      expected: "a finite number")
  }

  /// Lends memory for observations in the library's own form, and turns them into floats.
  ///
  /// - Parameters:
  ///   - count: How many observations.
  ///   - rules: The game.
  ///   - planes: The planes of the specification for each.
  ///   - write: Has the library write into the memory, an observation every so many bytes.
  static func readObservations(
    _ count: Int, of rules: ExternalRules, into planes: inout MutableSpan<Float>,
    _ write: (UnsafeMutableRawPointer?, _ stride: Int) -> Void
  ) {
    let size = planes.count / count
    switch rules.observationType {
    case GP_FLOAT32:
      planes.withUnsafeMutableBufferPointer { buffer in
        write(UnsafeMutableRawPointer(buffer.baseAddress), size * MemoryLayout<Float>.stride)
        checkFinite(buffer, size: size, of: rules)
      }
    case GP_UINT8:
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count * size) { bytes in
        write(UnsafeMutableRawPointer(bytes.baseAddress), size)
        for index in 0..<count * size { planes[index] = Float(bytes[index]) / 255 }
      }
    default:
      let stride = (size + 7) / 8
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count * stride) { bytes in
        write(UnsafeMutableRawPointer(bytes.baseAddress), stride)
        for state in 0..<count {
          for index in 0..<size {
            let byte = bytes[state * stride + index / 8]
            planes[state * size + index] = Float(byte >> UInt8(7 - index % 8) & 1)
          }
        }
      }
    }
  }
}
