import ArgumentParser
import FoundationEssentials

/// `experiment export`: what a run has learned, as a file.
struct ExperimentExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the newest checkpoint of a run to a file of its own.",
    discussion: """
      The file is in the format safetensors, which other programs can read, too, and names the game \
      and the whole configuration. It can stand wherever a RUN can: 'play --agent FILE', 'analyse \
      FILE', 'evaluate FILE', 'match GAME FILE FILE'. Of a commit, the newest checkpoint up to it is \
      taken. With --json one object: {"run", "step", "file"}.

      Example:
        tesuji experiment export latest --checkpoint mine.safetensors
      """)

  @Argument(help: ArgumentHelp("A run or a commit of one.", valueName: "run"))
  var name: String

  @Option(help: ArgumentHelp("The file to write; it must not exist.", valueName: "file"))
  var checkpoint: String

  @Flag(help: "Print a JSON object.")
  var json = false

  func validate() throws {
    if !checkpoint.hasSuffix(".safetensors") {
      throw ValidationError("--checkpoint is '\(checkpoint)', expected a name in '.safetensors'.")
    }
  }

  func run() throws {
    if FileManager.default.fileExists(atPath: checkpoint) {
      throw Failure("\(checkpoint) exists already; it is left as it is", .data)
    }
    let player = try TrainedPlayer(name)
    try player.write(to: checkpoint)
    if json {
      return try Output.result([
        "run": .string(player.name), "step": .integer(player.trainingStep),
        "file": .string(checkpoint),
      ])
    }
    try Output.result(
      "the checkpoint of \(player.name) at step \(player.trainingStep) is in \(checkpoint)")
  }
}
