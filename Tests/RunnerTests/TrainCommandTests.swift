import Experiments
import Foundation
import Network
import Testing

@Suite struct TrainCommandTests {
  @Test func `a wrong configuration is told before anything begins`() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      ["train", "tictactoe-muzero", "serach.simulations=5"], in: folder.url)
    #expect(result.status == 65)
    #expect(result.errors.contains("did you mean 'search'?"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()).isEmpty)
  }

  @Test func `a run that the machine has no memory for is refused before anything is recorded`()
    throws
  {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      ["train", "tictactoe-muzero", "selfPlay.gamesAtOnce=1000000000"], in: folder.url)
    #expect(result.status == 1)
    #expect(result.errors.contains("of memory, and there are "))
    #expect(result.errors.contains("--anyway starts it all the same"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()).isEmpty)
  }

  @Test func `a network that the game cannot have is wrong input`() throws {
    let folder = try TemporaryFolder()
    let changes = ["game.name=connect-four", "network.body=residual", "network.policyHead=planes"]
    let result = try Program.run(["train", "tictactoe-alphazero"] + changes, in: folder.url)
    #expect(result.status == 65, "\(result.errors)")
    #expect(result.errors.contains("'network': "))
    let file = folder.url.appending(path: "mine.json")
    let shown = try Program.run(
      ["config", "show", "tictactoe-alphazero"] + changes, in: folder.url)
    try Data(shown.output.utf8).write(to: file)
    let checked = try Program.run(["config", "validate", file.path()], in: folder.url)
    #expect(checked.status == 65)
    #expect(checked.output.contains("'network': "))
  }

  @Test func `the configuration is printed on demand`() throws {
    let result = try Program.run(["train", "tictactoe-muzero", "--seed", "7", "--print-config"])
    let values = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(values["seed"] as? Int == 7)
  }

  @Test(.enabled(if: TorchLibrary.isAvailable, "LibTorch is not installed"))
  func `a short run is recorded, repeated and played with`() throws {
    let folder = try TemporaryFolder()
    let changes =
      UntrainedCheckpoint.changes + [
        "training.generations=2", "training.stepsPerGeneration=2", "training.minimumGames=1",
        "training.batchSize=8", "training.checkpointInterval=1", "selfPlay.gamesPerGeneration=4",
        "selfPlay.gamesAtOnce=2", "evaluation.interval=0", "evaluation.simulations=0",
      ]
    let run = try Program.run(
      ["train", "tictactoe-muzero", "--name", "short", "--json"] + changes, in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("estimate: "))
    #expect(run.errors.contains("generation 1 of 2"))
    let result = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect((result["sets"] as? [Any])?.isEmpty == false)
    let shown = try Program.run(["experiment", "show", "short", "--json"], in: folder.url)
    #expect(shown.output.contains(#""overrides":["network.body=mlp","#))
    let again = try Program.run(
      ["experiment", "reproduce", "short", "--workers", "1", "--json"], in: folder.url)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.contains(#""verdict":"identical"#))
    let finished = try Program.run(["resume", "short"], in: folder.url)
    #expect(finished.status == 65)
    #expect(finished.errors.contains("is finished"))
    let game = try Program.run(
      ["play", "tic-tac-toe", "--side", "none", "--agent", "short@2"], in: folder.url)
    #expect(game.status == 0)
  }

  @Test(.enabled(if: TorchLibrary.isAvailable, "LibTorch is not installed"))
  func `an interrupted run goes on where it was`() throws {
    let folder = try TemporaryFolder()
    // Longer than the moment between the line that tells of Ctrl-C and its arrival.
    let length = ["training.generations=60"]
    let whole = try Program.run(
      ShortRun.arguments("tictactoe-alphazero", name: "whole") + length, in: folder.url)
    #expect(whole.status == 0, "\(whole.errors)")
    let session = try ProgramSession(
      ShortRun.arguments("tictactoe-alphazero", name: "pieces") + length, in: folder.url)
    try session.wait(for: "Ctrl-C makes a checkpoint")
    session.interrupt()
    let stopped = try session.finish()
    #expect(stopped.status == 130, "\(stopped.errors)")
    #expect(stopped.errors.contains("tesuji resume "))
    let interrupted = try #require(try ShortRun.details("pieces", in: folder))
    #expect(interrupted.state == .interrupted)
    #expect(interrupted.digests.links.count < 60)
    #expect(interrupted.checkpoint != nil)
    let resumed = try Program.run(["resume", "pieces"], in: folder.url)
    #expect(resumed.status == 0, "\(resumed.errors)")
    let (first, second) = (
      try #require(try ShortRun.details("whole", in: folder)),
      try #require(try ShortRun.details("pieces", in: folder))
    )
    #expect(first.digests.links.count == 60)
    #expect(second.digests == first.digests)
    #expect(try ShortRun.figures(second) == ShortRun.figures(first))
  }
}
