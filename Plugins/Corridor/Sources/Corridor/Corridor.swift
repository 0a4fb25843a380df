// A walk along a corridor, as an example of a game in a Swift library of its own.
//
// Ten cells in a row: the walker starts at the left, and a step to the left (action 0) or to the right
// (action 1) slips one time in five, so that the walker stays where it is. A step costs 0.01, the right
// end brings 1, and after 100 steps the walk is cut off.
//
// The state is plain data in one allocation: a clone is a copy of it.

import CGamePlugin

private struct Walk {
  var cell: UInt32 = 0
  var steps: UInt32 = 0
  var total: Float = 0
  var random: UInt64

  static let length: UInt32 = 10
  static let limit: UInt32 = 100

  var isAtGoal: Bool { cell == Self.length - 1 }

  /// How the walk stands, with the reward of the step before.
  func status(reward: Float = 0) -> gp_step_v1 {
    gp_step_v1(
      reward: reward, cost: 0, terminal: isAtGoal ? 1 : 0,
      truncated: !isAtGoal && steps >= Self.limit ? 1 : 0, to_move: 0, flags: 0)
  }

  var isOver: Bool { isAtGoal || steps >= Self.limit }

  mutating func step(_ action: Int32) -> Float {
    // Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    random &+= 0x9E37_79B9_7F4A_7C15
    var bits = random
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    steps += 1
    if bits % 5 != 0 {
      if action == 1 { cell += 1 } else if cell > 0 { cell -= 1 }
    }
    let reward: Float = isAtGoal ? 1 : -0.01
    total += reward
    return reward
  }
}

private func walk(_ state: OpaquePointer?) -> UnsafeMutablePointer<Walk> {
  guard let state else { fatalError("no state") }
  return UnsafeMutablePointer(state)
}

private func make(_ walk: Walk) -> OpaquePointer {
  let pointer = UnsafeMutablePointer<Walk>.allocate(capacity: 1)
  pointer.initialize(to: walk)
  return OpaquePointer(pointer)
}

/// The one game has no options, so any address will do for it.
private nonisolated(unsafe) let theGame = OpaquePointer(
  UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

private nonisolated(unsafe) let table: UnsafePointer<gp_plugin_v1> = {
  func forever(_ text: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
  }
  var table = gp_plugin_v1()
  table.struct_size = UInt32(MemoryLayout<gp_plugin_v1>.size)
  table.abi_major = GP_ABI_MAJOR
  table.abi_minor = GP_ABI_MINOR
  table.game_count = 1
  table.name = forever("corridor")
  table.version = forever("1.0")
  table.license = forever("MIT")
  table.game_name = { _ in
    UnsafeRawPointer(("corridor" as StaticString).utf8Start).assumingMemoryBound(to: CChar.self)
  }
  table.game_summary = { _ in
    UnsafeRawPointer(("a walk along a slippery corridor" as StaticString).utf8Start)
      .assumingMemoryBound(to: CChar.self)
  }
  table.game_create = { _, _, _, _ in theGame }
  table.game_destroy = { _ in }
  table.game_spec = { _, out in
    guard let out else { return }
    out.pointee.rules_version = 1
    out.pointee.players = 1
    out.pointee.action_count = 2
    out.pointee.channels = 1
    out.pointee.height = 1
    out.pointee.width = Walk.length
    out.pointee.observation_type = GP_FLOAT32
    out.pointee.step_limit = Walk.limit
    out.pointee.value_min = -1
    out.pointee.value_max = 1
    out.pointee.discount = 0.99
    out.pointee.capabilities = GP_CAN_CLONE | GP_HAS_CHANCE | GP_HAS_REWARDS
  }
  table.state_create = { _, seed in make(Walk(random: seed)) }
  table.state_destroy = { walk($0).deallocate() }
  table.state_clone = { make(walk($0).pointee) }
  table.state_copy_from = { walk($0).pointee = walk($1).pointee }
  table.state_reseed = { walk($0).pointee.random = $1 }
  table.state_status = { $1?.pointee = walk($0).pointee.status() }
  table.state_step = { state, action, out in
    let walk = walk(state)
    guard 0...1 ~= action, !walk.pointee.isOver else { return -1 }
    let reward = walk.pointee.step(action)
    out?.pointee = walk.pointee.status(reward: reward)
    return 0
  }
  table.state_legal = { state, out, capacity in
    if walk(state).pointee.isOver { return 0 }
    if let out, capacity >= 2 { (out[0], out[1]) = (0, 1) }
    return 2
  }
  table.state_observe = { state, _, out in
    guard let planes = out?.assumingMemoryBound(to: Float.self) else { return }
    for cell in 0..<Int(Walk.length) { planes[cell] = cell == walk(state).pointee.cell ? 1 : 0 }
  }
  table.state_return = { state, _ in walk(state).pointee.total }
  table.state_hash = { state in
    let walk = walk(state).pointee
    return (UInt64(walk.cell) << 32 | UInt64(walk.steps)) &* 0x9E37_79B9_7F4A_7C15
  }
  let pointer = UnsafeMutablePointer<gp_plugin_v1>.allocate(capacity: 1)
  pointer.initialize(to: table)
  return UnsafePointer(pointer)
}()

/// The one exported function.
@c(game_plugin_v1)
public func gamePlugin(_ host: UnsafePointer<gp_host_v1>?) -> UnsafePointer<gp_plugin_v1>? {
  table
}
