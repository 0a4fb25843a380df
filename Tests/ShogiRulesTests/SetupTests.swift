import Testing

@testable import ShogiRules

@Suite struct SetupTests {
  @Test func `the start has a whole set and looks alike from both sides`() throws {
    let start = Setup.start
    for role in Role.droppable { #expect(start.count(of: role) == role.totalCount) }
    for index in 0..<81 {
      let (piece, opposite) = (start[Square(index)], start[Square(80 - index)])
      #expect(piece?.role == opposite?.role && piece?.color == opposite?.color.opponent)
    }
    #expect(start[Square(file: 2, rank: 8)] == Piece(.black, .rook))
    #expect(start[Square(file: 8, rank: 8)] == Piece(.black, .bishop))
    #expect(start.turn == .black && start.moveNumber == 1)
  }

  @Test func `pieces are put, changed and taken away`() {
    var setup = Setup()
    let square = Square(file: 3, rank: 4)
    setup[square] = Piece(.white, .horse)
    setup[square] = Piece(.black, .knight)
    #expect(setup[square] == Piece(.black, .knight))
    #expect(setup.placement.squares(of: .white).isEmpty)
    setup[square] = nil
    #expect(setup == Setup())
  }

  @Test func `hands are kept apart, and counted with the board`() {
    var setup = Setup()
    setup[handOf: .black][.pawn] = 17
    setup[handOf: .white][.bishop] = 1
    #expect(setup[handOf: .black].count == 17 && setup[handOf: .white].count == 1)
    setup[Square(file: 1, rank: 1)] = Piece(.white, .promotedPawn)
    setup[Square(file: 2, rank: 1)] = Piece(.white, .horse)
    #expect(setup.count(of: .pawn) == 18 && setup.count(of: .bishop) == 2)
  }

  @Test func `two unpromoted pawns of a side are found on every file`() {
    for file in 1...9 {
      var setup = Setup()
      setup[Square(file: file, rank: 3)] = Piece(.black, .pawn)
      setup[Square(file: file, rank: 4)] = Piece(.white, .pawn)
      setup[Square(file: file, rank: 5)] = Piece(.black, .promotedPawn)
      setup[Square(file: file % 9 + 1, rank: 5)] = Piece(.black, .pawn)
      #expect(!setup.hasTwoPawns(of: .black) && !setup.hasTwoPawns(of: .white))
      setup[Square(file: file, rank: 8)] = Piece(.black, .pawn)
      #expect(setup.hasTwoPawns(of: .black) && !setup.hasTwoPawns(of: .white))
    }
  }

  @Test func `a position gives its setup back`() throws {
    for (position, _) in try casePositions().prefix(100) {
      let setup = Setup(position)
      #expect(setup.turn == position.turn && setup.moveNumber == position.moveNumber)
      #expect(try Position(setup) == position)
    }
  }
}
