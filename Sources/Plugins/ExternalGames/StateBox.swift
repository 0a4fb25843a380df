import CGamePlugin
import GameProtocol

/// A position inside a library, given back when nobody holds it any more.
final class StateBox: @unchecked Sendable {
  // Only read while it is shared: `ExternalState` makes a copy before it changes a box that is not its
  // alone, and the library promises that reading is safe.

  let rules: ExternalRules

  /// The position.
  let pointer: OpaquePointer

  /// The start of a game.
  ///
  /// - Parameters:
  ///   - rules: The game.
  ///   - seed: Decides the start and all chance to come.
  init(_ rules: ExternalRules, seed: UInt64) {
    let made = rules.table.call("state_create") {
      rules.table.functions.state_create(rules.pointer, seed)
    }
    guard let state = made else {
      rules.stop(found: "no state from 'state_create'", expected: "one; is the memory used up?")
    }
    self.rules = rules
    pointer = state
  }

  /// A copy.
  ///
  /// - Parameter other: The position to copy, of a game that can clone.
  init(copying other: StateBox) {
    let made = other.rules.table.call("state_clone") {
      other.rules.table.functions.state_clone(other.pointer)
    }
    guard let state = made else {
      other.rules.stop(
        found: "no state from 'state_clone'", expected: "one; is the memory used up?")
    }
    rules = other.rules
    pointer = state
  }

  deinit {
    rules.table.call("state_destroy") { rules.table.functions.state_destroy(pointer) }
  }

  // A pointer does not keep its box alive: whoever holds a box only for the call has to say so.

  /// The player to move and how the game stands.
  var status: (Player, Step.End) {
    var step = gp_step_v1()
    withExtendedLifetime(self) {
      rules.table.call("state_status") { rules.table.status(pointer, &step) }
    }
    return reading(step)
  }

  /// The library's hash of the position.
  var hash: UInt64 {
    withExtendedLifetime(self) {
      rules.table.call("state_hash") { rules.table.functions.state_hash(pointer) }
    }
  }

  /// Takes an action on a box that nobody shares.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - step: What it brought.
  /// - Returns: Less than 0 if the library refuses it.
  func take(_ action: Int32, _ step: inout gp_step_v1) -> Int32 {
    withExtendedLifetime(self) {
      rules.table.call("state_step") { rules.table.step(pointer, action, &step) }
    }
  }

  /// Takes a legal action on a box that nobody shares; a library that refuses it ends the program.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - step: What it brought.
  @inline(__always)
  func takeLegal(_ action: Int32, _ step: inout gp_step_v1) {
    let code = take(action, &step)
    if code < 0 {
      rules.stop(
        found: "the legal action \(action) refused with \(code)", expected: "that it is taken")
    }
  }

  /// Replaces the random future of a box that nobody shares, in a game with chance.
  ///
  /// - Parameter seed: Decides all chance to come.
  func reseed(_ seed: UInt64) {
    withExtendedLifetime(self) {
      rules.table.call("state_reseed") { rules.table.functions.state_reseed(pointer, seed) }
    }
  }

  /// What a step says about the position after it.
  @inline(__always)
  func reading(_ step: gp_step_v1) -> (Player, Step.End) {
    let end: Step.End =
      step.terminal != 0 ? .terminated : step.truncated != 0 ? .truncated : .continues
    let players = rules.specification.playerCount
    if Int(step.to_move) >= players {
      // After the end it is nobody's turn.
      if end != .continues { return (.first, end) }
      rules.stop(
        found: "the turn of player \(step.to_move)",
        expected: players == 1 ? "player 0" : "player 0 or 1")
    }
    return (Player(rawValue: step.to_move), end)
  }
}
