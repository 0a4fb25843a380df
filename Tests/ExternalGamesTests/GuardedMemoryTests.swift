import Testing

@testable import ExternalGames

@Suite struct GuardedMemoryTests {
  @Test(arguments: [0, 1, 3, 84])
  func `what is written inside leaves it whole`(_ count: Int) {
    let memory = GuardedMemory(count: count)
    memory.fill(with: 7)
    #expect(memory.isWhole)
    #expect(memory.bytes == [UInt8](repeating: 7, count: count))
  }

  @Test(arguments: [-64, -1, 84, 147])
  func `a byte outside is seen`(_ place: Int) {
    let memory = GuardedMemory(count: 84)
    memory.start?.storeBytes(of: 0, toByteOffset: place, as: UInt8.self)
    #expect(!memory.isWhole)
  }

  @Test func `the bytes are read as numbers`() {
    let memory = GuardedMemory(count: 8)
    memory.start?.storeBytes(of: Float(2.5), toByteOffset: 4, as: Float.self)
    memory.start?.storeBytes(of: Float(-1), as: Float.self)
    #expect(memory.floats == [-1, 2.5])
  }
}
