import GameProtocol
import Testing

@testable import ShogiRules

@Suite struct PositionGenerationTests {
  private func check(_ position: Position) {
    let moves = position.legalMoves
    let tried = NaiveBoard(position).moves(
      of: position.turn, hand: position.hand(of: position.turn))
    #expect(Set(moves) == tried, "\(position.sfen)")
    #expect(moves.count == tried.count, "\(position.sfen)")
  }

  @Test func `moves found without trying them are those found by trying them`() throws {
    var (checks, drops) = (0, 0)
    for (position, _) in try casePositions() {
      check(position)
      checks += position.isCheck ? 1 : 0
      drops += position.legalMoves.contains { $0.isDrop } ? 1 : 0
    }
    #expect(checks > 20 && drops > 100)
  }

  @Test func `so they are in random games`() {
    playRandomGames(2, seed: 7, plies: 160) { state, _ in check(state.position) }
  }

  @Test(arguments: [
    // Mate by a pawn drop, and drops that a piece, the king or a free square answers.
    "8k/6G2/8G/9/9/9/9/9/K8 b LP 1", "7gk/6G2/8G/9/9/9/9/9/K8 b P 1",
    "R6sk/9/6G1G/9/9/9/9/9/K8 b P 1", "8k/9/8G/9/9/9/9/9/K8 b P 1",
    // White drops too, and two checks leave the king alone.
    "k8/9/9/9/9/9/8g/6g2/8K w p 1", "4k4/9/9/9/4r4/9/5n3/9/4K4 b RGP 1",
    // A check from afar is blocked by drops; one beside the king, or by a knight, is not.
    "4k4/9/9/9/4l4/9/9/9/4K4 b RBGSNLP 1", "4k4/9/9/9/9/9/5n3/9/4K4 b RBGSNLP 1",
    "4k4/9/9/9/9/9/9/4g4/4K4 b RBGSNLP 1",
    // Pins in every direction, and a second pawn on a file.
    "b3r3k/9/2S6/4P4/4K1P1r/9/6N2/9/8b b 2P 1",
    // Forced promotions next to the last rows.
    "9/PL6k/2N6/3N5/9/9/9/9/K8 b - 1", "k8/9/9/9/9/4n4/6n2/6l1p/K8 w - 1",
    // Horses and dragons, in and out of the zone, and none left to promote.
    "9/k8/4+R4/9/4+B4/9/9/9/4K4 b - 1", "8k/9/9/2B1R1S2/9/9/9/9/4K4 b - 1",
  ])
  func `special positions have the moves found by trying them`(sfen: String) throws {
    check(try Position(Setup(sfen: sfen)))
  }
}

extension NaiveBoard {
  fileprivate func isCheck(of color: Color) -> Bool {
    guard let king = pieces.firstIndex(of: Piece(color, .king)) else { return false }
    return !attackers(of: king, by: color.opponent).isEmpty
  }

  /// Whether a piece could never move again from a square.
  private func isDead(_ piece: Piece?, on square: Int) -> Bool {
    var alone = self
    alone.pieces = alone.pieces.map { _ in nil }
    alone.pieces[square] = piece
    return alone.reach(from: square).isEmpty
  }

  /// The legal moves of pieces on the board.
  fileprivate func steps(of color: Color) -> [Move] {
    var found: [Move] = []
    for origin in squares(of: color) {
      for target in reach(from: origin) where pieces[target]?.color != color {
        let next = moving(origin, to: target)
        if next.isCheck(of: color) { continue }
        let isInZone = [origin, target].contains { color == .black ? $0 >= 54 : $0 < 27 }
        if isInZone, pieces[origin]?.role.promoted != nil {
          found.append(Move(from: Square(origin), to: Square(target), promotes: true))
        }
        if !isDead(pieces[origin], on: target) {
          found.append(Move(from: Square(origin), to: Square(target)))
        }
      }
    }
    return found
  }

  /// All legal moves of a side with a hand.
  fileprivate func moves(of color: Color, hand: Hand) -> Set<Move> {
    var found = Set(steps(of: color))
    let isChecked = isCheck(of: color)
    for target in pieces.indices where pieces[target] == nil {
      for role in Role.droppable where hand[role] > 0 {
        var next = self
        next.pieces[target] = Piece(color, role)
        if isDead(Piece(color, role), on: target) || isChecked && next.isCheck(of: color) {
          continue
        }
        if role == .pawn {
          let file = stride(from: target % 9, to: 81, by: 9)
          if file.contains(where: { pieces[$0] == Piece(color, .pawn) }) { continue }
          // Nothing can be dropped between the pawn and the king.
          let other = color.opponent
          if next.isCheck(of: other), !isCheck(of: other), next.steps(of: other).isEmpty {
            continue
          }
        }
        found.insert(Move(dropping: role, on: Square(target)))
      }
    }
    return found
  }
}
