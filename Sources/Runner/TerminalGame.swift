package import GameProtocol
package import Learning
import Planner

/// Which moves of a game in the terminal the person at the keyboard makes.
package enum TerminalSide: String, CaseIterable, Sendable {
  /// The moves of the first player.
  case first
  /// The moves of the second player.
  case second
  /// None: the agent plays against itself.
  case none
}

/// A game in the terminal between the person at the keyboard and a chooser of moves.
package struct TerminalGame<G: Game> {
  private let game: G
  private let side: TerminalSide
  private let opponent: any Agent<G.State>
  private let seed: UInt64
  /// Every position of the game, the present one last.
  private var history: [G.State]

  /// Sets up a game.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - start: The first position.
  ///   - side: Which moves the person makes.
  ///   - opponent: Who makes the others.
  ///   - seed: Decides the opponent's random choices.
  package init(
    _ game: G, from start: G.State, side: TerminalSide, against opponent: any Agent<G.State>,
    seed: UInt64 = 0
  ) {
    self.game = game
    self.side = side
    self.opponent = opponent
    self.seed = seed
    history = [start]
  }

  /// Plays until the game is over or the person leaves.
  ///
  /// - Parameters:
  ///   - read: The next line that the person types, or `nil` at the end of the input.
  ///   - write: Shows a text.
  /// - Throws: `Failure` if the opponent cannot move or nothing can be shown.
  package mutating func play(
    read: () throws(Failure) -> String?, write: (String) throws(Failure) -> Void
  ) throws(Failure) {
    if side != .none {
      try write("Type a move, or 'help'. The opponent is \(opponent.name).\n")
    }
    var isShown = false
    while true {
      guard let state = history.last else { return }
      if !isShown { try write("\n\(state.diagram)\n\n") }
      isShown = true
      if state.isTerminal { return try write(ending(of: state) + "\n") }
      guard isPersonToMove(in: state) else {
        var declared = state
        if declareWin(in: &declared) != nil {
          try write("\(opponent.name) declares\n")
          history.append(declared)
          isShown = false
          continue
        }
        let action = try answer(in: state)
        try write("\(opponent.name) plays \(state.notation(for: action))\n")
        history.append(state.applying(action))
        isShown = false
        continue
      }
      try write("your move: ")
      guard let line = try read() else {
        return try write("\nno more input, the game stops here\n")
      }
      switch Self.trimmed(line) {
      case "": break
      case "quit", "exit": return
      case "help", "?":
        try write(
          """
          a move    in the game's notation, such as \(example(in: state))
          moves     list the legal moves
          undo      take back your last move
          position  print the position as text
          quit      leave

          """)
      case "moves":
        let moves = state.legalActions.map(state.notation(for:))
        try write(moves.joined(separator: " ") + "\n")
      case "position": try write(state.positionText + "\n")
      case "undo":
        isShown = !undo()
        if isShown { try write("there is nothing to take back\n") }
      case let notation:
        do {
          var next = state
          if try declare(by: notation, in: &next) == nil {
            _ = next.apply(try state.action(for: notation))
          }
          history.append(next)
          isShown = false
        } catch {
          try write("no such move: \(error); 'moves' lists them\n")
        }
      }
    }
  }

  private func answer(in state: G.State) throws(Failure) -> Action {
    do {
      let key = SearchKey(seed: seed, ply: UInt64(history.count - 1))
      return try opponent.actions(for: [state], keys: [key])[0]
    } catch {
      throw Failure("\(error)", .failed)
    }
  }

  private func isPersonToMove(in state: G.State) -> Bool {
    switch side {
    case .first: state.playerToMove == .first
    case .second: state.playerToMove == .second
    case .none: false
    }
  }

  /// Goes back to the person's turn before this one, if there was one.
  private mutating func undo() -> Bool {
    guard let place = history.dropLast().lastIndex(where: { isPersonToMove(in: $0) }) else {
      return false
    }
    history.removeSubrange((place + 1)...)
    return true
  }

  private func example(in state: G.State) -> String {
    state.legalActions.first.map(state.notation(for:)) ?? ""
  }

  private func ending(of state: G.State) -> String {
    let reason = state.outcome?.rawValue ?? ""
    let first = state.returnOf(.first)
    if game.specification.playerCount == 1 {
      return "The game is over (\(reason)) with a return of \(Self.plain(first))."
    }
    if first == 0 { return "A draw (\(reason))." }
    let winner: TerminalSide = first > 0 ? .first : .second
    switch side {
    case .none: return "The \(winner.rawValue) player wins (\(reason))."
    case winner: return "You win (\(reason))."
    default: return "\(opponent.name) wins (\(reason))."
    }
  }

  private static func trimmed(_ line: String) -> String {
    String(line.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  private static func plain(_ value: Float) -> String {
    JSONValue.real(value).description
  }
}
