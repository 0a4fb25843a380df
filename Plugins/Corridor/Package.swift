// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Corridor",
  products: [.library(name: "Corridor", type: .dynamic, targets: ["Corridor"])],
  targets: [
    // A copy of the header of Tesuji, because the paths of a package stay inside it.
    .target(name: "CGamePlugin"),
    .target(name: "Corridor", dependencies: ["CGamePlugin"]),
  ]
)
