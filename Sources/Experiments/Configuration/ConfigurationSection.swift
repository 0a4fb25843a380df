/// What one key of a configuration means.
public struct KeyDoc: Hashable, Sendable {
  /// One sentence: what the key does, and its unit.
  public let summary: String
  /// The value in the paper the key comes from, with the paper's name, where there is one.
  public let paper: String?

  /// Makes the documentation of a key.
  ///
  /// - Parameters:
  ///   - summary: One sentence: what the key does, and its unit.
  ///   - paper: The paper's value and the paper's name.
  public init(_ summary: String, paper: String? = nil) {
    self.summary = summary
    self.paper = paper
  }
}

/// A struct of configuration that documents its keys and knows what its values must satisfy.
///
/// Conformance may be added in an extension, away from the struct.
public protocol ConfigurationSection: Encodable {
  /// The documentation by key, nested sections' own keys not included.
  static var docs: [String: KeyDoc] { get }

  /// What is wrong with the values, each with the key it is about; nested sections answer for themselves.
  ///
  /// - Returns: The complaints; empty if all is well.
  func complaints() -> [Complaint]
}

extension ConfigurationSection {
  /// No complaints: the types say all there is to say.
  ///
  /// - Returns: An empty list.
  public func complaints() -> [Complaint] { [] }
}

/// A section of which a configuration holds a list.
public protocol ConfigurationListElement: ConfigurationSection {
  /// The element whose values stand in for keys that are left out.
  static var template: Self { get }
}

/// A value that has the right type and is wrong nevertheless.
public struct Complaint: Hashable, Sendable {
  /// The key, relative to the section; dots lead into nested sections.
  public let key: String
  /// What the value must satisfy, to be read after the key's name: "must be at least 1".
  public let message: String

  /// Makes a complaint.
  ///
  /// - Parameters:
  ///   - key: The key, relative to the section.
  ///   - message: What the value must satisfy, to be read after the key's name.
  public init(_ key: String, _ message: String) {
    self.key = key
    self.message = message
  }
}
