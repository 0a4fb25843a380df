import Foundation
import Network
import Testing

@Suite(
  .enabled(
    if: TorchLibrary.isAvailable && InferencePlanLibrary.isAvailable,
    "LibTorch and the inference plan are not installed"))
struct ExperimentExportCommandTests {
  @Test func `the exported file stands wherever the run can`() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run(
      ShortRun.arguments("tictactoe-muzero", name: "mine"), in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let export = ["experiment", "export", "mine", "--checkpoint", "out.safetensors"]
    let result = try Program.run(export + ["--json"], in: folder.url)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(answer["run"] as? String == "mine")
    // The first of six generations has no games to learn from.
    #expect(answer["step"] as? Int == 200)
    #expect(answer["file"] as? String == "out.safetensors")
    for arguments in [
      ["analyse", "out.safetensors"],
      ["evaluate", "out.safetensors", "--positions", "50", "--json"],
      ["play", "tic-tac-toe", "--side", "none", "--agent", "out.safetensors"],
      ["match", "tic-tac-toe", "out.safetensors", "mine", "--pairs", "2"],
    ] {
      let used = try Program.run(
        arguments, input: Data("{\"id\":1}\n".utf8), in: folder.url)
      #expect(used.status == 0, "\(used.errors)")
    }
    // The file answers as the run does.
    func answers(_ agent: String) throws -> String {
      try Program.run(["analyse", agent], input: Data("{\"id\":1}\n".utf8), in: folder.url).output
    }
    #expect(try answers("out.safetensors") == answers("mine"))
    let again = try Program.run(export, in: folder.url)
    #expect(again.status == 65)
    #expect(again.errors == "error: out.safetensors exists already; it is left as it is\n")
  }

  @Test func `a run without a checkpoint and a name that is none are told`() throws {
    let folder = try TemporaryFolder()
    let wrong = try Program.run(
      ["experiment", "export", "mine", "--checkpoint", "weights.bin"], in: folder.url)
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("expected a name in '.safetensors'"))
    let none = try Program.run(
      ["experiment", "export", "mine", "--checkpoint", "weights.safetensors"], in: folder.url)
    #expect(none.status == 65)
    #expect(none.errors.contains("there is no experiment store in"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path()).isEmpty)
  }
}
