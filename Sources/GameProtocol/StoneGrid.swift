/// The stones on a rectangular board and the side to move, with their text form.
///
/// The text has the rows from the top separated by `/`, `x` for a stone of the first player, `o` for
/// one of the second and `.` for an empty cell, then a space and the letter of the side to move:
/// `x../.o./... x` is a tic-tac-toe position.
public struct StoneGrid: Hashable, Sendable {
  /// The number of rows, `H`.
  public let height: Int

  /// The number of columns, `W`.
  public let width: Int

  /// The owner of each stone, `[H, W]` from the top left; `nil` for an empty cell.
  public var cells: [Player?]

  /// The player whose turn it is.
  public var playerToMove: Player

  /// Makes an empty grid with the first player to move.
  ///
  /// - Parameters:
  ///   - height: The number of rows, at least 1.
  ///   - width: The number of columns, at least 1.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
    cells = Array(repeating: nil, count: height * width)
    playerToMove = .first
  }

  /// Reads a grid of a known size.
  ///
  /// - Parameters:
  ///   - text: The text form, nothing before or after it.
  ///   - height: The number of rows, at least 1.
  ///   - width: The number of columns, at least 1.
  /// - Throws: `NotationError` at the first character that does not fit.
  public init(_ text: String, height: Int, width: Int) throws(NotationError) {
    self.init(height: height, width: width)
    var reader = Reader(rest: text[...])
    for row in 0..<height {
      if row > 0 { _ = try reader.take(["/"], expected: "'/' after \(width) cells") }
      for column in 0..<width {
        let letter = try reader.take(["x", "o", "."], expected: "'x', 'o' or '.'")
        if letter != "." { cells[row * width + column] = letter == "x" ? .first : .second }
      }
    }
    _ = try reader.take([" "], expected: "a space after \(height) rows of \(width) cells")
    playerToMove =
      try reader.take(["x", "o"], expected: "the side to move, 'x' or 'o'") == "x"
      ? .first : .second
    if let letter = reader.rest.first {
      throw NotationError(found: String(letter), expected: "the end", offset: reader.offset)
    }
  }

  /// The text form.
  public var text: String {
    var text = ""
    for row in 0..<height {
      if row > 0 { text += "/" }
      text += letters(ofRow: row)
    }
    return text + " " + Self.letter(of: playerToMove)
  }

  /// The rows one below the other, and below them the side to move.
  public var diagram: String {
    (0..<height).map { letters(ofRow: $0) + "\n" }.joined()
      + Self.letter(of: playerToMove) + " to move"
  }

  /// The letter of a player's stones.
  ///
  /// - Parameter player: One of two players.
  /// - Returns: `x` for the first, `o` for the second.
  public static func letter(of player: Player) -> String {
    player == .first ? "x" : "o"
  }

  /// Counts the stones of a player.
  ///
  /// - Parameter player: One of two players.
  /// - Returns: The number of its stones.
  public func count(of player: Player) -> Int {
    cells.count { $0 == player }
  }

  /// The offset of the letter of the side to move in the text form, for error messages.
  public var sideOffset: Int { height * (width + 1) }

  private func letters(ofRow row: Int) -> String {
    cells[row * width..<(row + 1) * width].map { $0.map(Self.letter) ?? "." }.joined()
  }

  /// Takes characters from the front of a text and knows how many.
  private struct Reader {
    var rest: Substring
    var offset = 0

    mutating func take(
      _ allowed: [Character], expected: String
    ) throws(NotationError) -> Character {
      guard let letter = rest.first else {
        throw NotationError(found: "the end", expected: expected, offset: offset)
      }
      guard allowed.contains(letter) else {
        throw NotationError(found: String(letter), expected: expected, offset: offset)
      }
      rest.removeFirst()
      offset += 1
      return letter
    }
  }
}

extension StoneGrid {
  /// Checks that the players have taken turns, the first of them beginning.
  ///
  /// - Throws: `NotationError` if the numbers of stones differ by another number than 0 or 1, or if
  ///   it is the other player's turn.
  public func checkTurns() throws(NotationError) {
    let first = count(of: .first)
    let second = count(of: .second)
    guard first == second || first == second + 1 else {
      throw NotationError(
        found: "\(first) x and \(second) o", expected: "as many x as o, or one more")
    }
    let expected: Player = first == second ? .first : .second
    guard playerToMove == expected else {
      throw NotationError(
        found: Self.letter(of: playerToMove),
        expected: "\(Self.letter(of: expected)) to move with \(first) x and \(second) o",
        offset: sideOffset)
    }
  }
}
