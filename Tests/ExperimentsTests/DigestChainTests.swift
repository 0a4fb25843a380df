import Crypto
import Testing

@testable import Experiments

@Suite struct DigestChainTests {
  @Test func `a digest is the hash of the one before, step, weights, batch and loss`() {
    var chain = DigestChain()
    let weights = [UInt8](SHA256.hash(data: [1, 2, 3]))
    chain.append(step: 258, weights: weights, sampleIDs: [7], loss: 0.5)
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes += [2, 1, 0, 0, 0, 0, 0, 0] + weights
    bytes += [UInt8](SHA256.hash(data: [7, 0, 0, 0, 0, 0, 0, 0]))
    bytes += [0, 0, 0, 0, 0, 0, 0xE0, 0x3F]
    #expect(chain.digest == hexadecimal(SHA256.hash(data: bytes)))
  }

  @Test func `the text reads back to the same chain`() throws {
    let chain = sampleChain(steps: 5)
    #expect(try DigestChain(text: chain.text) == chain)
    #expect(chain.text.split(separator: "\n").count == 5)
    #expect(try DigestChain(text: "") == DigestChain())
  }

  @Test func `a changed line is refused with its number`() throws {
    var lines = sampleChain(steps: 3).text.split(separator: "\n").map(String.init)
    lines[1] = lines[1].replacing("\"step\": 10", with: "\"step\": 11")
    do {
      _ = try DigestChain(text: lines.joined(separator: "\n"))
      Issue.record("the change was not seen")
    } catch {
      #expect(
        error.description
          == "line 2 of the digests cannot be read: "
          + "its digest does not follow from the line before")
    }
  }

  @Test func `the first step that differs is named with its first different part`() {
    func chain(batch: UInt64, loss: Double, weight: UInt8) -> DigestChain {
      var chain = sampleChain(steps: 2)
      chain.append(
        step: 20, weights: [UInt8](repeating: weight, count: 32), sampleIDs: [batch], loss: loss)
      chain.append(
        step: 30, weights: [UInt8](repeating: weight, count: 32), sampleIDs: [9], loss: loss)
      return chain
    }
    let base = chain(batch: 1, loss: 1, weight: 1)
    #expect(base.compare(with: base) == .identical)
    #expect(
      base.compare(with: chain(batch: 1, loss: 1, weight: 2))
        == .different(step: 20, component: .weights))
    #expect(
      base.compare(with: chain(batch: 1, loss: 2, weight: 2))
        == .different(step: 20, component: .loss))
    #expect(
      base.compare(with: chain(batch: 2, loss: 2, weight: 2))
        == .different(step: 20, component: .batch))
    #expect(base.compare(with: sampleChain(steps: 2)) == .identicalUpTo(step: 10))
    #expect(
      base.compare(with: sampleChain(steps: 2)).description == "identical up to step 10")
    #expect(
      sampleChain(steps: 3, oddStep: 1).compare(with: sampleChain(steps: 3)).description
        == "different at step 10: weights")
  }

  @Test func `losses that are not numbers are kept bit for bit`() throws {
    var chain = DigestChain()
    chain.append(step: 1, weights: [], sampleIDs: [], loss: .nan)
    chain.append(step: 2, weights: [], sampleIDs: [], loss: -0.0)
    let again = try DigestChain(text: chain.text)
    #expect(again.links.map(\.lossBits) == [Double.nan.bitPattern, (-0.0).bitPattern])
  }
}
