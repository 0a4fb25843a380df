import Testing

@testable import ArcadeRules

@Suite struct SmallListTests {
  private func list(_ elements: [Int]) -> SmallList<4, Int> {
    var list = SmallList<4, Int>(filler: 0)
    for element in elements { list.append(element) }
    return list
  }

  @Test func `elements keep their order when one leaves`() {
    var found = list([5, 6, 7])
    found.remove(at: 1)
    #expect(found == list([5, 7]))
    #expect(found.firstIndex { $0 == 7 } == 1)
  }

  @Test func `the first of equal elements leaves`() {
    var found = list([5, 6, 5])
    found.removeFirst(equalTo: 5)
    #expect(found == list([6, 5]))
    found.removeFirst(equalTo: 9)
    #expect(found.count == 2)
  }

  @Test func `a full list stays as it is`() {
    #expect(list([1, 2, 3, 4, 5]) == list([1, 2, 3, 4]))
  }

  @Test func `what was there before does not count in a comparison`() {
    var shorter = list([1, 2])
    shorter.remove(at: 1)
    #expect(shorter == list([1]))
    #expect(shorter.hashValue == list([1]).hashValue)
    #expect(shorter != list([2]))
  }
}
