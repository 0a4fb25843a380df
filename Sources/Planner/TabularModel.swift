/// A model given as a table, with the keys of its JSON form.
///
/// Shapes: `A` actions, `S` states.
public struct TabularModel: Codable, Hashable, Sendable {
  /// The number of actions, `A`.
  public var actions: Int
  /// The number of states, `S`.
  public var states: Int
  /// Policy logits, `[S, A]`.
  public var logits: [[Float]]
  /// Values for the player to move, `[S]`; each at most `greatestAmount` in size.
  public var value: [Float]
  /// Where each action leads, `[S, A]`.
  public var next: [[Int]]
  /// Rewards for the player who acts, `[S, A]`; each at most `greatestAmount` in size.
  public var reward: [[Float]]
  /// Signed discounts from −1 to 1, `[S, A]`; 0 where the game is over, below which the table is
  /// followed further.
  public var discount: [[Float]]
  /// The state in which search starts.
  public var root: Int
  /// 1 for each action that is invalid at the root, `[A]`; none if `nil`.
  public var invalid: [Int]?
  /// Fixed Gumbel noise at the root, `[A]`; zero if `nil`.
  public var gumbel: [Float]?

  /// The largest size of a value or a reward.
  ///
  /// With discounts of at most 1, what a path through the largest tree adds up to stays far below
  /// the largest `Float`.
  public static let greatestAmount: Float = 1_000_000

  /// Makes a table.
  public init(
    actions: Int, states: Int, logits: [[Float]], value: [Float], next: [[Int]],
    reward: [[Float]], discount: [[Float]], root: Int = 0, invalid: [Int]? = nil,
    gumbel: [Float]? = nil
  ) {
    self.actions = actions
    self.states = states
    self.logits = logits
    self.value = value
    self.next = next
    self.reward = reward
    self.discount = discount
    self.root = root
    self.invalid = invalid
    self.gumbel = gumbel
  }

  /// Checks that the table can be searched.
  ///
  /// - Throws: `TabularError` for the first fault.
  public func validate() throws(TabularError) {
    if actions < 1 { throw .outOfRange(key: "actions", found: actions, expected: "at least 1") }
    if states < 1 { throw .outOfRange(key: "states", found: states, expected: "at least 1") }
    try check(count: logits.count, states, "logits")
    try check(count: value.count, states, "value")
    try check(count: next.count, states, "next")
    try check(count: reward.count, states, "reward")
    try check(count: discount.count, states, "discount")
    for state in 0..<states {
      try check(count: logits[state].count, actions, "logits[\(state)]")
      try check(count: next[state].count, actions, "next[\(state)]")
      try check(count: reward[state].count, actions, "reward[\(state)]")
      try check(count: discount[state].count, actions, "discount[\(state)]")
      try checkFinite(logits[state], "logits[\(state)]")
      try check(reward[state], within: Self.greatestAmount, "reward[\(state)]")
      try check(discount[state], within: 1, "discount[\(state)]")
      for (action, target) in next[state].enumerated() where !(0..<states).contains(target) {
        throw .outOfRange(
          key: "next[\(state)][\(action)]", found: target, expected: "0 to \(states - 1)")
      }
    }
    try check(value, within: Self.greatestAmount, "value")
    if !(0..<states).contains(root) {
      throw .outOfRange(key: "root", found: root, expected: "0 to \(states - 1)")
    }
    if let invalid {
      try check(count: invalid.count, actions, "invalid")
      for (action, flag) in invalid.enumerated() where flag != 0 && flag != 1 {
        throw .outOfRange(key: "invalid[\(action)]", found: flag, expected: "0 or 1")
      }
      if invalid.allSatisfy({ $0 == 1 }) { throw .nothingValid }
    }
    if let gumbel {
      try check(count: gumbel.count, actions, "gumbel")
      try checkFinite(gumbel, "gumbel")
    }
  }

  private func check(count: Int, _ expected: Int, _ key: String) throws(TabularError) {
    if count != expected { throw .wrongLength(key: key, found: count, expected: expected) }
  }

  private func checkFinite(_ numbers: [Float], _ key: String) throws(TabularError) {
    for (index, number) in numbers.enumerated() where !number.isFinite {
      throw .notFinite(key: "\(key)[\(index)]")
    }
  }

  private func check(
    _ numbers: [Float], within limit: Float, _ key: String
  ) throws(TabularError) {
    try checkFinite(numbers, key)
    for (index, number) in numbers.enumerated() where number.magnitude > limit {
      throw .tooLarge(key: "\(key)[\(index)]", found: number, limit: limit)
    }
  }
}

/// A table or a request that cannot be searched.
public enum TabularError: Error, Hashable, Sendable, CustomStringConvertible {
  /// An array is too short or too long.
  case wrongLength(key: String, found: Int, expected: Int)
  /// A number is outside its range.
  case outOfRange(key: String, found: Int, expected: String)
  /// A number is infinite or none.
  case notFinite(key: String)
  /// A number is larger than its limit, or smaller than the limit with its sign turned.
  case tooLarge(key: String, found: Float, limit: Float)
  /// Every action is invalid at the root.
  case nothingValid

  /// What was found, what was expected and where.
  public var description: String {
    switch self {
    case .wrongLength(let key, let found, let expected):
      "\(key): found \(found) elements, expected \(expected)"
    case .outOfRange(let key, let found, let expected):
      "\(key): found \(found), expected \(expected)"
    case .notFinite(let key):
      "\(key): found a number that is not finite, expected a finite one"
    case .tooLarge(let key, let found, let limit):
      "\(key): found \(found), expected a number from \(-Int(limit)) to \(Int(limit))"
    case .nothingValid:
      "invalid: found every action invalid at the root, expected at least one 0"
    }
  }
}
