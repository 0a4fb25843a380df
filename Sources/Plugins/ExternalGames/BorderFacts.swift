/// What is made of the facts that a game behind a border tells of itself.
enum BorderFacts {
  /// The most planes that may draw an action.
  static let mostActionPlanes = 4096

  /// The planes that draw an action where the game does not draw it itself: those that it names, or as
  /// many as it takes for a cell of every action but one, which may be drawn as nothing, as a pass is.
  ///
  /// - Parameters:
  ///   - named: The planes that the game names.
  ///   - actions: Its actions.
  ///   - cells: The cells of a plane, at least 1.
  /// - Returns: At least `named`.
  static func actionPlanes(named: Int, actions: Int, cells: Int) -> Int {
    max(named, (actions - 1 + cells - 1) / cells)
  }

  /// The bounds of returns, in a game of two those of either player.
  static func returnBounds(_ range: ClosedRange<Float>, players: Int) -> ClosedRange<Float> {
    let largest = max(abs(range.lowerBound), abs(range.upperBound))
    return players == 2 ? -largest...largest : range
  }
}
