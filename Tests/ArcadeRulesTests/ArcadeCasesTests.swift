import Foundation
import GameProtocol
import Testing

@testable import ArcadeRules

/// Compares the games, step for step, with what the packages `minatar` and `gymnasium` answered.
///
/// The committed cases are short. `TESUJI_ARCADE_CASES` names a folder of longer ones, made by
/// `scripts/arcade_cases.py`, which says how.
@Suite struct ArcadeCasesTests {
  /// One stretch of a MinAtar game.
  private struct Stretch: Decodable {
    struct Options: Decodable {
      var stickyActions: Double
      var ramping: Bool
    }
    var id: Int
    var options: Options
    var immortal: Bool
    var moves: [Int]
    var randomTape: [Double]
    var rewards: [Int]
    var ends: [Int]
    var observationHashes: [String]
  }

  /// One episode of CartPole.
  private struct Episode: Decodable {
    var id: Int
    var start: [Double]
    var moves: [Int]
    var states: [[Double]]
    var observations: [[Float]]
    var terminated: Bool
    var truncated: Bool
  }

  private static let folders: [URL] = {
    let committed = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
    let other = ProcessInfo.processInfo.environment["TESUJI_ARCADE_CASES"]
    return [committed] + (other.map { [URL(filePath: $0)] } ?? [])
  }()

  private func lines<Line: Decodable>(
    of game: String, in folder: URL, as type: Line.Type
  ) throws -> [Line] {
    let text = try String(contentsOf: folder.appending(path: "\(game).jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  /// Plays all stretches of a game and compares every answer.
  ///
  /// - Parameters:
  ///   - type: The state of the game.
  ///   - folder: The folder of the cases.
  /// - Returns: The number of steps and the rewards and ends on the way.
  /// - Throws: An error of reading the cases.
  private func compare<State: MinAtarState>(
    _ type: State.Type, in folder: URL
  ) throws -> (steps: Int, rewards: Int, ends: Int) {
    var total = (steps: 0, rewards: 0, ends: 0)
    for stretch in try lines(of: State.name, in: folder, as: Stretch.self) {
      let game = MinAtar<State>(
        MinAtarSettings(
          stickyActions: stretch.options.stickyActions, ramping: stretch.options.ramping))
      // A fraction of 0 and a whole 0 look alike after decoding; a tape takes both.
      var tape = RandomTape(
        stretch.randomTape.map { number in
          Int(exactly: number).map { .whole($0) } ?? .fraction(number)
        }
      )
      var state = game.initialState(drawing: &tape)
      for (index, move) in stretch.moves.enumerated() {
        let step = state.apply(Action(move), drawing: &tape)
        let isSame =
          step.reward == Float(stretch.rewards[index])
          && (step.end == .terminated) == stretch.ends.contains(index)
          && hash(of: state, game.specification) == stretch.observationHashes[index]
        #expect(isSame, "stretch \(stretch.id), step \(index): \(step)\n\(state.diagram)")
        if !isSame { return total }
        if stretch.immortal { state.episode.isOver = false }
        total.rewards += stretch.rewards[index]
      }
      #expect(tape.fault == nil)
      #expect(tape.used == stretch.randomTape.count)
      total.steps += stretch.moves.count
      total.ends += stretch.ends.count
    }
    return total
  }

  /// Eight cells a byte, row by row, channel last.
  private func hash<State: GameState>(
    of state: State, _ specification: GameSpecification
  ) -> String {
    let shape = specification.observationShape
    var planes = [Float](repeating: 0, count: shape.count)
    var span = planes.mutableSpan
    state.observe(as: .first, into: &span)
    var bytes = [UInt8](repeating: 0, count: (shape.count + 7) / 8)
    for cell in 0..<shape.planeSize {
      for channel in 0..<shape.channels where planes[channel * shape.planeSize + cell] != 0 {
        let bit = cell * shape.channels + channel
        bytes[bit / 8] |= 0x80 >> UInt8(bit % 8)
      }
    }
    return SHA256.prefix(of: bytes, digits: 16)
  }

  @Test(arguments: folders)
  func `Breakout agrees with the original`(_ folder: URL) throws {
    let total = try compare(BreakoutState.self, in: folder)
    #expect(total.steps >= 1000 && total.rewards > 20 && total.ends > 2)
  }

  @Test(arguments: folders)
  func `Asterix agrees with the original`(_ folder: URL) throws {
    let total = try compare(AsterixState.self, in: folder)
    #expect(total.steps >= 1000 && total.rewards > 2 && total.ends > 2)
  }

  @Test(arguments: folders)
  func `Freeway agrees with the original`(_ folder: URL) throws {
    let total = try compare(FreewayState.self, in: folder)
    #expect(total.steps >= 1000 && total.rewards > 2)
  }

  @Test(arguments: folders)
  func `Space Invaders agrees with the original`(_ folder: URL) throws {
    let total = try compare(SpaceInvadersState.self, in: folder)
    #expect(total.steps >= 1000 && total.rewards > 20 && total.ends > 2)
  }

  @Test(arguments: folders)
  func `Seaquest agrees with the original`(_ folder: URL) throws {
    let total = try compare(SeaquestState.self, in: folder)
    #expect(total.steps >= 1000 && total.rewards > 2 && total.ends > 2)
  }

  @Test(arguments: folders)
  func `CartPole agrees with the original to the last bit`(_ folder: URL) throws {
    let game = CartPole()
    for episode in try lines(of: "cartpole", in: folder, as: Episode.self) {
      let start = zip(["x", "v", "angle", "w"], episode.start).map { "\($0):\($1)" }
      var state = try game.state(at: start.joined(separator: " ") + " steps:0")
      var end = Step.End.continues
      for (index, move) in episode.moves.enumerated() {
        let step = state.apply(Action(move))
        let found = [state.position, state.velocity, state.angle, state.angularVelocity]
        #expect(step.reward == 1)
        #expect(found == episode.states[index], "episode \(episode.id), step \(index)")
        var observation = [Float](repeating: 0, count: 4)
        var span = observation.mutableSpan
        state.observe(as: .first, into: &span)
        #expect(observation == episode.observations[index])
        end = step.end
        if found != episode.states[index] { return }
      }
      #expect((end == .terminated) == episode.terminated)
      #expect((end == .truncated) == (episode.truncated && !episode.terminated))
    }
  }

  @Test func `hashes are those of SHA-256`() {
    #expect(SHA256.prefix(of: Array("abc".utf8), digits: 16) == "ba7816bf8f01cfea")
    #expect(SHA256.prefix(of: [], digits: 8) == "e3b0c442")
    #expect(
      SHA256.prefix(of: [UInt8](repeating: UInt8(ascii: "a"), count: 200), digits: 64)
        == "c2a908d98f5df987ade41b5fce213067efbcc21ef2240212a41e54b5e7c28ae5")
  }
}
