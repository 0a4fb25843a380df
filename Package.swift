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

/// A family of games: one folder under `Sources/Plugins`, pure Swift, knowing only what a game is.
func rules(_ name: String) -> Target {
  .target(
    name: name, dependencies: ["GameProtocol"], path: "Sources/Plugins/\(name)",
    swiftSettings: settings)
}

/// The tests of the target of the same name.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.target(name: name)] + dependencies,
    swiftSettings: settings)
}

let package = Package(
  name: "Tesuji",
  targets: [
    library("GameProtocol"),
    tests("GameProtocol"),
  ]
)
