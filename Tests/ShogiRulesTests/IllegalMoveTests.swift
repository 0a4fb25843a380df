import ShogiRules
import Testing

@Suite struct IllegalMoveTests {
  private func objection(_ usi: String, _ sfen: String) throws -> IllegalMove? {
    try Position(sfen: sfen).objection(to: Move(usi: usi))
  }

  @Test func `each rule is named`() throws {
    let start = try Position(Setup.start).sfen
    #expect(try objection("7g7f", start) == nil)
    #expect(try objection("5e5d", start) == .noPiece)
    #expect(try objection("3c3d", start) == .noPiece)
    #expect(try objection("P*5e", start) == .notInHand)
    #expect(try objection("7g7e", start) == .unreachable)
    #expect(try objection("8h7g", start) == .unreachable)
    #expect(try objection("7g7f+", start) == .noPromotion)
    let drops = "4k4/9/9/9/4P4/9/9/9/4K4 b NLP 1"
    #expect(try objection("P*5a", drops) == .occupied)
    #expect(try objection("P*5d", drops) == .twoPawns)
    #expect(try objection("P*4a", drops) == .deadPiece)
    #expect(try objection("L*4a", drops) == .deadPiece)
    #expect(try objection("N*4b", drops) == .deadPiece)
    #expect(try objection("N*4c", drops) == nil)
    let lastRow = "9/4P3k/9/9/9/9/9/9/4K4 b - 1"
    #expect(try objection("5b5a", lastRow) == .deadPiece)
    #expect(try objection("5b5a+", lastRow) == nil)
    #expect(try objection("5i5h", "4r3k/9/9/9/9/9/9/9/4K4 b - 1") == .kingInCheck)
  }

  @Test func `a pawn drop must not mate, but another drop or a step may`() throws {
    let smothered = "8k/6G2/8G/9/9/9/9/9/K8 b LP 1"
    #expect(try objection("P*1b", smothered) == .pawnDropMate)
    #expect(try objection("L*1b", smothered) == nil)
    #expect(try objection("1c1b", smothered) == nil)
    // The pawn may be taken by a piece that is free to do so.
    #expect(try objection("P*1b", "7gk/6G2/8G/9/9/9/9/9/K8 b P 1") == nil)
    // A step of a pawn that mates is no drop.
    #expect(try objection("1c1b", "7lk/7n1/7GP/9/9/9/9/9/K8 b - 1") == nil)
  }

  @Test func `a pinned defender does not save the king from a pawn drop`() throws {
    // The silver on 2a could take on 1b, but the rook behind it would then give check.
    #expect(try objection("P*1b", "R6sk/9/6G1G/9/9/9/9/9/K8 b P 1") == .pawnDropMate)
    #expect(try objection("P*1b", "7sk/9/6G1G/9/9/9/9/9/K8 b P 1") == nil)
  }

  @Test func `other programs agree on which pawn drops mate`() throws {
    let cases = try CaseFile.cases("pawn-drops.txt")
    #expect(cases.count >= 300)
    for fields in cases {
      let position = try Position(sfen: fields[0])
      let objection = position.objection(to: try Move(usi: fields[1]))
      #expect(objection == (fields[2] == "true" ? nil : .pawnDropMate), "\(fields)")
      // Fairy-Stockfish lists the drop that mates.
      let mates = objection == nil ? 0 : 1
      #expect(String(position.legalMoveCount + mates) == fields[3], "\(fields)")
    }
  }
}
