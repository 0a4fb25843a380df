extension Scaffold {
  /// Rules that are compiled into Tesuji, and their tests.
  static let builtInTemplates: [(path: String, text: String)] = [
    ("Sources/Plugins/⟨Type⟩Rules/⟨Type⟩.swift", builtInGame),
    ("Sources/Plugins/⟨Type⟩Rules/⟨Type⟩State.swift", builtInState),
    ("Tests/⟨Type⟩RulesTests/⟨Type⟩Tests.swift", builtInTests),
  ]

  static let builtInSteps = [
    #"Package.swift, among the rules: rules("⟨Type⟩Rules"),"#,
    #"Package.swift, among the dependencies of BuiltInGames: "⟨Type⟩Rules""#,
    #"Package.swift, among the tests: tests("⟨Type⟩Rules", ["GameProtocol", "GameConformance"]),"#,
    "Sources/Plugins/BuiltInGames/BuiltInGames.swift: import ⟨Type⟩Rules, and"
      + " ⟨Type⟩.registrations in the list",
    "TESUJI_UPDATE_PLAYTHROUGHS=1 swift test --filter '⟨Type⟩|BuiltInGames'",
    "swift run tesuji play ⟨name⟩",
  ]

  private static let builtInGame = #"""
    public import GameProtocol

    /// ⟨Type⟩: a race to 21, where players in turn add 1, 2 or 3 and who reaches 21 wins.
    ///
    /// Action `a` adds `a + 1`.
    public struct ⟨Type⟩: Game {
      /// The facts of the game; `version` is raised whenever play, observation or actions change.
      public let specification = GameSpecification(
        name: "⟨name⟩", version: 1, actionCount: 3,
        observationShape: .init(channels: 1, height: 1, width: ⟨Type⟩State.goal + 1),
        lengthLimit: ⟨Type⟩State.goal)

      /// Makes the game.
      public init() {}

      /// The start.
      ///
      /// - Parameter seed: Not used: there is no chance in this game.
      /// - Returns: The state in which every game starts.
      public func initialState(seed: UInt64) -> ⟨Type⟩State {
        ⟨Type⟩State()
      }

      /// The position that a text such as `14 o` describes.
      ///
      /// - Parameter positionText: The total, and the side to move.
      /// - Returns: The position, which may be a finished one.
      /// - Throws: `NotationError` for a text of another form.
      public func state(at positionText: String) throws(NotationError) -> ⟨Type⟩State {
        try ⟨Type⟩State(positionText)
      }
    }

    extension ⟨Type⟩ {
      /// How the game is listed.
      public static let registrations = [
        GameRegistration(name: "⟨name⟩", summary: "a race to 21 by adding 1, 2 or 3") { _ in
          ⟨Type⟩()
        }
      ]
    }

    """#

  private static let builtInState = #"""
    public import GameProtocol

    /// A position of ⟨Type⟩.
    ///
    /// Two states are equal when total and side to move are.
    public struct ⟨Type⟩State: GameState {
      /// The total that wins.
      static let goal = 21

      private var total = 0

      /// The player whose turn it is; in a finished game, whose turn it would be.
      public private(set) var playerToMove = Player.first

      /// The start.
      init() {}

      /// Reads a position.
      ///
      /// - Parameter text: Such as `14 o`.
      /// - Throws: `NotationError` for a text of another form.
      init(_ text: String) throws(NotationError) {
        let fields = text.split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count == 2, let total = Int(fields[0]), 0...Self.goal ~= total,
          fields[1] == "x" || fields[1] == "o"
        else {
          throw NotationError(found: text, expected: "a total up to 21 and a side, such as '14 o'")
        }
        self.total = total
        playerToMove = fields[1] == "x" ? .first : .second
        // Another way to write the same number is another text.
        guard positionText == text else {
          throw NotationError(found: text, expected: "'\(positionText)'")
        }
      }

      /// Why the game is over: the total is reached.
      public var outcome: Outcome? { total == Self.goal ? .terminal : nil }

      /// Adds to the total.
      ///
      /// - Parameter action: A legal action.
      /// - Returns: Reward 1 and the end for reaching 21.
      public mutating func apply(_ action: Action) -> Step {
        precondition(0..<3 ~= action.index && total + action.index + 1 <= Self.goal, "illegal action")
        total += action.index + 1
        playerToMove = playerToMove.opponent
        return total == Self.goal ? Step(reward: 1, end: .terminated) : Step()
      }

      /// What a player got: 1 for the winner, −1 for the loser, otherwise 0.
      ///
      /// - Parameter player: Either player.
      /// - Returns: The return.
      public func returnOf(_ player: Player) -> Float {
        if total < Self.goal { return 0 }
        return player == playerToMove ? -1 : 1
      }

      /// Appends what may be added.
      ///
      /// - Parameter actions: The caller's buffer.
      public func appendLegalActions(to actions: inout [Action]) {
        for index in 0..<min(3, Self.goal - total) { actions.append(Action(index)) }
      }

      /// Draws one row with a cell for each total; both players see the same.
      ///
      /// - Parameters:
      ///   - player: The player whose view is drawn.
      ///   - planes: `[1, 1, 22]`.
      public func observe(as player: Player, into planes: inout MutableSpan<Float>) {
        for cell in 0...Self.goal { planes[cell] = cell == total ? 1 : 0 }
      }

      // `notation(for:)` and `action(for:)` are not written here: the default is the decimal index.

      /// The position as text, such as `14 o`.
      public var positionText: String { "\(total) \(playerToMove == .first ? "x" : "o")" }
    }

    """#

  private static let builtInTests = #"""
    import GameConformance
    import GameProtocol
    import Testing
    import ⟨Type⟩Rules

    @Suite struct ⟨Type⟩Tests {
      @Test func `it keeps all laws`() {
        #expect(checkGame(⟨Type⟩(), seeds: 0..<20) == [])
      }

      @Test func `who reaches 21 wins`() throws {
        var state = try ⟨Type⟩().state(at: "19 o")
        #expect(state.legalActions.map(\.index) == [0, 1])
        #expect(state.apply(Action(1)) == Step(reward: 1, end: .terminated))
        #expect(state.returnOf(.second) == 1 && state.returnOf(.first) == -1)
      }

      @Test(arguments: ["", "22 x", "-1 x", "3 y", "03 x", "3  x"])
      func `other texts are no positions`(_ text: String) {
        #expect(throws: NotationError.self) { try ⟨Type⟩().state(at: text) }
      }
    }

    """#
}
