import ChessRules
import GameProtocol
import Testing

@Suite struct SANTests {
  @Test func `a thousand games are written and read as python-chess writes them`() throws {
    let cases = try CaseFile.cases("san.txt")
    #expect(cases.count >= 1000)
    for fields in cases {
      var position = try Position(fen: fields[0] == "-" ? Self.start : fields[0])
      for san in fields[1].split(separator: " ").map(String.init) {
        let move = try position.move(san: san)
        #expect(position.san(move) == san, "\(position.fen)")
        position.make(move)
      }
      #expect(position.fen == fields[2])
    }
  }

  private static let start = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1"

  @Test func `every legal move is read back from what is written`() throws {
    for variant in [Chess.Variant.orthodox, .chess960] {
      try playRandomGames(5, seed: 6, variant) { state, actions in
        for action in actions {
          let back = try state.action(san: state.san(for: action))
          #expect(back == action)
        }
      }
    }
  }

  @Test(arguments: [
    ("k7/8/8/8/8/8/8/KN3N2 w - - 0 1", "b1d2", "Nbd2"),
    ("k7/8/8/5N2/8/8/8/K4N2 w - - 0 1", "f1e3", "N1e3"),
    ("8/2k5/8/8/4Q2Q/8/8/K6Q w - - 0 1", "h4e1", "Qh4e1"),
    ("4k3/8/8/8/4r3/8/2N3N1/4K3 w - - 0 1", "c2e3", "Nce3"),
    ("4k3/8/8/8/1b6/2N5/8/4K1N1 w - - 0 1", "g1e2", "Ne2"),
    ("4k3/8/8/3pP3/8/8/8/4K3 w - d6 0 1", "e5d6", "exd6"),
    ("7k/P7/8/8/8/8/8/K7 w - - 0 1", "a7a8q", "a8=Q+"),
    ("1n5k/P7/8/8/8/8/8/K7 w - - 0 1", "a7b8n", "axb8=N"),
    ("4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1", "e1g1", "O-O"),
    ("3k4/8/8/8/8/8/8/R3K2R w KQ - 0 1", "e1c1", "O-O-O+"),
    ("7k/8/6K1/8/8/8/8/R7 w - - 0 1", "a1a8", "Ra8#"),
  ]) func `moves are written with the least that tells them apart`(
    fen: String, uci: String, san: String
  ) throws {
    let position = try Position(fen: fen)
    let move = try position.move(uci: uci)
    #expect(position.san(move) == san)
    #expect(try position.move(san: san) == move)
  }

  @Test(arguments: [
    ("Ra8", "Ra8#"), ("Raa8#", "Ra8#"), ("R1a8#", "Ra8#"), ("Ra1a8#", "Ra8#"), ("Rxa8#", "Ra8#"),
    ("Ra8+", "Ra8#"), ("Ra8#!", "Ra8#"), ("Ra1-a8", "Ra8#"),
  ]) func `strict reading takes the exact text only, lenient reading the others, too`(
    text: String, exact: String
  ) throws {
    let position = try Position(fen: "7k/8/6K1/8/8/8/8/R7 w - - 0 1")
    #expect(throws: NotationError.self) { try position.move(san: text) }
    let move = try position.move(san: text, reading: .lenient)
    #expect(position.san(move) == exact)
  }

  @Test(arguments: [
    "", "e", "e9", "i4", "Ke4", "Pe4", "e5", "Nf4", "0-0", "O-O", "e4=Q", "e2e4q", "Nf3+ ", " Nf3",
    "nf3", "--", "Z0", "e.p.", "KK", "Nbf3", "N1f3", "exd3", "=Q", "x", "🙂4",
  ]) func `strict reading refuses what is no move in the start position`(text: String) throws {
    let position = try Position(fen: Self.start)
    #expect(throws: NotationError.self) { try position.move(san: text) }
  }

  @Test func `an ambiguous text is answered with the choices`() throws {
    let position = try Position(fen: "k7/8/8/8/8/8/8/KN3N2 w - - 0 1")
    let error = #expect(throws: NotationError.self) {
      try position.move(san: "Nd2", reading: .lenient)
    }
    #expect(error?.expected == "one of Nbd2, Nfd2")
  }

  @Test func `old spellings are read leniently`() throws {
    let castling = try Position(fen: "4k3/8/8/8/8/8/8/R3K2R w KQ - 0 1")
    #expect(try castling.move(san: "0-0-0", reading: .lenient).isCastling)
    let promotion = try Position(fen: "7k/P7/8/8/8/8/8/K7 w - - 0 1")
    #expect(try promotion.move(san: "a8Q", reading: .lenient).promotion == .queen)
    #expect(try promotion.move(san: "Pa8=R!?", reading: .lenient).promotion == .rook)
  }
}
