import GameProtocol
import Learning
import Testing

@Suite struct SumTreeTests {
  @Test func `every mass falls on the weight that covers it`() {
    let weights: [Double] = [1, 0, 3, 4, 2]
    let tree = SumTree(weights)
    #expect(tree.total == 10)
    let expected = [0, 2, 2, 2, 3, 3, 3, 3, 4, 4]
    #expect((0..<10).map { tree.index(at: Double($0)) } == expected)
    #expect((0..<10).map { tree.index(at: Double($0) + 0.999) } == expected)
  }

  @Test func `a weight of 0 is never drawn, whatever the rounding`() {
    let tree = SumTree([0.1, 0, 0.7, 0, 0])
    #expect(tree.index(at: tree.total) == 2)
    #expect(tree.index(at: tree.total.nextDown) == 2)
  }

  @Test func `changes leave the tree that the weights alone make`() {
    var random = CounterRandom(seed: 1, stream: .batch)
    var weights = (0..<37).map { _ in random.uniform() }
    var tree = SumTree(weights)
    for _ in 0..<200 {
      let index = random.below(37)
      weights[index] = random.uniform() * 1e6
      tree[index] = weights[index]
    }
    #expect(tree == SumTree(weights))
  }
}
