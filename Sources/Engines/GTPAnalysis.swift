import GameProtocol

/// The lines of `lz-analyze` and `kata-analyze`, as Sabaki, Lizzie and others read them.
///
/// Points and owners of the board are left out: the engine does not estimate them.
enum GTPAnalysis {
  /// What was found, in one line.
  ///
  /// - Parameters:
  ///   - findings: What a search has found.
  ///   - style: How it is printed.
  /// - Returns: The text, without its end.
  static func text<G: Game>(
    _ findings: SearchFindings<G.State>, _ style: GTPSession<G>.AnalysisStyle
  ) -> String {
    let count = max(style.leastLines, 1)
    var parts: [String] = []
    for (order, line) in findings.lines.prefix(style.lineCount).enumerated() {
      // An action that was tried once says little, unless the GUI wants to see so many.
      if order >= count && line.visits < 2 { break }
      let chance = chance(of: line.value, style.isKata)
      let prior = style.isKata ? decimal(Double(line.prior)) : whole(Double(line.prior))
      let move = findings.state.notation(for: line.action)
      let utility = style.isKata ? " utility \(decimal(Double(line.value)))" : ""
      parts.append(
        "info move \(move) visits \(line.visits)\(utility) winrate \(chance) prior \(prior) "
          + "lcb \(chance) order \(order) pv \(line.moves.joined(separator: " "))")
    }
    if style.showsRoot {
      parts.append(
        "rootInfo visits \(findings.simulations) winrate \(chance(of: findings.value, true)) "
          + "utility \(decimal(Double(findings.value)))")
    }
    return parts.joined(separator: " ")
  }

  /// The chance to win of the player to move.
  private static func chance(of value: Float, _ isKata: Bool) -> String {
    let chance = (1 + Double(min(max(value, -1), 1))) / 2
    return isKata ? decimal(chance) : whole(chance)
  }

  /// Ten thousandths.
  private static func whole(_ number: Double) -> String { String(Int((10_000 * number).rounded())) }

  /// Six decimals, without an exponent, which not every reader knows.
  private static func decimal(_ number: Double) -> String {
    let millionths = Int((1_000_000 * number.magnitude).rounded())
    let digits = String(millionths % 1_000_000)
    let padded = String(repeating: "0", count: 6 - digits.count) + digits
    return "\(number < 0 && millionths > 0 ? "-" : "")\(millionths / 1_000_000).\(padded)"
  }
}
