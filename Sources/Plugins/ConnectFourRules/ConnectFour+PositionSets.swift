public import GameProtocol

extension ConnectFour {
  /// Positions from random games with the exact scores of all moves, by phase and difficulty.
  ///
  /// Beginning: at most 14 stones; end: more than 28; middle: between. The plies to the end under
  /// best play make a position easy (less than 14), hard (more than 28) or medium. These six are the
  /// combinations that exist.
  ///
  /// Source: the division is that of the test sets in Pons, "Solving Connect 4: how to build a
  /// perfect AI", 2015; the positions are our own.
  public static let positionSets: [PositionSet<ConnectFourState>] = [
    positionSet("end-easy", endEasy),
    positionSet("middle-easy", middleEasy),
    positionSet("middle-medium", middleMedium),
    positionSet("begin-easy", beginEasy),
    positionSet("begin-medium", beginMedium),
    positionSet("begin-hard", beginHard),
  ]

  /// Reads a set from lines of moves, one digit each, and seven scores or `-`.
  private static func positionSet(_ name: String, _ text: String) -> PositionSet<ConnectFourState> {
    var positions: [ConnectFourState] = []
    var scores: [[Int?]] = []
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: " ")
      var state = ConnectFourState()
      for move in fields[0] { _ = state.apply(Action(move.wholeNumberValue ?? -1)) }
      positions.append(state)
      scores.append(fields.dropFirst().map { Int($0) })
    }
    return PositionSet(name: name, positions: positions, scores: scores)
  }
}
