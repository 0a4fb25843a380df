#if canImport(Glibc)
  import Glibc
#endif

extension ConnectFourSolver {
  /// What is known of a score: `low <= score <= high`.
  struct Bounds {
    var low: Int
    var high: Int

    /// What is known of every score.
    static let unknown = Bounds(low: -22, high: 22)
  }

  /// A memory of bounds, of fixed size: old entries make way for new ones.
  ///
  /// An entry is one word: the key (49 bits), a rank (3 bits) and the two bounds (6 bits each). Two
  /// neighbouring entries share an address; of the two, the one of the smaller search is replaced.
  final class BoundsTable {
    private static let addressBits = 22
    private static let entryCount = 2 << addressBits
    private let storage: UnsafeMutablePointer<UInt64>

    private static let keyShift: UInt64 = 15
    private static let rankShift: UInt64 = 12

    init() {
      let size = Self.entryCount * MemoryLayout<UInt64>.stride
      let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 1 << 21)
      #if canImport(Glibc)
        // Addresses are scattered over the table, so large pages save most of the look-ups of
        // addresses: a fifth of the whole time. Without them everything still works.
        _ = madvise(memory, size, MADV_HUGEPAGE)
      #endif
      storage = memory.initializeMemory(as: UInt64.self, repeating: 0, count: Self.entryCount)
    }

    deinit { storage.deallocate() }

    /// What is known of a position.
    @inline(__always)
    func bounds(of key: UInt64) -> Bounds {
      let place = Self.address(of: key)
      for slot in place...place + 1 where storage[slot] >> Self.keyShift == key {
        let entry = storage[slot]
        return Bounds(low: Int(entry >> 6 & 63) - 22, high: Int(entry & 63) - 22)
      }
      return .unknown
    }

    /// Remembers what is known of a position.
    ///
    /// - Parameters:
    ///   - bounds: What is known.
    ///   - key: The position's key.
    ///   - stoneCount: The number of stones: the fewer, the longer the search behind the bounds.
    @inline(__always)
    func store(_ bounds: Bounds, key: UInt64, stoneCount: Int) {
      let place = Self.address(of: key)
      let rank = UInt64(7 - stoneCount / 6)
      let entry =
        key << Self.keyShift | rank << Self.rankShift | UInt64(bounds.low + 22) << 6
        | UInt64(bounds.high + 22)
      // The first entry of a pair keeps the longer search, the second takes whatever comes.
      let first = storage[place]
      if first >> Self.keyShift == key || first >> Self.rankShift & 7 <= rank {
        if first >> Self.keyShift != key { storage[place + 1] = first }
        storage[place] = entry
      } else {
        storage[place + 1] = entry
      }
    }

    /// The even index of the pair of entries for a key.
    @inline(__always)
    private static func address(of key: UInt64) -> Int {
      // Fibonacci hashing: the high bits of a product with 2⁶⁴ divided by the golden ratio.
      Int((key &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - addressBits)) * 2
    }
  }
}
