import ChessRules
import GameProtocol
import Testing

@Suite struct PolyglotBookTests {
  private static let start = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1"

  /// A book's entry: key, coded move, weight and four bytes for learning.
  private func entry(_ key: UInt64, _ move: UInt16, _ weight: UInt16) -> [UInt8] {
    let head = (0..<8).map { UInt8(truncatingIfNeeded: key >> UInt64(56 - 8 * $0)) }
    return head + [move, weight].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } + [0, 0, 0, 0]
  }

  @Test func `the entries of a position are its legal moves with their weights`() throws {
    let position = try Position(fen: Self.start)
    let key = position.polyglotKey
    let bytes =
      entry(1, 796, 9) + entry(key, 796, 7) + entry(key, 731, 3) + entry(key, 4095, 2)
      + entry(UInt64.max, 796, 1)
    let book = try PolyglotBook(bytes: bytes)
    #expect(book.count == 5)
    let entries = book.entries(for: position)
    #expect(entries.map { position.uci($0.move) } == ["e2e4", "d2d4"])
    #expect(entries.map(\.weight) == [7, 3])
    let other = try Position(fen: "4k3/8/8/8/8/8/8/4K3 w - - 0 1")
    #expect(book.entries(for: other).isEmpty)
  }

  @Test func `castling and promotion are decoded`() throws {
    let castling = try Position(fen: "4k3/8/8/8/8/8/8/4K2R w K - 0 1")
    let promotion = try Position(fen: "7k/P7/8/8/8/8/8/K7 w - - 0 1")
    let entries = [
      (castling.polyglotKey, entry(castling.polyglotKey, 4 << 6 | 7, 1)),
      (promotion.polyglotKey, entry(promotion.polyglotKey, 1 << 12 | 48 << 6 | 56, 1)),
    ].sorted { $0.0 < $1.0 }
    let book = try PolyglotBook(bytes: entries.flatMap(\.1))
    #expect(book.entries(for: castling).map(\.move.isCastling) == [true])
    #expect(book.entries(for: promotion).map(\.move.promotion) == [.knight])
  }

  @Test func `a broken book is refused`() {
    #expect(throws: NotationError.self) { try PolyglotBook(bytes: [1, 2, 3]) }
    #expect(throws: NotationError.self) { try PolyglotBook(bytes: entry(2, 0, 0) + entry(1, 0, 0)) }
    #expect(throws: Never.self) { try PolyglotBook(bytes: []) }
  }
}
