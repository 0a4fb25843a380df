import Network
import Testing

@Suite struct NetworkWeightsTests {
  @Test func `equal seeds give equal bits and other seeds others`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration())
    let first = NetworkWeights(initializing: blueprint, seed: 1)
    #expect(first == NetworkWeights(initializing: blueprint, seed: 1))
    #expect(first != NetworkWeights(initializing: blueprint, seed: 2))
    // A known bit pattern, so that no machine and no later version draws others unnoticed.
    let stem = try #require(first["representation.stem.convolution.weight"])
    #expect(stem.values.prefix(2).map(\.bitPattern) == [1_041_512_048, 1_053_783_413])
  }

  @Test func `a layer that is followed by a ReLU has He's variance`() throws {
    var configuration = TestNetworks.configuration(.residual, .batch)
    configuration.channels = 32
    let blueprint = try TestNetworks.blueprint(configuration)
    let weights = NetworkWeights(initializing: blueprint, seed: 5)
    let values = try #require(weights["dynamics.block0.second.convolution.weight"]).values
    let variance = values.reduce(0) { $0 + $1 * $1 } / Float(values.count)
    #expect(abs(variance - 2 / Float(32 * 9)) < 0.05 * 2 / Float(32 * 9))
    #expect(weights["dynamics.block0.second.convolution.bias"] == nil)
  }

  @Test func `without normalisation branches end with zeros and begin smaller in deep towers`()
    throws
  {
    var configuration = TestNetworks.configuration()
    configuration.blocks = 16
    let weights = NetworkWeights(
      initializing: try TestNetworks.blueprint(configuration), seed: 5)
    let first = try #require(weights["representation.block3.first.convolution.weight"]).values
    let last = try #require(weights["representation.block3.second.convolution.weight"]).values
    #expect(last.allSatisfy { $0 == 0 })
    let bound = (6 / Float(6 * 9)).squareRoot() / 4
    #expect(first.allSatisfy { abs($0) <= bound })
    #expect(first.contains { abs($0) > 0.9 * bound })
  }

  @Test func `weights are put in order, and others are refused by name`() throws {
    let blueprint = try TestNetworks.blueprint(TestNetworks.configuration())
    let weights = NetworkWeights(initializing: blueprint, seed: 1)
    #expect(try NetworkWeights(weights.entries.reversed()).matching(blueprint) == weights)

    func refusal(_ change: (inout [NetworkWeights.Entry]) -> Void) -> String {
      var entries = weights.entries
      change(&entries)
      do {
        _ = try NetworkWeights(entries).matching(blueprint)
        return ""
      } catch {
        return error.description
      }
    }
    let name = weights.entries[3].name
    #expect(refusal { $0.remove(at: 3) }.contains("no \(name)"))
    #expect(
      refusal { $0.append(NetworkWeights.Entry(name: "stranger", shape: [1], values: [0])) }
        .contains("stranger"))
    #expect(
      refusal { $0[3].shape = [1, $0[3].values.count] }.contains("shape"))
    #expect(refusal { $0[3].values[1] = .nan }.contains("\(name)[1] is nan"))
  }
}
