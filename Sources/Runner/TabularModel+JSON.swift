import Experiments
package import Planner

extension TabularModel {
  /// Reads a table from JSON.
  ///
  /// Shapes: `n` states, `A` actions.
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
    func required(_ key: String) throws(RequestError) -> JSONValue {
      guard let value = document[key] else {
        throw RequestError("\(key): found nothing, expected a value")
      }
      return value
    }
    func optional(_ key: String) -> JSONValue? {
      document[key].flatMap { $0 == .null ? nil : $0 }
    }
    self.init(
      actions: try Self.whole(try required("actions"), "actions"),
      states: try Self.whole(try required("states"), "states"),
      logits: try Self.table(try required("logits"), "logits", Self.number),
      value: try Self.row(try required("value"), "value", Self.number),
      next: try Self.table(try required("next"), "next", Self.whole),
      reward: try Self.table(try required("reward"), "reward", Self.number),
      discount: try Self.table(try required("discount"), "discount", Self.number),
      root: try Self.whole(try required("root"), "root"),
      invalid: try optional("invalid").map { value throws(RequestError) in
        try Self.row(value, "invalid", Self.whole)
      },
      gumbel: try optional("gumbel").map { value throws(RequestError) in
        try Self.row(value, "gumbel", Self.number)
      })
    do {
      try validate()
    } catch {
      throw RequestError(error.description)
    }
  }

  private static let keys = [
    "actions", "states", "logits", "value", "next", "reward", "discount", "root", "invalid",
    "gumbel",
  ]

  private static func whole(_ value: JSONValue, _ place: String) throws(RequestError) -> Int {
    guard let whole = value.integer else {
      throw RequestError("\(place): found \(shown(value)), expected a whole number")
    }
    return whole
  }

  private static func number(_ value: JSONValue, _ place: String) throws(RequestError) -> Float {
    guard case .number(let text) = value, let number = Float(text) else {
      throw RequestError("\(place): found \(shown(value)), expected a number")
    }
    return number
  }

  private static func row<Element>(
    _ value: JSONValue, _ place: String,
    _ element: (JSONValue, String) throws(RequestError) -> Element
  ) throws(RequestError) -> [Element] {
    guard case .array(let values) = value else {
      throw RequestError("\(place): found \(shown(value)), expected a list")
    }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for value in values { elements.append(try element(value, "an element of \(place)")) }
    return elements
  }

  private static func table<Element>(
    _ value: JSONValue, _ place: String,
    _ element: (JSONValue, String) throws(RequestError) -> Element
  ) throws(RequestError) -> [[Element]] {
    guard case .array(let lists) = value else {
      throw RequestError("\(place): found \(shown(value)), expected a list of lists")
    }
    var rows: [[Element]] = []
    rows.reserveCapacity(lists.count)
    for (index, list) in lists.enumerated() {
      rows.append(try row(list, "\(place)[\(index)]", element))
    }
    return rows
  }

  private static func shown(_ value: JSONValue) -> String {
    if case .number(let text) = value, text.utf8.count <= 40 { return text }
    return value.typeName
  }
}
