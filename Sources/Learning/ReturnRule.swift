import GameProtocol

/// How far a value target looks ahead, and how it discounts.
public struct ReturnRule: Hashable, Sendable {
  /// After how many steps the searched value takes over, `n`; `nil` for the end of the game.
  ///
  /// The paper's values: to the end for board games, 10 for Atari.
  public var tdSteps: Int?

  /// The discount γ of one step.
  public var discount: Float

  /// Makes a rule.
  public init(tdSteps: Int? = nil, discount: Float) {
    precondition(tdSteps.map { $0 > 0 } ?? true, "a return needs at least one step")
    self.tdSteps = tdSteps
    self.discount = discount
  }

  /// The n-step return of a position, in the view of the player who decides there.
  ///
  /// z_t = Σ_{i<n} γ^i σ(t, t+i) reward_{t+i} + γ^n σ(t, t+n) ν_{t+n}, where σ is 1 for the same
  /// player and −1 for the opponent. Past a termination nothing is added. Past a truncation the
  /// estimated value of the final position is; where there is none, the last searched value takes
  /// over, and the rewards from there on are not counted twice.
  ///
  /// Source: Schrittwieser et al. (2020), appendix G; signs as in a negamax backup.
  ///
  /// - Parameters:
  ///   - record: A finished game.
  ///   - ply: In `0..<T`; the final position of a truncated game, `T`, gives its estimated value.
  /// - Returns: The target, in units of reward, or `nil` if nothing is known past a truncation.
  public func value(of record: GameRecord, at ply: Int) -> Float? {
    let plyCount = record.plyCount
    let isTruncated = record.end == .truncated
    if ply >= plyCount { return isTruncated && ply == plyCount ? record.finalValue : nil }
    let player = record.players[ply]
    var bootstrapPly = tdSteps.map { ply + $0 } ?? plyCount
    if bootstrapPly >= plyCount {
      // Without an estimate of the final position the last search is the last that is known.
      bootstrapPly = isTruncated && record.finalValue == nil ? plyCount - 1 : plyCount
    }
    var value = 0.0
    var factor = 1.0
    for step in ply..<bootstrapPly {
      let sign: Double = record.players[step] == player ? 1 : -1
      value += factor * sign * Double(record.rewards[step])
      factor *= Double(discount)
    }
    let bootstrap =
      bootstrapPly < plyCount ? record.rootValues[bootstrapPly] : (record.finalValue ?? 0)
    let sign: Double = record.players[bootstrapPly] == player ? 1 : -1
    return Float(value + factor * sign * Double(bootstrap))
  }
}
