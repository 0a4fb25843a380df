import GameConformance
import GameProtocol
import Testing

extension Fault {
  /// The law that the fault breaks.
  var law: Law {
    switch self {
    case .badVersion, .asymmetricValues: .specification
    case .startsFinished, .startsAtRandom: .start
    case .descendingActions, .repeatedActions, .actionsPastTheEnd, .actionOutOfRange,
      .overwrittenBuffer:
      .legalActions
    case .wrongTerminal, .truncatedByRule, .unreportedEnd: .end
    case .acceptsAnyText, .acceptsIllegalText, .unreadableText: .notation
    case .refusedPosition, .changedPosition: .positionText
    case .differentPosition: .positionEquality
    case .sharedStorage: .valueSemantics
    case .everythingEqual, .unstableHash: .equality
    case .hastyBatch, .blindBatch: .batches
    case .randomCost: .determinism
    case .futureChanges, .presentChanges: .reseeding
    case .shortLimit: .lengthLimit
    case .earlyReward, .sharedReward, .unpaidReturn, .infiniteReward, .outOfRange: .rewards
    case .missingElement, .infiniteElement, .dirtyElement: .observation
    case .infiniteDrawing: .drawing
    case .unmirroredAction, .unmirroredObservation, .collapsedCells, .shiftedIdentity: .symmetry
    case .perftTooLarge: .perft
    case .playoutStops, .playoutMiscounts, .playoutAtRandom: .playouts
    }
  }
}

@Suite struct CheckGameTests {
  @Test func `a game that keeps all laws passes`() {
    #expect(checkGame(RowGame(), seeds: 0..<20) == [])
  }

  @Test(arguments: Fault.allCases)
  func `a broken law is found`(_ fault: Fault) {
    let violations = checkGame(RowGame(fault: fault), seeds: 0..<12)
    #expect(violations.contains { $0.law == fault.law }, "found \(violations)")
  }

  @Test func `every law has a game that breaks it`() {
    #expect(Set(Fault.allCases.map(\.law)) == Set(Law.allCases))
  }

  @Test func `an excepted law is not reported`() {
    let violations = checkGame(
      RowGame(fault: .earlyReward), seeds: 0..<3, except: [.rewards])
    #expect(violations == [])
  }

  @Test func `a violation says what, where and in which game`() {
    let violation = checkGame(RowGame(fault: .shortLimit), seeds: [5]).first
    #expect(violation?.description == "length-limit: 3 plies, limit 2 (seed 5, ply 3)")
  }
}
