import GameProtocol

extension GameChecker {
  /// Checks that every element of an observation is written, with a finite number.
  ///
  /// - Parameter state: The state.
  func checkObservation(of state: G.State) {
    guard checks(.observation) else { return }
    for index in 0..<specification.playerCount {
      let player = Player(rawValue: UInt8(index))
      let overNothing = observation(of: state, as: player, specification, filling: .nan)
      if let hole = overNothing.firstIndex(where: \.isNaN) {
        expect(.observation, false, "element \(hole) is not written for player \(index)")
        continue
      }
      if let bad = overNothing.firstIndex(where: { !$0.isFinite }) {
        expect(.observation, false, "element \(bad) is \(overNothing[bad]) for player \(index)")
      }
      let overOnes = observation(of: state, as: player, specification, filling: 1)
      expect(
        .observation, overNothing == overOnes,
        "the observation of player \(index) depends on what the buffer held")
    }
  }
}
