import GameProtocol
import Network
import Testing

@Suite struct ActionEncodingTests {
  @Test func `a vector has one 1`() {
    let encoding = ActionEncoding(oneHot: 4)
    var drawn = [Float](repeating: 0, count: 6)
    var span = drawn.mutableSpan
    encoding.draw(2, into: &span, at: 1)
    #expect(drawn == [0, 0, 0, 1, 0, 0])
    #expect(encoding.size == 4)
    #expect(encoding.actionCount == 4)
  }

  @Test func `planes are what the game draws`() {
    let encoding = ActionEncoding(
      specification: TestNetworks.specification, height: 3, width: 4
    ) { action, planes in
      if action.index < 4 { planes[3 * action.index] = Float(action.index + 1) }
    }
    for action in 0..<5 {
      var drawn = [Float](repeating: 0, count: 12)
      var span = drawn.mutableSpan
      encoding.draw(action, into: &span)
      var expected = [Float](repeating: 0, count: 12)
      if action < 4 { expected[3 * action] = Float(action + 1) }
      #expect(drawn == expected)
    }
  }

  @Test func `coarser cells take the mean of those they cover`() {
    var specification = TestNetworks.specification
    specification.observationShape = GameSpecification.Shape(channels: 1, height: 2, width: 4)
    specification.actionPlaneCount = 2
    let encoding = ActionEncoding(specification: specification, height: 1, width: 2) {
      $1[1] = 2
      for cell in 8..<16 { $1[cell] = Float($0.index) }
    }
    var cells: [Int: Float] = [:]
    encoding.forEachCell(of: 3) { cells[$0] = $1 }
    #expect(cells == [0: 0.5, 2: 3, 3: 3])
  }
}
