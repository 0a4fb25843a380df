import GameProtocol

/// Texts that are almost right, by which readers are tried: none may crash or hang.
public struct TextMutations: Sendable {
  /// How many mutations there are.
  public let count: Int
  /// What is put into the texts most often, besides bytes of any kind: characters that mean something.
  private let alphabet: [UInt8]

  /// Makes a set of mutations.
  ///
  /// - Parameters:
  ///   - count: How many there are.
  ///   - alphabet: Characters that mean something to the readers.
  public init(count: Int, alphabet: String) {
    self.count = count
    self.alphabet = Array(alphabet.utf8)
  }

  /// Calls a reader with mutations of texts, taking the texts in turn.
  ///
  /// - Parameters:
  ///   - texts: Texts that are right, at least one.
  ///   - seed: Decides the mutations.
  ///   - read: The reader; its argument is valid UTF-8.
  /// - Throws: What the reader throws.
  public func forEach(
    of texts: [String], seed: UInt64, _ read: (String) throws -> Void
  ) rethrows {
    try forEach(of: texts.map { Array($0.utf8) }, seed: seed) {
      try read(String(decoding: $0, as: UTF8.self))
    }
  }

  /// Calls a reader of bytes with mutations of texts, taking the texts in turn.
  ///
  /// - Parameters:
  ///   - texts: Texts that are right, at least one.
  ///   - seed: Decides the mutations.
  ///   - read: The reader; its argument may be no valid UTF-8.
  /// - Throws: What the reader throws.
  public func forEach(
    of texts: [[UInt8]], seed: UInt64, _ read: ([UInt8]) throws -> Void
  ) rethrows {
    for index in 0..<count {
      var random = CounterRandom(seed: seed, stream: .playout, game: UInt64(index))
      try read(mutate(texts[index % texts.count], &random))
    }
  }

  /// Changes, drops, doubles or moves a few bytes.
  private func mutate(_ text: [UInt8], _ random: inout CounterRandom) -> [UInt8] {
    var bytes = text
    for _ in 0...random.below(3) {
      let place = bytes.isEmpty ? 0 : random.below(bytes.count)
      switch random.below(6) {
      case 0 where !bytes.isEmpty:
        bytes[place] = alphabet[random.below(alphabet.count)]
      case 1 where !bytes.isEmpty:
        bytes[place] = UInt8(random.below(256))
      case 2 where !bytes.isEmpty:
        bytes.remove(at: place)
      case 3 where !bytes.isEmpty:
        let end = min(bytes.count, place + 1 + random.below(12))
        bytes.insert(contentsOf: bytes[place..<end], at: random.below(bytes.count))
      case 4 where !bytes.isEmpty:
        bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(20)))
      default:
        bytes.insert(alphabet[random.below(alphabet.count)], at: place)
      }
    }
    return bytes
  }
}
