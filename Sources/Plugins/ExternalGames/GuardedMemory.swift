/// Memory that a library writes to, with more around it, so that one that writes too much is found out
/// before it has destroyed anything.
final class GuardedMemory {
  private let memory: UnsafeMutableRawBufferPointer
  private let count: Int

  /// Bytes before the memory, so many that it begins where any number may.
  private static let before = 64

  /// Bytes behind it.
  private static let behind = 64

  /// What the bytes around hold.
  private static let canary: UInt8 = 0xA5

  /// Makes memory.
  ///
  /// - Parameter count: Its bytes.
  init(count: Int) {
    self.count = count
    // What lies behind the guard bytes takes what is written as too large a type.
    memory = .allocate(
      byteCount: Self.before + count + Self.behind + max(4096, 4 * count), alignment: Self.before)
    memory.initializeMemory(as: UInt8.self, repeating: Self.canary)
  }

  deinit { memory.deallocate() }

  /// Where the library may write.
  var start: UnsafeMutableRawPointer? { memory.baseAddress.map { $0 + Self.before } }

  /// Fills what may be written.
  func fill(with byte: UInt8) {
    for index in Self.before..<Self.before + count { memory[index] = byte }
  }

  /// Whether nothing around was written.
  var isWhole: Bool {
    memory[..<Self.before].allSatisfy { $0 == Self.canary }
      && memory[(Self.before + count)...].prefix(Self.behind).allSatisfy { $0 == Self.canary }
  }

  /// What may be written.
  var bytes: [UInt8] { Array(memory[Self.before..<Self.before + count]) }

  /// The bytes as numbers.
  var floats: [Float] {
    (0..<count / 4).map { memory.load(fromByteOffset: Self.before + 4 * $0, as: Float.self) }
  }
}
