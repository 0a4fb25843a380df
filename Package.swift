// swift-tools-version: 6.2
import PackageDescription

/// The language settings of every Swift target.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// A library target with the common settings.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// A family of games: one folder under `Sources/Plugins`, knowing only what a game is; `others` are
/// C targets of a few instructions.
func rules(_ name: String, _ others: [Target.Dependency] = []) -> Target {
  .target(
    name: name, dependencies: ["GameProtocol"] + others, path: "Sources/Plugins/\(name)",
    swiftSettings: settings)
}

/// The tests of the target of the same name; `data` are the folders of cases and goldens beside them,
/// which the tests read by path.
func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], data: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies, exclude: data,
    swiftSettings: settings)
}

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "Tesuji",
  products: [.executable(name: "tesuji", targets: ["Runner"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Rules, lowest first.
    .target(name: "CProcessor"),
    library("GameProtocol"),
    library("GameConformance", ["GameProtocol"]),
    rules("TicTacToeRules"),
    rules("ConnectFourRules"),
    rules("OthelloRules"),
    rules("GoRules"),
    rules("ChessRules", ["CProcessor"]),
    rules("ShogiRules"),
    rules("ArcadeRules"),
    .target(
      name: "BuiltInGames",
      dependencies: [
        "GameProtocol", "TicTacToeRules", "ConnectFourRules", "OthelloRules", "GoRules",
        "ChessRules", "ShogiRules", "ArcadeRules",
      ],
      path: "Sources/Plugins/BuiltInGames", swiftSettings: settings),
    // Games from outside.
    .target(name: "CGamePlugin"),
    .target(name: "CPluginGuard"),
    .target(
      name: "ExternalGames", dependencies: ["GameProtocol", "CGamePlugin", "CPluginGuard", crypto],
      path: "Sources/Plugins/ExternalGames", swiftSettings: settings),
    .plugin(
      name: "NewGame",
      capability: .command(
        intent: .custom(verb: "new-game", description: "Scaffold a game that passes the checker."),
        permissions: [
          .writeToPackageDirectory(reason: "The files of the new game are written.")
        ])),
    // Search, networks, learning.
    library("Planner", ["GameProtocol"]),
    .target(name: "CTorch"),
    .target(name: "COneDNN"),
    library("Network", ["GameProtocol", "Planner", "CTorch", "COneDNN"]),
    library("Learning", ["GameProtocol", "Planner", "Network", crypto]),
    // Experiments.
    .systemLibrary(name: "CLibgit2", providers: [.apt(["libgit2-dev"])]),
    library(
      "Experiments",
      [
        "CLibgit2", crypto,
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    library(
      "Runs",
      [
        "GameProtocol", "BuiltInGames", "ExternalGames", "Planner", "Network", "Learning",
        "Experiments",
      ]),
    // Protocols of GUIs.
    library(
      "Engines",
      ["GameProtocol", "Planner", "Learning", "GoRules", "ChessRules", "ShogiRules"]),
    // The program.
    .executableTarget(
      name: "Runner",
      dependencies: [
        "GameProtocol", "BuiltInGames", "Planner", "Network", "Learning", "Experiments", "Runs",
        "CProcessor", "Engines", "ExternalGames", "GameConformance", "ChessRules", "ShogiRules",
        crypto,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),
    // Tests.
    tests("GameProtocol", ["TicTacToeRules"]),
    tests("GameConformance", ["GameProtocol"]),
    tests("TicTacToeRules", ["GameProtocol", "GameConformance"], data: ["Cases"]),
    tests("ConnectFourRules", ["GameProtocol", "GameConformance"], data: ["Cases"]),
    tests("OthelloRules", ["GameProtocol", "GameConformance"], data: ["Cases"]),
    tests("GoRules", ["GameProtocol", "GameConformance"], data: ["Cases"]),
    tests("ChessRules", ["GameProtocol", "GameConformance"], data: ["Cases"]),
    tests("ShogiRules", ["GameProtocol", "GameConformance"], data: ["Cases"]),
    tests("ArcadeRules", ["GameProtocol", "GameConformance"], data: ["Cases"]),
    tests("BuiltInGames", ["GameProtocol", "GameConformance"], data: ["Playthroughs"]),
    // The program in which the tests of ExternalGames inspect a plugin that may crash.
    .executableTarget(
      name: "InspectionChild", dependencies: ["ExternalGames", "GameConformance"],
      path: "Tests/InspectionChild", swiftSettings: settings),
    tests(
      "ExternalGames",
      [
        "GameProtocol", "GameConformance", "CGamePlugin", "InspectionChild", "ArcadeRules",
        "TicTacToeRules", crypto,
      ],
      data: ["broken.c", "Servers"]),
    tests("Planner", ["GameProtocol"]),
    tests("Network", ["GameProtocol", "Planner", "COneDNN"]),
    tests(
      "Learning",
      [
        "GameProtocol", "Planner", "Network", "TicTacToeRules", "ConnectFourRules", "ArcadeRules",
      ]),
    tests("Experiments", ["CLibgit2"]),
    tests(
      "Runs",
      [
        "GameProtocol", "BuiltInGames", "ArcadeRules", "TicTacToeRules", "ExternalGames",
        "Planner", "Network", "Learning", "Experiments",
      ]),
    tests(
      "Engines",
      [
        "GameProtocol", "Planner", "Network", "Learning", "TicTacToeRules", "GoRules",
        "ChessRules", "ShogiRules",
      ]),
    tests(
      "Runner", ["GameProtocol", "BuiltInGames", "Planner", "Learning", "Experiments", "Runs"]),
  ]
)
