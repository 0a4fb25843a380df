public import GameProtocol

extension Chess {
  /// The games of this module.
  public static let registrations: [GameRegistration] = [
    GameRegistration(
      name: "chess", summary: "Chess by the laws of FIDE.", options: [drawsOption, historyOption],
      make: { options throws(GameOptionError) in
        Chess(draws: draws(options), historyLength: try history(options))
      }),
    GameRegistration(
      name: "chess960", summary: "Chess from one of 960 starts (Fischer random).",
      options: [drawsOption, historyOption, startOption],
      make: { options throws(GameOptionError) in
        Chess(
          .chess960, draws: draws(options), historyLength: try history(options),
          start: try start(options))
      }),
  ]

  private static let drawsOption = GameOption(
    "draws", .text("claim"),
    "claim: threefold repetition and 50 moves end a game; automatic: fivefold and 75 moves only",
    choices: ["claim", "automatic"])

  private static let historyOption = GameOption(
    "history", .integer(8), "steps of history in an observation: 8, or 100 as in MuZero's input")

  private static let startOption = GameOption(
    "start", .integer(-1),
    "number of the start, 0 to 959; -1 draws it from the seed of each game, 0 standing for 518")

  private static func draws(_ options: GameOptions) -> Draws {
    options.text("draws") == "claim" ? .claim : .automatic
  }

  private static func history(_ options: GameOptions) throws(GameOptionError) -> Int {
    let length = options.integer("history")
    if length == shortHistory || length == longHistory { return length }
    throw .invalid(name: "history", found: String(length), expected: "8 or 100")
  }

  private static func start(_ options: GameOptions) throws(GameOptionError) -> Int? {
    let number = options.integer("start")
    if number == -1 { return nil }
    if (0..<960).contains(number) { return number }
    throw .invalid(name: "start", found: String(number), expected: "0 to 959, or -1")
  }
}
