extension Position {
  /// Whether neither side can ever give mate, whatever the opponent does to help, as far as the pieces
  /// alone tell.
  ///
  /// That is so with bare kings, with a single knight, and with bishops that all stand on squares of
  /// one colour. Blocked positions that are just as dead are not recognised.
  public var isInsufficientMaterial: Bool {
    hasInsufficientMaterial(.white) && hasInsufficientMaterial(.black)
  }

  /// Whether a side cannot give mate with the pieces on the board.
  ///
  /// A side with a knight or a bishop can, if the opponent has pieces to block its own king's flight.
  public func hasInsufficientMaterial(_ color: Color) -> Bool {
    let own = placement.squares(of: color)
    let theirs = placement.squares(of: color.opponent)
    if !((placement.pawns | placement.straightSliders) & own).isEmpty { return false }
    if !(placement.knights & own).isEmpty {
      return own.count <= 2 && (theirs & ~placement.kings & ~placement.queens).isEmpty
    }
    if !(placement.bishops & own).isEmpty {
      let bishops = placement.bishops
      let isOneColor =
        (bishops & .lightSquares).isEmpty || (bishops & .darkSquares).isEmpty
      return isOneColor && placement.pawns.isEmpty && placement.knights.isEmpty
    }
    return true
  }
}
