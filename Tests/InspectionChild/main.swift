import ExternalGames
import GameConformance
import Glibc

// The process that `InspectionProcessTests` starts; in the program it is `tesuji plugin inspect`.
exit(
  InspectionProcess.serve(
    Array(CommandLine.arguments.dropFirst()),
    more: { game, arguments, _ in
      checkGame(game, seeds: 0..<3).map {
        PluginFinding(name: "laws", fault: $0.description, note: arguments.joined(separator: " "))
      }
    }))
