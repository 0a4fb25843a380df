public import GameProtocol

/// An opening book in the PolyGlot format, read from memory.
///
/// Source: M. Van den Bergh, "Polyglot book format", 2008.
public struct PolyglotBook: Sendable {
  /// A move that a book recommends.
  public struct Entry: Hashable, Sendable {
    /// The move, legal in the position it was looked up for.
    public var move: Move
    /// How good or how frequent the move is, relative to the position's other entries.
    public var weight: Int
  }

  private static let entrySize = 16
  private let bytes: [UInt8]

  /// Makes a book of a file's contents.
  ///
  /// - Parameter bytes: Entries of 16 bytes, ordered by key.
  /// - Throws: `NotationError` if the size is no multiple of 16, or the keys are out of order.
  public init(bytes: [UInt8]) throws(NotationError) {
    self.bytes = bytes
    guard bytes.count % Self.entrySize == 0 else {
      throw NotationError(
        found: "\(bytes.count) bytes", expected: "a book of entries of \(Self.entrySize) bytes")
    }
    for index in 1..<max(count, 1) where key(at: index) < key(at: index - 1) {
      throw NotationError(
        found: "entry \(index)", expected: "entries in ascending order of their keys",
        offset: index * Self.entrySize)
    }
  }

  /// The number of entries.
  public var count: Int { bytes.count / Self.entrySize }

  /// The moves that the book has for a position.
  ///
  /// - Parameter position: The position.
  /// - Returns: The legal ones among the entries of the position's key, in the book's order.
  /// - Complexity: O(log n) in the number of entries.
  public func entries(for position: Position) -> [Entry] {
    let key = position.polyglotKey
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self.key(at: middle) < key { low = middle + 1 } else { high = middle }
    }
    var entries: [Entry] = []
    while low < count, self.key(at: low) == key {
      let start = low * Self.entrySize
      if let move = Self.move(number(at: start + 8, size: 2), in: position) {
        entries.append(Entry(move: move, weight: Int(number(at: start + 10, size: 2))))
      }
      low += 1
    }
    return entries
  }

  private func key(at index: Int) -> UInt64 { number(at: index * Self.entrySize, size: 8) }

  /// A number with its highest byte first.
  private func number(at offset: Int, size: Int) -> UInt64 {
    bytes[offset..<offset + size].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The legal move of a coded one: bits 0-5 target, 6-11 origin, 12-14 promotion; castling goes to
  /// the rook's square.
  private static func move(_ code: UInt64, in position: Position) -> Move? {
    let target = Square(rawValue: UInt8(code & 63))
    let origin = Square(rawValue: UInt8(code >> 6 & 63))
    let promotion: Role? = [nil, .knight, .bishop, .rook, .queen, nil, nil, nil][
      Int(code >> 12 & 7)]
    return position.legalMoves.first {
      $0.origin == origin && $0.target == target && $0.promotion == promotion
    }
  }
}
