/// Where a value stands in a configuration: the keys from the root down to it.
///
/// The text form joins the keys with dots (`search.simulations`); a key that is not a bare TOML key is
/// quoted, an element of a list is written `[index]`, and `[]` stands for every element.
public struct ConfigPath: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The keys, the outermost first; list indices are written `[index]`.
  public var components: [String]

  /// Makes a path from its keys.
  ///
  /// - Parameter components: The keys, the outermost first.
  public init(_ components: [String] = []) {
    self.components = components
  }

  /// Reads a path as written, with dots between the keys.
  ///
  /// - Parameter dotted: Bare or double-quoted keys with dots between them.
  public init(dotted: String) {
    var keys: [String] = []
    var current = ""
    var quoted = false
    for character in dotted {
      switch character {
      case "\"": quoted.toggle()
      case "." where !quoted:
        keys.append(current)
        current = ""
      default: current.append(character)
      }
    }
    keys.append(current)
    components = keys
  }

  /// The innermost key, or nothing for the root.
  public var leaf: String? { components.last }

  /// The path of the table that holds the value.
  public var parent: ConfigPath { ConfigPath(components.dropLast()) }

  /// The path one key further down.
  ///
  /// - Parameter key: The key to go down by.
  /// - Returns: The longer path.
  public func appending(_ key: String) -> ConfigPath {
    ConfigPath(components + [key])
  }

  /// The path with every list index written `[]`, as documentation names it.
  var ofEveryElement: ConfigPath {
    ConfigPath(components.map { $0.hasPrefix("[") ? "[]" : $0 })
  }

  /// The keys with dots between them.
  public var description: String {
    var text = ""
    for key in components {
      if key.hasPrefix("[") {
        text += key
      } else {
        if !text.isEmpty { text += "." }
        text += key.utf8.allSatisfy(isBareKeyByte) && !key.isEmpty ? key : "\"\(key)\""
      }
    }
    return text
  }

  /// Compares the keys one by one.
  public static func < (left: ConfigPath, right: ConfigPath) -> Bool {
    left.components.lexicographicallyPrecedes(right.components)
  }
}

/// Whether a byte may stand in an unquoted TOML key: letters, digits, `_` and `-`.
func isBareKeyByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}
