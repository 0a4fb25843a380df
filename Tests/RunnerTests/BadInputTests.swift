import Experiments
import Foundation
import Network
import Testing

/// What the program says when it is given something wrong, or when the machine fails it: a clear
/// error, and nothing lost.
@Suite struct BadInputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `a broken TOML file is told with its line, and nothing is recorded`() throws {
    let text = "mode = \"muzero\"\n\n[training\ngenerations = 3\n"
    let path = try folder.write(Data(text.utf8), to: "mine.toml")
    let result = try Program.run(["train", path], in: folder.url)
    #expect(result.status == 65)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("mine.toml:3"), "\(result.errors)")
    #expect(try entries() == ["mine.toml"])
  }

  @Test func `an unknown key of a file is told with its line and the nearest key`() throws {
    let path = try folder.write(Data("[training]\ngenerationz = 3\n".utf8), to: "mine.toml")
    let result = try Program.run(["train", path], in: folder.url)
    #expect(result.status == 65)
    #expect(result.errors.contains("mine.toml:2"), "\(result.errors)")
    #expect(result.errors.contains("did you mean 'training.generations'?"), "\(result.errors)")
    #expect(try entries() == ["mine.toml"])
  }

  // MARK: Checkpoints

  /// The commands that read a checkpoint.
  private static let readers: [[String]] = [
    ["analyse"], ["evaluate"], ["play", "tic-tac-toe", "--side", "none", "--agent"],
  ]

  @Test(arguments: readers)
  func `a truncated checkpoint is refused by name`(_ reader: [String]) throws {
    let whole = try Data(
      contentsOf: URL(filePath: UntrainedCheckpoint.write("tictactoe-muzero", to: folder)))
    for length in [0, 5, 100, whole.count - 1] {
      let path = try folder.write(whole.prefix(length), to: "short.safetensors")
      let result = try Program.run(reader + [path])
      #expect(result.status == 65)
      #expect(result.errors.hasPrefix("error: \(path)"), "\(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: readers)
  func `a checkpoint of another program is refused by name`(_ reader: [String]) throws {
    let header = Data(#"{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#.utf8)
    let size = withUnsafeBytes(of: UInt64(header.count).littleEndian) { Data($0) }
    let path = try folder.write(size + header + Data(count: 4), to: "foreign.safetensors")
    let result = try Program.run(reader + [path])
    #expect(result.status == 65)
    #expect(
      result.errors.hasPrefix("error: \(path) is no checkpoint of Tesuji"), "\(result.errors)")
  }

  // MARK: The store

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func `a store of somebody else is refused with its owner`() throws {
    _ = try ExperimentStore.open(project: folder.url.path(), isDurable: false)
    let store = folder.url.appending(path: ".tesuji/experiments.git").path()
    #expect(chown(store, 12345, 12345) == 0)
    let result = try Program.run(["experiment", "list"], in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("belongs to user 12345, not to root"), "\(result.errors)")
  }

  @Test(.enabled(if: TorchLibrary.isAvailable, "LibTorch is not installed"))
  func `a corrupt shard of games is told by name, and mended the run goes on`() throws {
    let session = try ProgramSession(
      ShortRun.arguments("tictactoe-alphazero", name: "mine") + ["training.generations=1000"],
      in: folder.url)
    try session.wait(for: "Ctrl-C makes a checkpoint")
    // Long enough for some games.
    try session.kill(after: 1)
    let details = try #require(try ShortRun.details("mine", in: folder))
    let shard = folder.url.appending(
      path: ".tesuji/runs/\(details.summary.id)/games/games-000000.shard")
    let whole = try Data(contentsOf: shard)
    try #require(whole.count > 2000, "the run was killed before its first games")
    var damaged = whole
    damaged[1000] ^= 0x55
    try damaged.write(to: shard)
    let refused = try Program.run(["resume", "mine"], in: folder.url)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("games-000000.shard, byte "), "\(refused.errors)")
    #expect(refused.errors.contains("corrupt record"), "\(refused.errors)")
    try whole.write(to: shard)
    let resumed = try ProgramSession(["resume", "mine"], in: folder.url)
    try resumed.wait(for: "Ctrl-C makes a checkpoint")
    resumed.interrupt()
    #expect(try resumed.finish().status == 130)
  }

  // MARK: The machine

  @Test(
    .enabled(if: TorchLibrary.isAvailable, "LibTorch is not installed"), arguments: [1, 4, 16])
  func `a full disk is told, and with room again the run comes to the same result`(
    _ fileLimit: Int
  ) throws {
    let arguments = ShortRun.arguments("tictactoe-alphazero", name: "mine")
    let full = try ProgramSession(arguments, in: folder.url, fileLimit: fileLimit).finish()
    #expect(full.status == 1)
    #expect(
      full.errors.contains("the disk is full") || full.errors.contains("no room for"),
      "\(full.errors)")
    let hasBegun = try ShortRun.details("mine", in: folder) != nil
    let again = try Program.run(hasBegun ? ["resume", "mine"] : arguments, in: folder.url)
    #expect(again.status == 0, "\(again.errors)")
    let other = try TemporaryFolder()
    #expect(try Program.run(arguments, in: other.url).status == 0)
    #expect(
      try ShortRun.details("mine", in: folder)?.digests
        == ShortRun.details("mine", in: other)?.digests)
  }

  @Test func `without LibTorch training says how to get it, and nothing is recorded`() throws {
    let result = try Program.run(
      ShortRun.arguments("tictactoe-muzero", name: "mine"), in: folder.url,
      environment: ["TESUJI_CTORCH": "/nowhere/libctorch.so"])
    #expect(result.status == 1)
    #expect(result.errors.contains("training needs LibTorch"), "\(result.errors)")
    #expect(result.errors.contains("make setup"))
    #expect(try entries().isEmpty)
  }

  @Test(.enabled(if: TorchLibrary.isAvailable, "LibTorch is not installed"))
  func `without the inference plan training says how to get it, and nothing is recorded`() throws {
    let result = try Program.run(
      ShortRun.arguments("tictactoe-muzero", name: "mine"), in: folder.url,
      environment: ["TESUJI_ONEDNN_PLAN": "/nowhere/libonednn_plan.so"])
    #expect(result.status == 1)
    #expect(result.errors.contains("make setup"), "\(result.errors)")
    #expect(try entries().isEmpty)
  }

  private func entries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path())
  }
}
