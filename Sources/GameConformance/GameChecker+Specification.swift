import GameProtocol

extension GameChecker {
  /// Checks the numbers of the specification, each for itself and against one another.
  func checkSpecification() {
    // What follows a colon is a name in the world of the plugin, such as `gymnasium:CartPole-v1`.
    let names = specification.name.split(
      separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    expect(
      .specification, GameSpecification.isPlainName(names[0]) && names.allSatisfy { !$0.isEmpty },
      "name '\(specification.name)' is not of a-z, 0-9 and -")
    expect(.specification, specification.version >= 1, "version \(specification.version)")
    expect(
      .specification, 1...2 ~= specification.playerCount, "\(specification.playerCount) players")
    expect(.specification, specification.actionCount >= 1, "\(specification.actionCount) actions")
    let shape = specification.observationShape
    expect(
      .specification, shape.channels >= 1 && shape.height >= 1 && shape.width >= 1,
      "observation shape \(shape.channels)×\(shape.height)×\(shape.width)")
    expect(
      .specification, specification.actionPlaneCount >= 1,
      "\(specification.actionPlaneCount) action planes")
    expect(
      .specification, specification.discount > 0 && specification.discount <= 1,
      "discount \(specification.discount) outside (0, 1]")
    if let limit = specification.lengthLimit {
      expect(.specification, limit >= 1, "length limit \(limit)")
    }
    if let range = specification.valueRange {
      expect(
        .specification,
        range.lowerBound.isFinite && range.upperBound.isFinite
          && range.lowerBound < range.upperBound, "value range \(range)")
      expect(
        .specification, specification.playerCount == 1 || range.lowerBound == -range.upperBound,
        "value range \(range) of two players is not symmetric")
    }
  }

  /// Checks that every action, legal or not, has a drawing for the dynamics network.
  func checkDrawing() {
    let count = specification.actionPlaneCount * specification.observationShape.planeSize
    for index in 0..<specification.actionCount where checks(.drawing) {
      let first = drawing(of: Action(index), count: count)
      expect(.drawing, first.allSatisfy(\.isFinite), "action \(index) is drawn with \(first)")
      expect(
        .drawing, drawing(of: Action(index), count: count) == first,
        "action \(index) is drawn in two ways")
    }
  }

  private func drawing(of action: Action, count: Int) -> [Float] {
    var planes = [Float](repeating: 0, count: count)
    var span = planes.mutableSpan
    game.draw(action, into: &span)
    return planes
  }
}
