import Testing

@testable import Learning

@Suite struct PackedNumbersTests {
  private func read(_ list: PackedNumbers, _ range: Range<Int>) -> [Float] {
    var numbers = [Float](repeating: -1, count: range.count)
    list.read(range, into: &numbers)
    return numbers
  }

  @Test func `all shades of a pixel take a byte each and come back exactly`() {
    let shades = (0...255).map { Float($0) / 255 }
    var list = PackedNumbers(capacity: 256)
    list.append(shades)
    #expect(list.byteCount == 256)
    #expect(read(list, 0..<256) == shades)
    #expect(read(list, 7..<9) == [7 / 255, 8 / 255])
  }

  @Test(arguments: [[0.3], [-1], [1.5], [Float(1) / 255, 0.2501], [.infinity]] as [[Float]])
  func `other numbers come back exactly too, with all that came before`(_ others: [Float]) {
    var list = PackedNumbers(capacity: 8)
    list.append([0, 1, 0.2])
    list.append(others)
    list.append([1])
    #expect(read(list, 0..<list.byteCount / 4) == [0, 1, 0.2] + others + [1])
  }

  @Test func `the first number may be one that does not fit a byte`() {
    var list = PackedNumbers(capacity: 2)
    list.append([0.3, 1])
    #expect(read(list, 0..<2) == [0.3, 1])
    #expect(list.byteCount == 8)
  }
}
