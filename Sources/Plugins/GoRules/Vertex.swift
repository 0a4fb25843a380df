public import GameProtocol

/// A point of the board by its name, such as `Q16`: columns from the left by letters without I, rows
/// from the bottom by numbers.
public struct Vertex: Hashable, Sendable, CustomStringConvertible {
  /// `size * row + column`, row 0 at the top.
  public let cell: Int
  private let size: Int

  /// Makes the vertex of a cell.
  ///
  /// - Parameters:
  ///   - cell: `size * row + column`.
  ///   - size: Rows and columns of the board.
  public init(cell: Int, size: Int) {
    precondition(0..<size * size ~= cell, "no such cell")
    self.cell = cell
    self.size = size
  }

  /// Reads a vertex; letters may be small.
  ///
  /// - Parameters:
  ///   - text: Such as `Q16`.
  ///   - size: Rows and columns of the board.
  /// - Throws: `NotationError` if the text names no point of the board.
  public init(_ text: some StringProtocol, size: Int) throws(NotationError) {
    let bytes = Array(text.utf8.prefix(4))
    let letters = Array("ABCDEFGHJKLMNOPQRSTUVWXYZ".utf8).prefix(size)
    guard 2...3 ~= bytes.count, let column = letters.firstIndex(of: bytes[0] & 0xDF),
      bytes[0] >= 65, bytes[1] != 48, bytes.dropFirst().allSatisfy({ 48...57 ~= $0 }),
      case let row = bytes.dropFirst().reduce(0, { 10 * $0 + Int($1) - 48 }), 1...size ~= row
    else {
      throw NotationError(
        found: String(text), expected: "a vertex from A1 to \(Vertex(cell: size - 1, size: size))")
    }
    self.init(cell: (size - row) * size + column, size: size)
  }

  /// The name, with a capital letter.
  public var description: String {
    let letters = Array("ABCDEFGHJKLMNOPQRSTUVWXYZ")
    return "\(letters[cell % size])\(size - cell / size)"
  }
}
