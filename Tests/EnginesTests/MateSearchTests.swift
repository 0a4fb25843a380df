import ChessRules
import GameProtocol
import ShogiRules
import Testing

@testable import Engines

@Suite struct MateSearchTests {
  private func chess(_ fen: String, within moves: Int) throws -> [String]? {
    let state = try Chess().state(at: fen)
    var search = MateSearch<ChessState>(
      onlyChecks: false, isCheck: { $0.position.isCheck }, goesOn: { true })
    guard case .mate(let line) = search.answer(for: state, within: moves) else { return nil }
    var now = state
    return line.map { action in
      defer { _ = now.apply(action) }
      return now.notation(for: action)
    }
  }

  private func shogi(_ sfen: String, steps: Int = .max) throws -> MateSearch<ShogiState>.Answer {
    let state = try Shogi().state(at: sfen)
    var left = steps
    var search = MateSearch<ShogiState>(onlyChecks: true, isCheck: { $0.position.isCheck }) {
      left -= 1
      return left > 0
    }
    return search.answer(for: state, within: 50)
  }

  @Test func `a mate in one and one in two are found at their length`() throws {
    #expect(try chess("7k/5Q2/6K1/8/8/8/8/8 w - - 0 1", within: 3)?.count == 1)
    #expect(try chess("7k/8/4K3/8/8/8/8/6Q1 w - - 0 1", within: 1) == nil)
    #expect(try chess("7k/8/4K3/8/8/8/8/6Q1 w - - 0 1", within: 2)?.count == 3)
  }

  @Test func `a stalemate is no mate`() throws {
    #expect(try chess("k7/2Q5/8/8/8/8/8/K7 w - - 0 1", within: 1) == nil)
  }

  @Test func `a problem of shogi is solved by checks alone`() throws {
    guard case .mate(let line) = try shogi("8k/9/8P/9/9/9/9/9/K8 b G 1") else {
      Issue.record("expected a mate")
      return
    }
    #expect(line.count == 1)
  }

  @Test func `without a check there is no mate, without time nothing is known`() throws {
    #expect(try shogi("lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1") == .none)
    #expect(try shogi("8k/9/8P/9/9/9/9/9/K8 b 2G2S 1", steps: 1) == .unknown)
  }
}
