/// A model of a game given as tables, read from JSON.
///
/// Shapes: `n` states, `A` actions.
package struct TabularDocument: Hashable, Sendable {
  /// The number of actions, `A`.
  package var actionCount = 0
  /// The number of states, `n`.
  package var stateCount = 0
  /// The logits of the policies, `[n, A]`.
  package var logits: [Float] = []
  /// The values for the player to move, `[n]`.
  package var values: [Float] = []
  /// The state that follows each action, `[n, A]`.
  package var next: [Int32] = []
  /// The reward of each action for its player, `[n, A]`.
  package var rewards: [Float] = []
  /// The signed discount of each action, `[n, A]`.
  package var discounts: [Float] = []
  /// The state at the root.
  package var root = 0
  /// Whether each action is legal at the root, `[A]`.
  package var isLegalAtRoot: [Bool] = []
  /// The Gumbel noise at the root, `[A]`.
  package var gumbel: [Float] = []

  /// Reads a document.
  ///
  /// - Parameter document: `{"actions": A, "states": n, "logits": [n][A], "value": [n],
  ///   "next": [n][A], "reward": [n][A], "discount": [n][A], "root": r, "invalid": [A] (0 or 1,
  ///   optional), "gumbel": [A] (optional)}`.
  /// - Throws: `RequestError` for the first key that is missing, misspelt or wrong.
  package init(_ document: JSONValue) throws(RequestError) {
    guard case .object(let members) = document else {
      throw RequestError("found \(document.typeName), expected an object")
    }
    for member in members where !Self.keys.contains(member.key) {
      throw RequestError(
        "unknown key '\(member.key)'; \(hint(for: member.key, in: Self.keys, plural: "keys"))")
    }
    actionCount = try Self.whole(document, "actions", in: 1...Self.limit)
    stateCount = try Self.whole(document, "states", in: 1...Self.limit)
    logits = try Self.table(document, "logits", stateCount, actionCount)
    values = try Self.row(document, "value", stateCount)
    rewards = try Self.table(document, "reward", stateCount, actionCount)
    discounts = try Self.table(document, "discount", stateCount, actionCount)
    root = try Self.whole(document, "root", in: 0...(stateCount - 1))
    for value in try Self.table(document, "next", stateCount, actionCount) {
      guard let state = Int32(exactly: value), state >= 0, state < stateCount else {
        throw RequestError("\"next\": found \(value), expected a state from 0 to \(stateCount - 1)")
      }
      next.append(state)
    }
    isLegalAtRoot = Array(repeating: true, count: actionCount)
    if let invalid = document["invalid"], invalid != .null {
      for (action, value) in try Self.row(document, "invalid", actionCount).enumerated() {
        guard value == 0 || value == 1 else {
          throw RequestError("\"invalid\": found \(value), expected 0 or 1")
        }
        isLegalAtRoot[action] = value == 0
      }
      if !isLegalAtRoot.contains(true) {
        throw RequestError("\"invalid\": every action is invalid, expected one that is not")
      }
    }
    gumbel = Array(repeating: 0, count: actionCount)
    if let noise = document["gumbel"], noise != .null {
      gumbel = try Self.row(document, "gumbel", actionCount)
    }
  }

  private static let keys = [
    "actions", "states", "logits", "value", "next", "reward", "discount", "root", "invalid",
    "gumbel",
  ]

  /// A bound on sizes, so that a wrong number is an error and not the end of the memory.
  private static let limit = 1 << 24

  private static func value(
    _ document: JSONValue, _ key: String
  ) throws(RequestError) -> JSONValue {
    guard let value = document[key] else { throw RequestError("the key \"\(key)\" is missing") }
    return value
  }

  private static func whole(
    _ document: JSONValue, _ key: String, in range: ClosedRange<Int>
  ) throws(RequestError) -> Int {
    let value = try value(document, key)
    guard let whole = value.integer, range.contains(whole) else {
      throw RequestError(
        "\"\(key)\": found \(shown(value)), expected a whole number from \(range.lowerBound) to "
          + "\(range.upperBound)")
    }
    return whole
  }

  private static func row(
    _ document: JSONValue, _ key: String, _ count: Int
  ) throws(RequestError) -> [Float] {
    try numbers(try value(document, key), "\"\(key)\"", count)
  }

  private static func table(
    _ document: JSONValue, _ key: String, _ rows: Int, _ columns: Int
  ) throws(RequestError) -> [Float] {
    let value = try value(document, key)
    guard case .array(let lists) = value, lists.count == rows else {
      throw RequestError("\"\(key)\": found \(size(value)), expected a list of \(rows) lists")
    }
    var numbers: [Float] = []
    for (index, list) in lists.enumerated() {
      numbers += try self.numbers(list, "\"\(key)\"[\(index)]", columns)
    }
    return numbers
  }

  private static func numbers(
    _ value: JSONValue, _ place: String, _ count: Int
  ) throws(RequestError) -> [Float] {
    guard case .array(let elements) = value, elements.count == count else {
      throw RequestError("\(place): found \(size(value)), expected a list of \(count) numbers")
    }
    var numbers: [Float] = []
    numbers.reserveCapacity(count)
    for (index, element) in elements.enumerated() {
      guard case .number(let text) = element, let number = Float(text), number.isFinite else {
        throw RequestError("\(place)[\(index)]: found \(shown(element)), expected a finite number")
      }
      numbers.append(number)
    }
    return numbers
  }

  private static func size(_ value: JSONValue) -> String {
    if case .array(let elements) = value { return "a list of \(elements.count)" }
    return value.typeName
  }

  private static func shown(_ value: JSONValue) -> String {
    if case .number(let text) = value, text.utf8.count <= 40 { return text }
    return value.typeName
  }
}
