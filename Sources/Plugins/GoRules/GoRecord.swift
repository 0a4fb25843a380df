public import GameProtocol

/// A game of Go as an SGF record has it on its main line.
public struct GoRecord: Sendable {
  /// The rules, size and handicap.
  public let game: Go
  /// The position before the first move.
  public let start: GoState
  /// The moves of the main line.
  public let actions: [Action]
  /// The result as the record has it, such as `B+3.5`.
  public let result: String?
  /// The name of the record's rule set (`RU`), if it is not known here.
  public let unknownRules: String?

  /// Reads the main line of a record.
  ///
  /// Stones may be set up before the first move only, and passes after the end are left out. A rule
  /// set that is not known by its name (`RU`) is taken for `rules`, and `unknownRules` tells it.
  ///
  /// - Parameters:
  ///   - tree: The record.
  ///   - fallback: The rules, where the record names none; a komi of the record (`KM`) outranks theirs.
  /// - Throws: `SGFError` with the place of the node in which the fault is.
  public init(_ tree: SGFTree, rules fallback: GoRuleSet = .trompTaylor) throws(SGFError) {
    let root = tree.nodes[0]
    if let kind = root["GM"]?.first, kind.trimmedASCII != "1" {
      throw root.place.error("GM[\(kind)]", expected: "GM[1], the game of Go")
    }
    let size = try Self.size(of: root)
    var rules = fallback
    let name = root["RU"]?.first?.trimmedASCII ?? ""
    let known = Self.rules(named: name)
    if let known { rules = known }
    unknownRules = known == nil && !name.isEmpty ? name : nil
    if let text = root["KM"]?.first, !text.trimmedASCII.isEmpty {
      guard let komi = Double(text.trimmedASCII), Komi.isUsable(komi) else {
        throw root.place.error("KM[\(text)]", expected: Komi.expectation)
      }
      rules.komi = komi
    }
    result = root["RE"]?.first
    var setup = Setup(size: size)
    var line = tree.mainLine[...]
    while let index = line.first, !tree.nodes[index].hasMove {
      try setup.apply(tree.nodes[index])
      line.removeFirst()
    }
    let handicap = try setup.handicap(root)
    // Elsewhere games may be longer: such a one is read, and can go on.
    let limit = 2 * size * size
    let moveCount = line.count { tree.nodes[$0].hasMove }
    game = Go(
      size: size, rules: rules, handicap: handicap,
      lengthLimit: moveCount > limit ? moveCount + limit : limit)
    var mover = setup.playerToMove ?? (handicap.isEmpty ? .first : .second)
    if setup.playerToMove == nil, let first = line.first, tree.nodes[first]["W"] != nil {
      mover = .second
    }
    do throws(NotationError) {
      start = try game.state(stones: setup.stones, playerToMove: mover)
    } catch {
      throw root.place.error(error.found, expected: error.expected)
    }
    actions = try Self.play(line.map { tree.nodes[$0] }, from: start)
  }

  /// The rule set of a name, of which SGF has one of its own.
  ///
  /// Source: Hollosi, "SGF FF[4]: Go-specific properties", `RU`: AGA, GOE, Japanese and NZ. GOE,
  /// Ing's rules, have a ko and a compensation of their own, which are not played here.
  private static func rules(named name: String) -> GoRuleSet? {
    try? GoRuleSet(name.lowercased() == "nz" ? "new-zealand" : name)
  }

  private static func size(of root: SGFTree.Node) throws(SGFError) -> Int {
    guard let text = root["SZ"]?.first?.trimmedASCII else { return 19 }
    let numbers = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard let size = numbers[0], numbers.count == 1 || (numbers.count == 2 && numbers[1] == size),
      GoBoard.smallestSize...GoBoard.largestSize ~= size
    else {
      throw root.place.error("SZ[\(text)]", expected: "a square board of 2 to 25 rows")
    }
    return size
  }

  private static func play(
    _ nodes: [SGFTree.Node], from start: GoState
  ) throws(SGFError) -> [Action] {
    var state = start
    var actions: [Action] = []
    let size = start.board.size
    for node in nodes {
      if ["AB", "AW", "AE"].contains(where: { node[$0] != nil }) {
        throw node.place.error("stones set up after a move", expected: "moves only")
      }
      guard node.hasMove else { continue }
      let mover = state.playerToMove
      let name = mover == .first ? "B" : "W"
      if state.isTerminal, let value = (node["B"] ?? node["W"])?.first, isPass(value, size) {
        // Some servers write a third pass.
        continue
      }
      guard let value = node[name]?.first, node["B"] == nil || node["W"] == nil else {
        throw node.place.error(
          node["B"] != nil && node["W"] != nil ? "two moves in a node" : "a move out of turn",
          expected: "one move, of \(mover == .first ? "Black" : "White")")
      }
      let action =
        isPass(value, size) ? state.pass : Action(try SGFPoint.cell(value, size, node.place))
      guard state.isLegal(action) else {
        let reason: String
        if state.isTerminal {
          reason = "nothing but passes after the end of the game"
        } else {
          do throws(NotationError) {
            _ = try state.action(for: state.notation(for: action))
            reason = "a legal move"
          } catch { reason = error.expected }
        }
        throw node.place.error("\(name)[\(value)] as move \(actions.count + 1)", expected: reason)
      }
      _ = state.apply(action)
      actions.append(action)
    }
    return actions
  }
}

/// Whether the value of a move is a pass: nothing, or a point beyond boards of up to 19 rows.
private func isPass(_ value: String, _ size: Int) -> Bool {
  value.isEmpty || (size <= 19 && value == "tt")
}

/// The stones that a record sets up.
private struct Setup {
  let size: Int
  var stones: [Player?]
  var playerToMove: Player?

  init(size: Int) {
    self.size = size
    stones = Array(repeating: nil, count: size * size)
  }

  mutating func apply(_ node: SGFTree.Node) throws(SGFError) {
    for (name, owner) in [("AB", Player.first), ("AW", .second), ("AE", nil)] as [(String, Player?)]
    {
      for value in node[name] ?? [] {
        for cell in try SGFPoint.cells(value, size, node.place) { stones[cell] = owner }
      }
    }
    guard let text = node["PL"]?.first?.trimmedASCII else { return }
    switch text.lowercased() {
    case "b", "black": playerToMove = .first
    case "w", "white": playerToMove = .second
    default: throw node.place.error("PL[\(text)]", expected: "B or W")
    }
  }

  /// Black's stones, if the record calls them a handicap.
  func handicap(_ root: SGFTree.Node) throws(SGFError) -> [Int] {
    guard let text = root["HA"]?.first?.trimmedASCII, !text.isEmpty else { return [] }
    guard let count = Int(text), 0..<size * size ~= count else {
      throw root.place.error("HA[\(text)]", expected: "a number of handicap stones")
    }
    let cells = stones.indices.filter { stones[$0] == .first }
    // Source: FF[4], property HA: the stones themselves are set up by AB.
    if count >= 2, cells.isEmpty {
      throw root.place.error(
        "HA[\(text)] without stones", expected: "AB with Black's stones before the first move")
    }
    // Stones placed by hand, or set up for another reason, are worth no compensation.
    return count >= 2 && cells.count == count && !stones.contains(.second) ? cells : []
  }
}

/// Points of SGF: two small letters, the column and the row from the top left.
enum SGFPoint {
  static func cell(_ text: String, _ size: Int, _ place: SGFPlace) throws(SGFError) -> Int {
    let numbers = text.utf8.map { Int($0) - 97 }
    guard numbers.count == 2, numbers.allSatisfy({ 0..<size ~= $0 }) else {
      throw place.error(text, expected: "a point of a board of \(size) rows")
    }
    return numbers[1] * size + numbers[0]
  }

  /// The cells of a point, or of a rectangle given by two corners.
  static func cells(_ text: String, _ size: Int, _ place: SGFPlace) throws(SGFError) -> [Int] {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard corners.count == 2 else { return [try cell(text, size, place)] }
    let first = try cell(corners[0], size, place)
    let last = try cell(corners[1], size, place)
    guard first / size <= last / size, first % size <= last % size else {
      throw place.error(text, expected: "the upper left corner and the lower right")
    }
    var cells: [Int] = []
    for row in first / size...last / size {
      for column in first % size...last % size { cells.append(row * size + column) }
    }
    return cells
  }

  /// The letters of a cell.
  static func text(_ cell: Int, _ size: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxy")
    return String([letters[cell % size], letters[cell / size]])
  }
}

extension SGFTree {
  /// Makes the record of a game.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - start: The position before the first move.
  ///   - actions: The moves, of both players in turn.
  ///   - result: The result, such as `B+3.5`.
  public init(_ game: Go, from start: GoState, actions: [Action], result: String? = nil) {
    let size = game.size
    var root = [
      Property("FF", ["4"]), Property("GM", ["1"]), Property("CA", ["UTF-8"]),
      Property("AP", ["Tesuji"]), Property("SZ", [String(size)]),
      Property("RU", [game.rules.name]), Property("KM", [pointText(game.rules.komi)]),
    ]
    if game.handicap.count >= 2 { root.append(Property("HA", [String(game.handicap.count)])) }
    let cells = start.board.cells
    for (name, owner) in [("AB", Player.first), ("AW", .second)] {
      let stones = cells.indices.filter { cells[$0] == owner }
      if !stones.isEmpty { root.append(Property(name, stones.map { SGFPoint.text($0, size) })) }
    }
    root.append(Property("PL", [start.playerToMove == .first ? "B" : "W"]))
    if let result { root.append(Property("RE", [result])) }
    self.init(root: root)
    var last = 0
    var mover = start.playerToMove
    for action in actions {
      let point = action == start.pass ? "" : SGFPoint.text(action.index, size)
      last = append([Property(mover == .first ? "B" : "W", [point])], to: last)
      mover = mover.opponent
    }
  }
}

extension SGFTree.Node {
  /// Whether a stone is played, or a pass.
  var hasMove: Bool { self["B"] != nil || self["W"] != nil }
}

extension String {
  /// The text without blanks at its ends.
  var trimmedASCII: String {
    let inner = utf8.drop { $0 <= 32 }
    let end = inner.lastIndex { $0 > 32 }.map { inner.index(after: $0) } ?? inner.startIndex
    return String(Substring(inner[..<end]))
  }
}
