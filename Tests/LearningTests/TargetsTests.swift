import GameProtocol
import Learning
import Testing

@Suite struct TargetsTests {
  func batch(
    _ game: ScriptedGame, _ record: GameRecord, at ply: Int, unroll: Int,
    absorbing: TargetConfiguration.AbsorbingValue = .zero, symmetries: Bool = false,
    key: UInt64 = 0
  ) -> TargetBatch {
    var targets = Targets(
      game: game,
      configuration: TargetConfiguration(
        unrollSteps: unroll, returns: ReturnRule(discount: 1), absorbingValue: absorbing,
        usesSymmetries: symmetries))
    var batch = targets.makeBatch(sampleCount: 1)
    var random = CounterRandom(seed: key, stream: .batch)
    targets.fill(&batch, row: 0, with: record, at: ply, weight: 1, using: &random)
    return batch
  }

  @Test func `U21: the reward-head scheme past the end`() {
    let game = ScriptedGame(rewards: [0, 0, 0, 0, 1])
    let batch = batch(game, game.record(), at: 3, unroll: 5)
    #expect(batch.values == [-1, 1, 0, 0, 0, 0])
    #expect(batch.valueMask == [1, 1, 1, 1, 1, 1])
    #expect(batch.rewards == [0, 1, 0, 0, 0])
    #expect(batch.rewardMask == [1, 1, 1, 1, 1])
    #expect(batch.policyMask == [1, 1, 0, 0, 0, 0])
    #expect(batch.actions[0...1] == [3, 0])
    #expect(batch.policies[8...].allSatisfy { $0 == 0 })
  }

  @Test func `without a reward head the outcome alternates past the end`() {
    let game = ScriptedGame(rewards: [0, 0, 0, 0, 1])
    let batch = batch(game, game.record(), at: 3, unroll: 5, absorbing: .outcome)
    #expect(batch.values == [-1, 1, -1, 1, -1, 1])
  }

  @Test func `without a reward head a draw stays a draw`() {
    let game = ScriptedGame(rewards: [0, 0, 0])
    let batch = batch(game, game.record(), at: 1, unroll: 4, absorbing: .outcome)
    #expect(batch.values == [0, 0, 0, 0, 0])
  }

  @Test func `without a reward head one player keeps the outcome`() {
    let game = ScriptedGame(rewards: [0, 0, 1], playerCount: 1)
    let batch = batch(game, game.record(), at: 2, unroll: 3, absorbing: .outcome)
    #expect(batch.values == [1, 1, 1, 1])
  }

  @Test func `nothing is known past a truncation but the value of the final position`() {
    let game = ScriptedGame(rewards: [1, 2], playerCount: 1, isTruncated: true)
    for absorbing in [TargetConfiguration.AbsorbingValue.zero, .outcome] {
      let batch = batch(
        game, game.record(finalValue: 5), at: 1, unroll: 3, absorbing: absorbing)
      #expect(batch.values == [7, 5, 0, 0])
      #expect(batch.valueMask == [1, 1, 0, 0])
      #expect(batch.rewards == [2, 0, 0])
      #expect(batch.rewardMask == [1, 0, 0])
      #expect(batch.policyMask == [1, 0, 0, 0])
    }
  }

  @Test func `each unrolled step has the reward and the action that lead to it`() {
    let rewards = (0..<10).map { Float($0 + 1) }
    let game = ScriptedGame(rewards: rewards, playerCount: 1)
    for ply in 0..<5 {
      let batch = batch(game, game.record(), at: ply, unroll: 5)
      for step in 1...5 {
        #expect(batch.rewards[step - 1] == rewards[ply + step - 1])
        #expect(batch.actions[step - 1] == Int32((ply + step - 1) % 4))
      }
      for step in 0...5 {
        let expected = rewards[(ply + step)...].reduce(0, +)
        #expect(batch.values[step] == expected)
        let visits = Float(ply + step + 1)
        #expect(batch.policies[step * 4] == visits * (1 / (visits + 3)))
        #expect(batch.policies[step * 4 + 1] == 0)
      }
    }
  }

  @Test func `random actions past the end come from all actions and from the counter alone`() {
    let game = ScriptedGame(rewards: [1])
    var seen: Set<Int32> = []
    for key in 0..<40 {
      let first = batch(game, game.record(), at: 0, unroll: 5, key: UInt64(key))
      let again = batch(game, game.record(), at: 0, unroll: 5, key: UInt64(key))
      #expect(first == again)
      #expect(first.actions[0] == 0)
      seen.formUnion(first.actions[1...])
    }
    #expect(seen == [0, 1, 2, 3])
  }

  @Test func `an improved policy is the target as it is`() {
    let game = ScriptedGame(rewards: [0, 1])
    let batch = batch(game, game.record(policyKind: .improvedPolicy), at: 0, unroll: 1)
    #expect(batch.policies[0..<4] == [0.1234567, 0, 0.8765433, 0])
  }

  @Test func `AlphaZero's sample is one position with its legal actions`() {
    let game = ScriptedGame(rewards: [0, 0, 1])
    let batch = batch(game, game.record(), at: 2, unroll: 0)
    #expect(batch.values == [1])
    #expect(batch.legalMask == [1, 1, 1, 1])
    #expect(batch.observations == [1, 1, 0, 0, 2, 2, 2, 2])
    #expect(batch.actions.isEmpty && batch.rewards.isEmpty)
  }

  @Test func `a symmetry turns observation, policy and actions alike`() {
    let game = ScriptedGame(rewards: [0, 0, 0, 0, 1])
    let plain = batch(game, game.record(), at: 1, unroll: 2)
    var isSeen = [false, false]
    for key in 0..<16 {
      let turned = batch(
        game, game.record(), at: 1, unroll: 2, symmetries: true, key: UInt64(key))
      if turned == plain {
        isSeen[0] = true
        continue
      }
      isSeen[1] = true
      #expect(turned.observations == [0, 0, 0, 1, 1, 1, 1, 1])
      #expect(turned.actions == plain.actions.map { 3 - $0 })
      for step in 0...2 {
        let row = Array(plain.policies[step * 4..<step * 4 + 4])
        #expect(Array(turned.policies[step * 4..<step * 4 + 4]) == row.reversed())
      }
      #expect(turned.values == plain.values)
    }
    #expect(isSeen == [true, true])
  }

  @Test func `refilling a batch leaves nothing of what it held`() {
    let game = ScriptedGame(rewards: [0, 0, 0, 0, 1])
    var targets = Targets(
      game: game,
      configuration: TargetConfiguration(
        unrollSteps: 3, returns: ReturnRule(discount: 1), absorbingValue: .zero))
    var used = targets.makeBatch(sampleCount: 1)
    for ply in [0, 4] {
      var fresh = targets.makeBatch(sampleCount: 1)
      var random = CounterRandom(seed: 5, stream: .batch)
      targets.fill(&fresh, row: 0, with: game.record(), at: ply, weight: 2, using: &random)
      random = CounterRandom(seed: 5, stream: .batch)
      targets.fill(&used, row: 0, with: game.record(), at: ply, weight: 2, using: &random)
      #expect(used == fresh)
    }
  }

  @Test(arguments: [0, 1 << 20])
  func `a slow game gives the same batches as a fast one`(_ cacheBytes: Int) {
    let game = ScriptedGame(rewards: [0, 0, 0, 0, 1])
    var slow = game
    slow.isSlow = true
    let configuration = TargetConfiguration(
      unrollSteps: 3, returns: ReturnRule(discount: 1), absorbingValue: .zero,
      usesSymmetries: true, cacheBytes: cacheBytes)
    var (targets, slowTargets) = (
      Targets(game: game, configuration: configuration),
      Targets(game: slow, configuration: configuration)
    )
    for ply in [2, 0, 4, 2] {
      var (batch, slowBatch) = (
        targets.makeBatch(sampleCount: 1), slowTargets.makeBatch(sampleCount: 1)
      )
      var random = CounterRandom(seed: 5, stream: .batch, ply: UInt64(ply))
      var slowRandom = random
      targets.fill(&batch, row: 0, with: game.record(), at: ply, weight: 1, using: &random)
      slowTargets.fill(
        &slowBatch, row: 0, with: slow.record(), at: ply, weight: 1, using: &slowRandom)
      #expect(slowBatch == batch)
    }
  }
}
