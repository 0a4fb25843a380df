import Foundation
import GameConformance
import GameProtocol
import ShogiRules
import Testing

/// Texts that are almost right: no reader may crash or hang, and what is read must be sound.
@Suite struct MutationTests {
  /// Mutations of each kind of text: a million of SFEN, USI, KIF and CSA in the long tests.
  static let count =
    ProcessInfo.processInfo.environment["TESUJI_LONG_TESTS"] != nil ? 250_000 : 600

  private let mutations = TextMutations(
    count: Self.count, alphabet: "/ -+1890KRBGSNLPkrbgsnlpwai*,:%T()|v成打同歩七７：\n\0\u{FF}")

  @Test func `positions`() throws {
    let texts = try CaseFile.cases("random.perft").map { $0[0] }
    var accepted = 0
    try mutations.forEach(of: texts, seed: 1) { text in
      guard let position = try? Position(sfen: text) else { return }
      accepted += 1
      #expect(position.sfen == text)
      let moves = position.legalMoves
      #expect(moves.count == position.legalMoveCount)
      for move in moves.prefix(10) {
        let next = position.making(move)
        let back = try Position(sfen: next.sfen)
        #expect(back == next, "\(text)")
      }
      let state = try Shogi().state(at: text)
      #expect(state.isTerminal || state.legalActions.count == moves.count)
    }
    #expect(accepted > Self.count / 200)
  }

  @Test func `moves of the USI protocol`() throws {
    let positions = try CaseFile.cases("random.perft").map { try Position(sfen: $0[0]) }
    let texts = positions.map { $0.legalMoves[0].usi }
    var index = 0
    var accepted = 0
    mutations.forEach(of: texts, seed: 2) { text in
      let position = positions[index % positions.count]
      index += 1
      if let move = try? position.move(usi: text) {
        accepted += 1
        let isLegal = position.legalMoves.contains(move)
        #expect(isLegal && move.usi == text)
      }
    }
    #expect(accepted > 0)
  }

  @Test func `game records`() throws {
    let blocks = try CaseFile.text("records.txt").components(separatedBy: "\n====\n")
    let parts = blocks.map { $0.components(separatedBy: "\n----\n") }
    // The shorter the games, the more mutations hit something.
    func beginning(_ text: String, skipping: Int, lines: Int) -> String {
      text.split(separator: "\n").dropFirst(skipping).prefix(lines).joined(separator: "\n")
    }
    let kif = parts.map { beginning($0[0], skipping: 1, lines: 24) }
    let csa = parts.map { beginning($0[1], skipping: 0, lines: 28) }
    var accepted = 0
    try mutations.forEach(of: kif, seed: 3) { text in
      guard let record = try? GameRecord(kif: Array(text.utf8)) else { return }
      accepted += 1
      let back = try GameRecord(kif: record.kif)
      #expect(back.moves == record.moves, "\(text)")
    }
    try mutations.forEach(of: csa, seed: 4) { text in
      guard let record = try? GameRecord(csa: text) else { return }
      accepted += 1
      let back = try GameRecord(csa: record.csa)
      #expect(back.moves == record.moves, "\(text)")
    }
    #expect(accepted > Self.count / 20)
  }
}
