import GameProtocol
import Testing

@Suite struct CounterRandomTests {
  /// The known-answer vectors published with the authors' library Random123 (kat_vectors,
  /// philox4x64 with 10 rounds).
  @Test(arguments: [
    KnownAnswer(
      counter: [0, 0, 0, 0], key: [0, 0],
      block: [
        0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b,
        0x7e68_b68a_ec7b_a23b,
      ]),
    KnownAnswer(
      counter: [.max, .max, .max, .max], key: [.max, .max],
      block: [
        0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6,
        0xa09c_aebf_594f_0ba0,
      ]),
    KnownAnswer(
      counter: [
        0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0,
        0x082e_fa98_ec4e_6c89,
      ], key: [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c],
      block: [
        0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5,
        0x57bd_43b5_e52b_7fe6,
      ]),
  ])
  func `a block equals the published vector`(_ known: KnownAnswer) {
    let c = known.counter
    let block = CounterRandom.block(
      counter: (c[0], c[1], c[2], c[3]), key: (known.key[0], known.key[1]))
    #expect([block.0, block.1, block.2, block.3] == known.block)
  }

  @Test func `numbers depend on seed, stream, game and ply alone`() {
    func first(_ seed: UInt64, _ stream: RandomStream, _ game: UInt64, _ ply: UInt64) -> UInt64 {
      var random = CounterRandom(seed: seed, stream: stream, game: game, ply: ply)
      return random.next()
    }
    let base = first(1, .game, 2, 3)
    #expect(base == first(1, .game, 2, 3))
    #expect(
      Set([
        base, first(2, .game, 2, 3), first(1, .move, 2, 3), first(1, .game, 3, 3),
        first(1, .game, 2, 4),
      ]).count == 5)
  }

  @Test func `bounded integers are uniform`() {
    var random = CounterRandom(seed: 7, stream: .playout)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[random.below(7)] += 1 }
    // Six standard deviations of a binomial count with mean 10,000 are 556.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 556 })
  }

  @Test func `uniform numbers stay inside their interval`() {
    var random = CounterRandom(seed: 9, stream: .move)
    var sum = 0.0
    for _ in 0..<100_000 {
      let number = random.uniform()
      #expect(number >= 0 && number < 1)
      let open = random.openUniform()
      #expect(open > 0 && open < 1)
      sum += number
    }
    #expect(abs(sum / 100_000 - 0.5) < 0.01)
  }
}

struct KnownAnswer: Sendable {
  let counter: [UInt64]
  let key: [UInt64]
  let block: [UInt64]
}
