import GameProtocol

extension GameChecker {
  /// Checks the transformations of a symmetric game, and plays a game beside its transforms.
  ///
  /// - Parameter game: The game under check, as a symmetric one.
  func checkSymmetry<S: Symmetric>(of game: S) {
    expect(.symmetry, game.symmetryCount >= 1, "\(game.symmetryCount) symmetries")
    let cells = specification.observationShape.planeSize
    let actions = specification.actionCount
    for symmetry in 0..<game.symmetryCount where checks(.symmetry) {
      let cellMap = (0..<cells).map { game.cell($0, under: symmetry) }
      let actionMap = (0..<actions).map { game.action(Action($0), under: symmetry).index }
      expect(
        .symmetry, cellMap.sorted() == Array(0..<cells),
        "symmetry \(symmetry) does not permute the cells: \(cellMap)")
      expect(
        .symmetry, actionMap.sorted() == Array(0..<actions),
        "symmetry \(symmetry) does not permute the actions: \(actionMap)")
      if symmetry == 0 {
        expect(
          .symmetry, cellMap == Array(0..<cells) && actionMap == Array(0..<actions),
          "symmetry 0 is not the identity")
      }
      if checks(.symmetry) {
        checkTransform(of: game, symmetry: symmetry, cellMap: cellMap, actionMap: actionMap)
      }
    }
  }

  /// Plays a random game beside its transform.
  private func checkTransform<S: Symmetric>(
    of game: S, symmetry: Int, cellMap: [Int], actionMap: [Int]
  ) {
    var random = CounterRandom(seed: seed, stream: .playout, game: 1)
    var state = game.initialState(seed: seed)
    var image = state
    ply = 0
    while checks(.symmetry) && ply < maximumPlies {
      let legal = state.legalActions
      let imageLegal = image.legalActions.map(\.index)
      expect(
        .symmetry, imageLegal == legal.map { actionMap[$0.index] }.sorted(),
        "under symmetry \(symmetry) the legal actions are \(imageLegal)")
      checkImage(image, of: state, symmetry: symmetry, cellMap: cellMap)
      guard !legal.isEmpty, checks(.symmetry) else { return }
      let action = legal[random.below(legal.count)]
      let step = state.apply(action)
      let imageStep = image.apply(Action(actionMap[action.index]))
      ply += 1
      expect(
        .symmetry, step == imageStep, "under symmetry \(symmetry) \(step) became \(imageStep)")
    }
  }

  /// Compares the observations of a state and of its transform.
  private func checkImage<State: GameState>(
    _ image: State, of state: State, symmetry: Int, cellMap: [Int]
  ) {
    for index in 0..<specification.playerCount {
      let player = Player(rawValue: UInt8(index))
      let original = observation(of: state, as: player, specification, filling: 0)
      let found = observation(of: image, as: player, specification, filling: 0)
      var expected = original
      for channel in 0..<specification.observationShape.channels {
        let start = channel * cellMap.count
        for (cell, target) in cellMap.enumerated() {
          expected[start + target] = original[start + cell]
        }
      }
      expect(
        .symmetry, found == expected,
        "under symmetry \(symmetry) the observation of player \(index) is not the permuted one")
    }
  }
}
