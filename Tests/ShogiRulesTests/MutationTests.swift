import Foundation
import GameProtocol
import ShogiRules
import Testing

/// Texts that are almost right: no reader may crash or hang, and what is read must be sound.
@Suite struct MutationTests {
  /// Mutations of each kind of text; raised by `SHOGI_MUTATIONS`.
  static let count =
    ProcessInfo.processInfo.environment["SHOGI_MUTATIONS"].flatMap(Int.init) ?? 600

  /// Changes, drops, doubles or moves a few bytes.
  private func mutate(_ text: [UInt8], _ random: inout CounterRandom) -> [UInt8] {
    let interesting = Array("/ -+1890KRBGSNLPkrbgsnlpwai*,:%T()|v成打同歩七７：\n\0\u{FF}".utf8)
    var bytes = text
    for _ in 0...random.below(3) {
      let place = bytes.isEmpty ? 0 : random.below(bytes.count)
      switch random.below(6) {
      case 0 where !bytes.isEmpty:
        bytes[place] = interesting[random.below(interesting.count)]
      case 1 where !bytes.isEmpty:
        bytes[place] = UInt8(random.below(256))
      case 2 where !bytes.isEmpty:
        bytes.remove(at: place)
      case 3 where !bytes.isEmpty:
        let end = min(bytes.count, place + 1 + random.below(12))
        bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
      case 4 where !bytes.isEmpty:
        bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(20)))
      default:
        bytes.insert(interesting[random.below(interesting.count)], at: place)
      }
    }
    return bytes
  }

  /// Calls a reader with mutations of texts, taking the texts in turn.
  private func forEachMutation(
    of texts: [String], seed: UInt64, _ read: (String) throws -> Void
  ) rethrows {
    for index in 0..<Self.count {
      var random = CounterRandom(seed: seed, stream: .playout, game: UInt64(index))
      let source = Array(texts[index % texts.count].utf8)
      try read(String(decoding: mutate(source, &random), as: UTF8.self))
    }
  }

  @Test func `positions`() throws {
    let texts = try CaseFile.cases("random.perft").map { $0[0] }
    var accepted = 0
    try forEachMutation(of: texts, seed: 1) { text in
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
    forEachMutation(of: texts, seed: 2) { text in
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
    try forEachMutation(of: kif, seed: 3) { text in
      guard let record = try? GameRecord(kif: Array(text.utf8)) else { return }
      accepted += 1
      let back = try GameRecord(kif: record.kif)
      #expect(back.moves == record.moves, "\(text)")
    }
    try forEachMutation(of: csa, seed: 4) { text in
      guard let record = try? GameRecord(csa: text) else { return }
      accepted += 1
      let back = try GameRecord(csa: record.csa)
      #expect(back.moves == record.moves, "\(text)")
    }
    #expect(accepted > Self.count / 20)
  }
}
