internal import Crypto

/// A chain of digests over the training steps of a run: two runs with the same last digest did the
/// same, and for others the first link that differs tells where they parted.
///
/// `d(k) = SHA256(d(k-1) ‖ step ‖ SHA256(weights) ‖ SHA256(sample ids) ‖ loss bits)`, with d(0) of 32
/// zero bytes, numbers as 64 bits in little-endian order and the loss as the bits of a `Double`.
public struct DigestChain: Hashable, Sendable {
  /// One recorded step.
  public struct Link: Hashable, Sendable {
    /// The training step.
    public let step: Int
    /// The digest of the weights' bytes, 64 hexadecimal digits.
    public let weights: String
    /// The digest of the ids of the samples in the batch.
    public let batch: String
    /// The bits of the loss.
    public let lossBits: UInt64
    /// The digest of all of this and of the link before.
    public let digest: String
  }

  /// The links in the order of the steps.
  public private(set) var links: [Link] = []

  /// Makes an empty chain.
  public init() {}

  /// The last digest: 64 hexadecimal digits, all zero for an empty chain.
  public var digest: String {
    links.last?.digest ?? String(repeating: "0", count: 64)
  }

  /// Adds a step.
  ///
  /// - Parameters:
  ///   - step: The training step.
  ///   - weights: The SHA-256 of the weights' bytes: 32 bytes.
  ///   - sampleIDs: The ids of the batch's samples, in their order.
  ///   - loss: The loss of the step.
  public mutating func append(
    step: Int, weights: some Sequence<UInt8>, sampleIDs: some Sequence<UInt64>, loss: Double
  ) {
    var batch = SHA256()
    for id in sampleIDs { update(&batch, id) }
    append(
      step: step, weights: hexadecimal(weights), batch: hexadecimal(batch.finalize()),
      lossBits: loss.bitPattern)
  }

  private mutating func append(step: Int, weights: String, batch: String, lossBits: UInt64) {
    links.append(
      Link(
        step: step, weights: weights, batch: batch, lossBits: lossBits,
        digest: DigestChain.digest(
          after: digest, step: step, weights: weights, batch: batch, lossBits: lossBits)))
  }

  private static func digest(
    after previous: String, step: Int, weights: String, batch: String, lossBits: UInt64
  ) -> String {
    var hash = SHA256()
    hash.update(data: bytes(previous))
    update(&hash, UInt64(bitPattern: Int64(step)))
    hash.update(data: bytes(weights))
    hash.update(data: bytes(batch))
    update(&hash, lossBits)
    return hexadecimal(hash.finalize())
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = Array(hexadecimal.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).map { index in
      UInt8(String(decoding: digits[index..<index + 2], as: UTF8.self), radix: 16) ?? 0
    }
  }
}

/// Feeds a number into a hash as eight bytes, the lowest first.
private func update(_ hash: inout SHA256, _ number: UInt64) {
  withUnsafeBytes(of: number.littleEndian) { hash.update(bufferPointer: $0) }
}

extension DigestChain {
  /// The chain as text: one JSON object a line.
  public var text: String {
    links.map { link in
      let loss = String(link.lossBits, radix: 16)
      let padded = String(repeating: "0", count: 16 - loss.count) + loss
      let fields: ConfigValue = .table([
        "step": .integer(link.step), "weights": .text(link.weights), "batch": .text(link.batch),
        "loss": .text(padded), "digest": .text(link.digest),
      ])
      return CanonicalJSON.line(fields) + "\n"
    }.joined()
  }

  /// Reads a chain from its text and recomputes every digest.
  ///
  /// - Parameter text: One JSON object a line.
  /// - Throws: The first line that is no link, or whose digest does not follow from the one before.
  public init(text: String) throws(ExperimentError) {
    for (number, line) in text.split(separator: "\n").enumerated() {
      let what = "line \(number + 1) of the digests"
      let fields = try RecordText.values(Array(line.utf8), of: what)
      guard case .table(let entries) = fields, case .integer(let step)? = entries["step"],
        case .text(let weights)? = entries["weights"], case .text(let batch)? = entries["batch"],
        case .text(let loss)? = entries["loss"], let lossBits = UInt64(loss, radix: 16),
        case .text(let digest)? = entries["digest"]
      else { throw .corrupt(what, reason: "expected step, weights, batch, loss and digest") }
      append(step: step, weights: weights, batch: batch, lossBits: lossBits)
      guard self.digest == digest else {
        throw .corrupt(what, reason: "its digest does not follow from the line before")
      }
    }
  }

  /// How two chains compare.
  public enum Comparison: Hashable, Sendable, CustomStringConvertible {
    /// The chains are equal.
    case identical
    /// The first steps are equal up to the end of the shorter chain; the last common step.
    case identicalUpTo(step: Int)
    /// The first step that differs, and what is different in it.
    case different(step: Int, component: Component)

    /// The verdict in words.
    public var description: String {
      switch self {
      case .identical: "identical"
      case .identicalUpTo(let step): "identical up to step \(step)"
      case .different(let step, let component): "different at step \(step): \(component.rawValue)"
      }
    }
  }

  /// The parts of a link.
  public enum Component: String, Hashable, Sendable, Codable {
    /// The links stand for different steps.
    case step
    /// The samples of the batch.
    case batch
    /// The loss.
    case loss
    /// The weights after the step.
    case weights
  }

  /// Compares the chain with another, naming the first difference.
  ///
  /// Of several components the one that comes first in a training step is named: it explains the rest.
  ///
  /// - Parameter other: The other chain.
  /// - Returns: Whether, and where, they part.
  public func compare(with other: DigestChain) -> Comparison {
    for (left, right) in zip(links, other.links) where left != right {
      let component: Component =
        if left.step != right.step {
          .step
        } else if left.batch != right.batch {
          .batch
        } else if left.lossBits != right.lossBits {
          .loss
        } else {
          .weights
        }
      return .different(step: min(left.step, right.step), component: component)
    }
    if links.count == other.links.count { return .identical }
    return .identicalUpTo(step: links[..<min(links.count, other.links.count)].last?.step ?? 0)
  }
}
