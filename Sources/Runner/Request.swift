import Experiments
package import GameProtocol

/// What is wrong with a request as a whole.
package struct RequestError: Error, Hashable, Sendable {
  /// What was found and what was expected.
  package var reason: String

  /// Makes an error of its sentence.
  package init(_ reason: String) {
    self.reason = reason
  }
}

/// A game to look at: a position and the moves that follow it.
///
/// As JSON: `{"id": …, "position": "text", "options": {…}, "moves": ["text" or index, …]}`, where
/// every key may be left out.
package struct Request: Hashable, Sendable {
  /// Whatever the asker wants to have repeated in the answer.
  package var id = JSONValue.null
  /// The start, or `nil` for the game's own.
  package var position: String?
  /// Game options.
  package var options: [String: OptionValue] = [:]
  /// Moves: strings in the game's notation, or action indices.
  package var moves: [JSONValue] = []
  /// The name of the notation in which moves are printed and may be given, or `nil` for the game's own;
  /// not part of the document.
  package var notation: String?
  /// The results of all random draws, or `nil` for those of seed 0.
  package var randomTape: RandomTape?

  /// Makes a request for a position.
  package init(position: String?) {
    self.position = position
  }

  /// Reads a request.
  ///
  /// Keys that mean nothing here are left alone, so that a line may carry data of its own; a key
  /// that looks like a misspelt one is refused.
  ///
  /// - Parameter document: A JSON document.
  /// - Throws: `RequestError` if it is no such object.
  package init(_ document: JSONValue) throws(RequestError) {
    guard case .object(let members) = document else {
      throw RequestError("found \(document.typeName), expected an object")
    }
    try Self.refuseMisspelling(in: members)
    id = document["id"] ?? .null
    switch document["position"] {
    case nil, .null: position = nil
    case .string(let text): position = text
    case .some(let other):
      throw RequestError("\"position\": found \(other.typeName), expected a string")
    }
    switch document["options"] {
    case nil, .null: break
    case .object(let members):
      for member in members { options[member.key] = try Self.option(member) }
    case .some(let other):
      throw RequestError("\"options\": found \(other.typeName), expected an object")
    }
    switch document["moves"] {
    case nil, .null: break
    case .array(let values): moves = values
    case .some(let other):
      throw RequestError("\"moves\": found \(other.typeName), expected a list")
    }
    switch document["randomTape"] {
    case nil, .null: break
    case .array(let values): randomTape = try RandomTape(values)
    case .some(let other):
      throw RequestError("\"randomTape\": found \(other.typeName), expected a list")
    }
  }

  private static let keys = ["id", "position", "options", "moves", "randomTape"]

  private static func refuseMisspelling(in members: [JSONValue.Member]) throws(RequestError) {
    let missing = keys.filter { key in key != "id" && !members.contains { $0.key == key } }
    for member in members where !keys.contains(member.key) {
      if let meant = suggestion(for: member.key, among: missing) {
        throw RequestError("unknown key '\(member.key)'; did you mean '\(meant)'?")
      }
    }
  }

  private static func option(_ member: JSONValue.Member) throws(RequestError) -> OptionValue {
    switch member.value {
    case .bool(let value): return .flag(value)
    case .string(let value): return .text(value)
    case .number(let text):
      if let value = Int(text) { return .integer(value) }
      if let value = Double(text), value.isFinite { return .number(value) }
      throw RequestError("option '\(member.key)': \(text) is too large a number")
    default:
      throw RequestError(
        "option '\(member.key)': found \(member.value.typeName), "
          + "expected true, false, a number or a string")
    }
  }
}
