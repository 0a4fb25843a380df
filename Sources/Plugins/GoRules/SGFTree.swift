/// A game record as the tree of nodes that SGF describes, whatever the game is.
///
/// Source: Hollosi, "SGF file format FF[4]", 1997–2021.
public struct SGFTree: Hashable, Sendable {
  /// A name with its values.
  public struct Property: Hashable, Sendable {
    /// Capital letters, such as `AB`.
    public var name: String
    /// The values, without escapes; at least one.
    public var values: [String]

    /// Makes a property.
    public init(_ name: String, _ values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// A step of the record.
  public struct Node: Hashable, Sendable {
    /// The properties in the order of the text.
    public var properties: [Property]
    /// The nodes that may follow, the main line first, as indices into `nodes`.
    public internal(set) var children: [Int] = []
    /// Where the node was in a text, in bytes and in lines.
    var place = SGFPlace()

    /// The values of a property, or nothing.
    ///
    /// - Parameter name: Such as `AB`.
    /// - Returns: The values.
    public subscript(name: String) -> [String]? {
      properties.first { $0.name == name }?.values
    }
  }

  /// The nodes, each after the one that it follows; the first is the root.
  public private(set) var nodes: [Node]

  /// Makes a tree of one node.
  ///
  /// - Parameter root: The root's properties.
  public init(root: [Property]) {
    nodes = [Node(properties: root)]
  }

  /// Adds a node as the last of those that follow another.
  ///
  /// - Parameters:
  ///   - properties: Its properties.
  ///   - parent: The index of the node that it follows.
  /// - Returns: The new node's index.
  @discardableResult
  public mutating func append(_ properties: [Property], to parent: Int) -> Int {
    precondition(nodes.indices.contains(parent), "no such node")
    nodes.append(Node(properties: properties))
    nodes[parent].children.append(nodes.count - 1)
    return nodes.count - 1
  }

  /// Notes where a node was in its text.
  mutating func setPlace(_ place: SGFPlace, of node: Int) { nodes[node].place = place }

  /// The indices of the nodes of the main line, the root first.
  public var mainLine: [Int] {
    var line = [0]
    while let next = line.last.flatMap({ nodes[$0].children.first }) { line.append(next) }
    return line
  }

  /// The record as SGF, with all variations; the text is UTF-8.
  public var text: String {
    var text = ""
    // What is still to be written, the next last: a stack of its own makes any depth safe.
    var open: [Part] = [.close, .node(0), .open]
    while let part = open.popLast() {
      switch part {
      case .open: text += "("
      case .close: text += ")\n"
      case .node(let index):
        text += Self.text(of: nodes[index])
        let children = nodes[index].children
        if children.count == 1 {
          open.append(.node(children[0]))
        } else {
          for child in children.reversed() { open += [.close, .node(child), .open] }
        }
      }
    }
    return text
  }

  private enum Part {
    case open, close
    case node(Int)
  }

  private static func text(of node: Node) -> String {
    ";"
      + node.properties.map { property in
        property.name + property.values.map { "[" + escaped($0) + "]" }.joined()
      }.joined() + "\n"
  }

  private static func escaped(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      if scalar == "]" || scalar == "\\" { text += "\\" }
      text.unicodeScalars.append(scalar)
    }
    return text
  }
}

/// A place in a text.
struct SGFPlace: Hashable, Sendable {
  /// Bytes from 0.
  var offset = 0
  /// Lines from 1.
  var line = 1

  /// Places are not part of what a record says.
  static func == (left: SGFPlace, right: SGFPlace) -> Bool { true }

  func hash(into hasher: inout Hasher) {}

  /// A fault at this place.
  func error(_ found: String, expected: String) -> SGFError {
    SGFError(offset: offset, line: line, found: String(found.prefix(60)), expected: expected)
  }
}
