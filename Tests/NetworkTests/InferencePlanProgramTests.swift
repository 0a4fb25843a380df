import COneDNN
import Testing

@testable import Network

@Suite struct InferencePlanProgramTests {
  private func program(
    _ configuration: NetworkConfiguration, _ mode: Blueprint.Mode
  ) throws -> InferencePlanProgram {
    let blueprint = try TestNetworks.blueprint(configuration, mode)
    return try InferencePlanProgram(
      blueprint, weights: TestNetworks.scattered(blueprint, seed: 1))
  }

  private func count(_ kind: Int, in program: InferencePlanProgram) -> Int {
    program.operations.count { $0.kind == kind }
  }

  @Test func `a folded tower is convolutions alone, the second of a block added in place`() throws {
    let program = try program(TestNetworks.configuration(.residual, .batch), .alphazero)
    // A stem, two blocks of two, and one in each head.
    #expect(count(ONEDNN_CONVOLUTION, in: program) == 7)
    #expect(count(ONEDNN_SUM, in: program) == 0)
    #expect(count(ONEDNN_LAYER_NORM, in: program) == 0)
    let sums = program.operations.filter { $0.addend >= 0 }
    #expect(sums.count == 2)
    #expect(sums.allSatisfy { $0.addend == $0.destination && $0.activation == .relu })
  }

  @Test func `layer normalisation takes the sum and the activation of its block`() throws {
    let program = try program(TestNetworks.configuration(.residual, .layer), .alphazero)
    #expect(count(ONEDNN_SUM, in: program) == 0)
    let norms = program.operations.filter { $0.kind == ONEDNN_LAYER_NORM }
    #expect(norms.count == 7)
    #expect(norms.count { $0.addend >= 0 } == 2)
    #expect(norms.allSatisfy { $0.activation == .relu })
  }

  @Test func `both entries of a learned model share the prediction`() throws {
    let program = try program(TestNetworks.configuration(.residual, .batch), .muzero)
    let shared = Set(program.entries[0]).intersection(program.entries[1])
    let outputs = shared.filter { program.operations[Int($0)].kind == ONEDNN_OUTPUT }
    #expect(outputs.count == 1)
    #expect(program.entries[0].suffix(shared.count) == program.entries[1].suffix(shared.count))
  }

  @Test func `a one-hot action is a choice of columns and no input`() throws {
    let program = try program(TestNetworks.configuration(.mlp, .none), .muzero)
    let choosing = program.operations.filter { $0.kind == ONEDNN_DENSE && $0.size > 0 }
    #expect(choosing.map(\.size) == [5])
    #expect(choosing.allSatisfy { program.buffers[Int($0.source)].count == 16 })
  }

  @Test func `no operation but a sum in place reads what it writes`() throws {
    for body in NetworkConfiguration.Body.allCases {
      for normalization in NetworkConfiguration.Normalization.allCases {
        let program = try program(TestNetworks.configuration(body, normalization), .muzero)
        for operation in program.operations
        where [ONEDNN_CONVOLUTION, ONEDNN_DENSE].contains(operation.kind) {
          #expect(operation.source != operation.destination)
        }
      }
    }
  }

  @Test func `a normalisation without a layer before it is refused`() throws {
    var blueprint = try TestNetworks.blueprint(
      TestNetworks.configuration(.residual, .batch), .alphazero)
    blueprint.prediction.body.removeFirst()
    let error = #expect(throws: NetworkError.self) {
      try InferencePlanProgram(
        blueprint, weights: TestNetworks.scattered(blueprint, seed: 1))
    }
    #expect(error?.description.contains("batch normalisation") == true)
  }
}
