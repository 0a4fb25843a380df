import CGamePlugin
public import GameProtocol

/// A game of a library that was loaded at run time.
public struct ExternalGame: Game {
  /// The facts of the game.
  public let specification: GameSpecification

  let rules: ExternalRules

  /// The file of the library; `built-in` for a game of this program.
  public var libraryPath: String { rules.table.path }

  /// Makes a game.
  ///
  /// - Parameter rules: The game in its library.
  init(_ rules: ExternalRules) {
    self.rules = rules
    specification = rules.specification
  }

  /// The position in which a game starts.
  ///
  /// - Parameter seed: Decides the start and all chance to come.
  /// - Returns: The state.
  public func initialState(seed: UInt64) -> ExternalState {
    ExternalState(rules, seed: seed)
  }

  /// The position that a text describes.
  ///
  /// - Parameter positionText: In the game's own form, or `seed:… actions:…` where it has none.
  /// - Returns: The position.
  /// - Throws: `NotationError` if the game refuses the text.
  public func state(at positionText: String) throws(NotationError) -> ExternalState {
    try ExternalState(rules, reading: positionText)
  }

  /// Draws an action as the library does, or as one 1 at its own cell.
  ///
  /// - Parameters:
  ///   - action: Any action.
  ///   - planes: The planes, all zero.
  public func draw(_ action: Action, into planes: inout MutableSpan<Float>) {
    guard rules.can(GP_CAN_DRAW), let draw = rules.table.functions.action_draw else {
      if action.index < planes.count { planes[action.index] = 1 }
      return
    }
    planes.withUnsafeMutableBufferPointer { buffer in
      rules.table.call("action_draw") {
        draw(rules.pointer, action.rawValue, buffer.baseAddress)
      }
    }
  }
}

extension ExternalGame: Symmetric {
  /// The number of transformations; 1 where the library names none.
  public var symmetryCount: Int {
    guard rules.can(GP_CAN_TURN) else { return 1 }
    return rules.table.call("symmetry_count") {
      Int(rules.table.functions.symmetry_count(rules.pointer))
    }
  }

  /// Where a transformation puts a cell.
  ///
  /// - Parameters:
  ///   - cell: The cell.
  ///   - symmetry: The transformation.
  /// - Returns: The cell's new place.
  public func cell(_ cell: Int, under symmetry: Int) -> Int {
    guard rules.can(GP_CAN_TURN) else { return cell }
    return rules.table.call("symmetry_cell") {
      Int(rules.table.functions.symmetry_cell(rules.pointer, UInt32(symmetry), UInt32(cell)))
    }
  }

  /// What a transformation makes of an action.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - symmetry: The transformation.
  /// - Returns: The action's new index.
  public func action(_ action: Action, under symmetry: Int) -> Action {
    guard rules.can(GP_CAN_TURN) else { return action }
    return Action(
      rawValue: rules.table.call("symmetry_action") {
        rules.table.functions.symmetry_action(rules.pointer, UInt32(symmetry), action.rawValue)
      })
  }
}
