public import GameProtocol

extension Shogi {
  /// The games of this module.
  public static let registrations: [GameRegistration] = [
    GameRegistration(
      name: "shogi", summary: "Shogi, with repetition, perpetual check and entering king.",
      options: [
        GameOption(
          "entering-king", .text("27-point"),
          "27-point or 24-point: by declaration; try: by reaching the other king's start; none",
          choices: ["27-point", "24-point", "try", "none"])
      ],
      make: { options throws(GameOptionError) in
        switch options.text("entering-king") {
        case "24-point": Shogi(enteringKing: .points24)
        case "try": Shogi(enteringKing: .tryRule)
        case "none": Shogi(enteringKing: .none)
        default: Shogi()
        }
      })
  ]
}
