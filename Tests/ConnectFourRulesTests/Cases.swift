import ConnectFourRules
import Foundation
import GameProtocol

/// The lines of a file in the folder `Cases` beside the tests, without its comments.
func caseLines(_ name: String) throws -> [Substring] {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")
  let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }
}

/// The position after a sequence of columns, one digit each.
///
/// - Parameters:
///   - moves: The columns.
///   - base: The number of the leftmost column.
/// - Returns: The position.
func position(after moves: some StringProtocol, from base: Int = 0) -> ConnectFourState {
  var state = ConnectFour().initialState(seed: 0)
  for digit in moves { _ = state.apply(Action((digit.wholeNumberValue ?? -1) - base)) }
  return state
}

/// The position after some random plies of the n-th random game that lasts that long.
func randomPosition(plies: Int, number: Int) -> ConnectFourState {
  for attempt: UInt64 in 0... {
    var random = CounterRandom(seed: UInt64(number), stream: .match, ply: attempt)
    var state = ConnectFour().initialState(seed: 0)
    for _ in 0..<plies where !state.isTerminal {
      let legal = state.legalActions
      _ = state.apply(legal[random.below(legal.count)])
    }
    if !state.isTerminal { return state }
  }
  preconditionFailure("there are long games")
}
