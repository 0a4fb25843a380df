import Foundation
import Network
import Testing

@Suite struct CheckpointTests {
  static func checkpoint(_ seed: UInt64 = 1) throws -> Checkpoint {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration(.mlp, .batch))
    let weights = NetworkWeights(initializing: blueprint, seed: seed)
    let momenta = weights.entries.prefix(3).map {
      NetworkWeights.Entry(name: "momentum.\($0.name)", shape: $0.shape, values: $0.values)
    }
    return Checkpoint(
      game: "connect-four", gameVersion: 2, trainingStep: 700, configuration: #"{"a":[1,"x"]}"#,
      weights: weights, optimizer: NetworkWeights(momenta))
  }

  /// Calls a function with a folder that is gone afterwards.
  static func withFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  @Test func `a checkpoint comes back from its file`() throws {
    try Self.withFolder { folder in
      let url = folder.appending(path: "step-700.safetensors")
      let checkpoint = try Self.checkpoint()
      try checkpoint.write(to: url)
      #expect(try Checkpoint(contentsOf: url) == checkpoint)
      var player = checkpoint
      player.optimizer = nil
      try player.write(to: url)
      #expect(try Checkpoint(contentsOf: url) == player)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 1)
    }
  }

  @Test func `equal checkpoints have equal bytes`() throws {
    #expect(try Self.checkpoint().encoded() == Self.checkpoint().encoded())
    #expect(try Self.checkpoint().encoded() != Self.checkpoint(2).encoded())
  }

  @Test func `a file of somebody else's is refused`() throws {
    let foreign = SafeTensors(tensors: try Self.checkpoint().weights, metadata: ["format": "pt"])
    let error = #expect(throws: NetworkError.self) {
      try Checkpoint(decoding: foreign.encoded(), name: "model.safetensors")
    }
    #expect(error?.description.contains("\"pt\", expected \"tesuji-checkpoint-1\"") == true)
    let bare = SafeTensors(tensors: foreign.tensors)
    #expect(throws: NetworkError.self) {
      try Checkpoint(decoding: bare.encoded(), name: "model.safetensors")
    }
  }

  @Test func `a missing and a truncated file are refused by name`() throws {
    try Self.withFolder { folder in
      let url = folder.appending(path: "lost.safetensors")
      let missing = #expect(throws: NetworkError.self) { try Checkpoint(contentsOf: url) }
      #expect(missing?.description.contains(url.path) == true)
      let bytes = try Self.checkpoint().encoded()
      try bytes.prefix(bytes.count - 5).write(to: url)
      let cut = #expect(throws: NetworkError.self) { try Checkpoint(contentsOf: url) }
      #expect(cut?.description.contains("cut short") == true)
    }
  }

  @Test func `a write that fails says why and leaves what was there`() throws {
    let checkpoint = try Self.checkpoint()
    let full = #expect(throws: NetworkError.self) {
      try checkpoint.write(to: URL(filePath: "/dev/full/x"))
    }
    #expect(full?.description.contains("Not a directory") == true)
    try Self.withFolder { folder in
      let url = folder.appending(path: "kept")
      try checkpoint.write(to: url)
      // The folder of the same name cannot be replaced by a file.
      let folderURL = folder.appending(path: "taken")
      try FileManager.default.createDirectory(at: folderURL, withIntermediateDirectories: true)
      #expect(throws: NetworkError.self) { try checkpoint.write(to: folderURL) }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
          == ["kept", "taken"])
      #expect(try Checkpoint(contentsOf: url) == checkpoint)
    }
  }
}
