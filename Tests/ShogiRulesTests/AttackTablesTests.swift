import GameProtocol
import Testing

@testable import ShogiRules

@Suite struct AttackTablesTests {
  private let tables = AttackTables.shared

  /// What a piece on a board with pawns on some squares reaches.
  private func walked(_ piece: Piece, _ square: Int, _ occupied: Bitboard) -> Set<Int> {
    var board = NaiveBoard(Shogi().initialState(seed: 0).position)
    for index in 0..<81 {
      board.pieces[index] = occupied.contains(index) ? Piece(.black, .pawn) : nil
    }
    board.pieces[square] = piece
    return board.reach(from: square)
  }

  @Test func `sliders stop at the first piece of each line`() {
    var random = CounterRandom(seed: 1, stream: .playout)
    for round in 0..<24 {
      var occupied = Bitboard.empty
      for square in 0..<81 where random.below(8) < round % 8 {
        occupied |= Bitboard(square: square)
      }
      for square in 0..<81 {
        let rook = walked(Piece(.black, .rook), square, occupied)
        #expect(tables.rook(square, occupied).squares == rook)
        let bishop = walked(Piece(.black, .bishop), square, occupied)
        #expect(tables.bishop(square, occupied).squares == bishop)
        for color in Color.allCases {
          let lance = walked(Piece(color, .lance), square, occupied)
          #expect(tables.lance(color, square, occupied).squares == lance)
        }
        var lines = Bitboard.empty
        tables.forEachRookRay(square, occupied) { ray, step in
          #expect(ray.squares.allSatisfy { ($0 - square).isMultiple(of: step) })
          lines |= ray
        }
        tables.forEachBishopRay(square, occupied) { ray, step in
          #expect(ray.squares.allSatisfy { ($0 - square).isMultiple(of: step) })
          lines |= ray
        }
        #expect(lines.squares == rook.union(bishop))
      }
    }
  }

  @Test func `steps are those of the pieces`() {
    for square in 0..<81 {
      #expect(tables.king(square).squares == walked(Piece(.black, .king), square, .empty))
      for color in Color.allCases {
        for role in [Role.knight, .silver, .gold, .promotedPawn, .horse, .dragon, .king] {
          let code = Int(role.rawValue)
          let steps = walked(Piece(color, role), square, .board)
          let found = tables.step(color, code: code, square).squares
          #expect(role == .horse || role == .dragon ? steps.isSubset(of: found) : steps == found)
        }
      }
    }
  }

  @Test func `between two squares of a line are those on it`() {
    for first in 0..<81 {
      for second in 0..<81 where first != second {
        let between = tables.between(first, second)
        let (one, other) = (Bitboard(square: first), Bitboard(square: second))
        var onLine = Bitboard.empty
        if tables.rook(first, other).contains(second) {
          onLine = tables.rook(first, other) & tables.rook(second, one)
        } else if tables.bishop(first, other).contains(second) {
          onLine = tables.bishop(first, other) & tables.bishop(second, one)
        }
        #expect(between == onLine, "\(first) \(second)")
      }
    }
  }

  @Test func `neighbours are nine bits, and offsets lead to them`() {
    for square in 0..<81 {
      let set = tables.neighbourSet(square, tables.king(square))
      let offsets = tables.neighbourOffsets(set)
      let reached = (0..<set.nonzeroBitCount).map { Int(UInt16(square) &+ offsets[$0]) }
      #expect(Set(reached) == tables.king(square).squares && set & 16 == 0)
    }
  }
}
