import Testing

@testable import ShogiRules

@Suite struct SituationTests {
  private func look(at position: Position) -> Situation {
    position.turn == .black
      ? Situation(BlackSide.self, position.placement, .shared)
      : Situation(WhiteSide.self, position.placement, .shared)
  }

  @Test func `pieces may go, and be dropped, where that answers a single check`() throws {
    for (position, board) in try casePositions() {
      let situation = look(at: position)
      let king = position.king(of: position.turn).index
      let checkers = board.attackers(of: king, by: position.turn.opponent)
      #expect(situation.king == king)
      if checkers.count > 1 { continue }
      let own = Set(board.squares(of: position.turn))
      let answers = (0..<81).filter { square in
        if own.contains(square) { return false }
        var after = board
        after.pieces[square] = Piece(position.turn, .pawn)
        return after.attackers(of: king, by: position.turn.opponent).isEmpty
      }
      #expect(situation.allowed.squares == Set(answers), "\(position.sfen)")
      let open = answers.filter { board.pieces[$0] == nil }
      #expect(situation.open.squares == Set(open), "\(position.sfen)")
    }
  }

  @Test func `a pinned piece stays between the king and what pins it`() throws {
    var pins = 0
    for (position, board) in try casePositions() {
      let situation = look(at: position)
      let own = Set(board.squares(of: position.turn))
      for square in situation.movablePins.squares {
        let line = (0..<81).filter { target in
          target != square && !own.contains(target)
            && board.moving(square, to: target)
              .attackers(of: situation.king, by: position.turn.opponent).isEmpty
        }
        let found = situation.line(ofPinned: square, .shared)
        #expect(found.squares == Set(line), "\(position.sfen) \(square)")
        pins += 1
      }
    }
    #expect(pins > 5)
  }

  @Test func `checks and a lack of moves are seen without a list of moves`() throws {
    var ends = 0
    for (position, board) in try casePositions() {
      for move in position.legalMoves.prefix(20) {
        let next = position.making(move)
        let standing = next.standing(.shared)
        #expect(standing.isCheck == next.isCheck && standing.hasMoves == !next.legalMoves.isEmpty)
        ends += standing.hasMoves ? 0 : 1
      }
      let king = position.king(of: position.turn).index
      let isChecked = !board.attackers(of: king, by: position.turn.opponent).isEmpty
      #expect(position.standing(.shared).isCheck == isChecked)
    }
    #expect(ends > 0)
  }
}
