public import GameProtocol

/// Shogi by the rules of the Japan Shogi Association, with declarations as in computer shogi.
public struct Shogi: Game {
  /// How a game may be won by an entering king.
  public let enteringKing: EnteringKing

  /// Makes the game.
  ///
  /// - Parameter enteringKing: How a game may be won by an entering king.
  public init(enteringKing: EnteringKing = .points27) {
    self.enteringKing = enteringKing
  }

  /// The facts of the game.
  public var specification: GameSpecification {
    GameSpecification(
      name: "shogi", version: 1, actionCount: ActionEncoding.actionCount,
      observationShape: .init(channels: ShogiState.planeCount, height: 9, width: 9),
      actionPlaneCount: 11, lengthLimit: ShogiState.lengthLimit)
  }

  /// The start of a game.
  ///
  /// - Parameter seed: Without effect.
  /// - Returns: The state.
  public func initialState(seed: UInt64) -> ShogiState {
    do {
      return ShogiState(try Position(Setup.start), enteringKing: enteringKing)
    } catch {
      preconditionFailure("the start is illegal: \(error)")
    }
  }

  /// The position of an SFEN, as the start of a game.
  ///
  /// - Parameter positionText: SFEN with four fields.
  /// - Returns: The position, with nothing before it.
  /// - Throws: `NotationError` for a text that is no legal position.
  public func state(at positionText: String) throws(NotationError) -> ShogiState {
    ShogiState(try Position(sfen: positionText), enteringKing: enteringKing)
  }

  /// Draws an action into eleven planes: origin of a move on the board, seven for the role that is
  /// dropped, target, whether the target is on the board, whether the piece promotes.
  ///
  /// - Parameters:
  ///   - action: Any action below 11259.
  ///   - planes: `[11, 9, 9]`, all zero on entry; the mover's view.
  ///
  /// Source: Schrittwieser et al., "Mastering Atari, Go, chess and shogi by planning with a learned
  /// model", Nature 588 (2020), section "Dynamics".
  public func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    let (square, plane) = action.index.quotientAndRemainder(dividingBy: ActionEncoding.planeCount)
    let move = ActionEncoding.shared.move(of: action)
    if plane < ActionEncoding.dropPlane {
      planes[square] = 1
    } else {
      let base = (plane - ActionEncoding.dropPlane + 1) * 81
      for cell in base..<base + 81 { planes[cell] = 1 }
    }
    if let move {
      planes[8 * 81 + move.targetIndex] = 1
      for cell in 9 * 81..<10 * 81 { planes[cell] = 1 }
    }
    if (ActionEncoding.promotionPlane..<ActionEncoding.dropPlane).contains(plane) {
      for cell in 10 * 81..<11 * 81 { planes[cell] = 1 }
    }
  }
}
