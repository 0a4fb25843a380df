import ChessRules
import Foundation
import GameConformance
import GameProtocol
import Testing

/// Texts that are almost right: no reader may crash or hang, and what is read must be sound.
@Suite struct MutationTests {
  /// Mutations of each kind of text: a million of FEN, SAN, UCI and PGN in the long tests.
  static let count =
    ProcessInfo.processInfo.environment["TESUJI_LONG_TESTS"] != nil ? 250_000 : 5000

  private let mutations = TextMutations(
    count: Self.count, alphabet: "/ -1890KQkqRNBPpnbrwxabcdefgh=+#O.(){}[]\";$*%\\\n\0\u{FF}é")

  @Test func `positions`() throws {
    let texts = try CaseFile.cases("random.perft").map { $0[1] }
    var accepted = 0
    try mutations.forEach(of: texts, seed: 1) { text in
      guard let position = try? Position(fen: text) else { return }
      accepted += 1
      let back = try Position(fen: position.fen)
      #expect(back == position, "\(text)")
      let moves = position.legalMoves
      #expect(moves.count == position.legalMoveCount)
      for move in moves {
        let next = position.making(move)
        #expect(next.isReadBack, "\(text)")
      }
      for variant in [Chess.Variant.orthodox, .chess960] {
        if let state = try? Chess(variant).state(at: text) {
          #expect(state.isTerminal || state.legalActions.count == moves.count)
        }
      }
    }
    #expect(accepted > Self.count / 200)
  }

  @Test func `moves in standard notation`() throws {
    let games = try CaseFile.cases("san.txt").filter { $0[0] != "-" }
    let positions = try games.map { try Position(fen: $0[0]) }
    var index = 0
    var accepted = 0
    let texts = games.map { String($0[1].prefix { $0 != " " }) }
    mutations.forEach(of: texts, seed: 2) { text in
      let position = positions[index % positions.count]
      index += 1
      if let move = try? position.move(san: text) {
        accepted += 1
        #expect(position.san(move) == text)
      }
      if let move = try? position.move(san: text, reading: .lenient) {
        let isLegal = position.legalMoves.contains(move)
        #expect(isLegal)
      }
    }
    #expect(accepted > 0)
  }

  @Test func `moves of the UCI protocol`() throws {
    let positions = try CaseFile.cases("random.perft").map { try Position(fen: $0[1]) }
    let texts = positions.map { $0.uci($0.legalMoves[0], isChess960: true) }
    var index = 0
    var accepted = 0
    mutations.forEach(of: texts, seed: 3) { text in
      let position = positions[index % positions.count]
      index += 1
      if let move = try? position.move(uci: text, isChess960: true) {
        accepted += 1
        #expect(position.uci(move, isChess960: true) == text)
      }
    }
    #expect(accepted > 0)
  }

  @Test func `game records`() throws {
    let whole = try CaseFile.text("annotated.pgn").components(separatedBy: "\n\n[Event")
    // Short games keep the test quick; two together try the way from a broken game to the next.
    let short = whole.filter { $0.utf8.count < 700 }.map { "[Event" + $0 }
    let texts = short.indices.map { short[$0] + "\n\n" + short[($0 + 1) % short.count] }
    try #require(texts.count > 5)
    try mutations.forEach(of: texts, seed: 4) { text in
      for result in PGNReader(text) {
        switch result {
        case .success(let game):
          let written = try game.text()
          let back = try Array(PGNReader(written)).map { try $0.get() }
          #expect(back.map(\.line) == [game.line], "\(text)")
        case .failure(let error):
          #expect(error.line >= 1 && error.column >= 1)
        }
      }
    }
  }

  @Test func `lines of extended positions`() throws {
    let texts = try CaseFile.cases("random.perft").map { fields in
      let board = fields[1].split(separator: " ").prefix(4).joined(separator: " ")
      return board + " bm Nf3 e4; id \"a; b\"; hmvc 3; fmvn 9;"
    }
    try mutations.forEach(of: texts, seed: 5) { text in
      guard let epd = try? EPD(text) else { return }
      let back = try EPD(epd.text)
      #expect(back.operations == epd.operations, "\(text)")
      _ = try? epd.moves(of: "bm")
    }
  }
}

extension Position {
  /// Whether the position's text is one that the rules accept: no king can be taken, for instance.
  var isReadBack: Bool { (try? Position(fen: fen)) == self }
}
