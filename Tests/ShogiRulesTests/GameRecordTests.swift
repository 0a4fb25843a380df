import Foundation
import GameProtocol
import ShogiRules
import Testing

@Suite struct GameRecordTests {
  /// Random games that are written and read back; raised by `SHOGI_RECORDS`.
  static let count =
    ProcessInfo.processInfo.environment["SHOGI_RECORDS"].flatMap(Int.init) ?? 300

  /// The ends for which both formats have a word.
  private static let ends: [GameRecord.End] = [
    .resignation, .checkmate, .noMate, .sennichite, .impasse, .declaration, .interruption, .timeUp,
    .opponentIllegal, .illegal,
  ]

  /// A random game with everything that a record may hold.
  private func randomRecord(_ game: Int) -> GameRecord {
    var random = CounterRandom(seed: 9, stream: .playout, game: UInt64(game))
    var position = Shogi().initialState(seed: 0).position
    func play() -> Move? {
      let moves = position.legalMoves
      guard !moves.isEmpty else { return nil }
      let move = moves[random.below(moves.count)]
      position.make(move)
      return move
    }
    for _ in 0..<random.below(3) * 40 { _ = play() }
    var record = GameRecord(start: position)
    record.blackName = "先手 \(game)"
    record.whiteName = game % 3 == 0 ? nil : "white"
    record.headers = [.init("棋戦", "random"), .init("場所", "a：b:c")]
    record.comments = game % 2 == 0 ? ["before, the game"] : []
    for _ in 0..<random.below(120) {
      guard let move = play() else { break }
      let comments = random.below(8) == 0 ? ["一手", "two, lines"] : []
      record.entries.append(.init(move, comments: comments, seconds: random.below(5000)))
    }
    record.end = Self.ends[game % Self.ends.count]
    record.endSeconds = game % 2 == 0 ? random.below(5000) : nil
    var course = record.moves
    for _ in 0..<random.below(4) {
      var variation = GameRecord.Variation(number: 1 + random.below(course.count + 1))
      course.removeSubrange((variation.number - 1)...)
      position = course.reduce(record.start) { $0.making($1) }
      for _ in 0..<random.below(10) {
        guard let move = play() else { break }
        let comments = random.below(4) == 0 ? ["変化"] : []
        variation.entries.append(.init(move, comments: comments, seconds: random.below(90)))
      }
      if random.below(2) == 0 { variation.comments = ["better"] }
      if random.below(2) == 0 { variation.end = .resignation }
      course += variation.entries.map(\.move)
      record.variations.append(variation)
    }
    return record
  }

  @Test func `records are read back as they were`() throws {
    for number in 0..<Self.count {
      let record = randomRecord(number)
      #expect(try GameRecord(kif: record.kif) == record, "\(record.kif)")
      var game = record
      game.variations = []
      #expect(try GameRecord(csa: record.csa) == game, "\(record.csa)")
      let bytes = try #require(record.kifShiftJIS())
      #expect(try GameRecord(kif: bytes) == record)
      #expect(try GameRecord(kif: Array(record.kif.utf8)) == record)
    }
  }

  @Test func `records of another program are read`() throws {
    let blocks = try CaseFile.text("records.txt").components(separatedBy: "\n====\n")
    #expect(blocks.count >= 16)
    for block in blocks {
      let parts = block.components(separatedBy: "\n----\n")
      let lines = parts[0].split(separator: "\n", maxSplits: 1)
      let fields = lines[0].split(separator: ";", omittingEmptySubsequences: false)
      let (kif, csa) = (try GameRecord(kif: String(lines[1])), try GameRecord(csa: parts[1]))
      #expect(csa.endSeconds != nil)
      for record in [kif, csa] {
        #expect(record.start == (try Position(sfen: String(fields[0]))))
        #expect(record.moves.map(\.usi).joined(separator: " ") == fields[1])
        #expect(record.entries.allSatisfy { $0.seconds != nil })
        #expect(record.end == .resignation && record.blackName != nil)
      }
    }
  }
}
