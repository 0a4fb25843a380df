/// A list of numbers that takes a byte a number as long as all are a whole number of 255ths, as the
/// brightness of a pixel is.
struct PackedNumbers {
  private var bytes: [UInt8] = []
  private var floats: [Float] = []

  /// Makes an empty list.
  ///
  /// - Parameter capacity: How many numbers will come.
  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// The memory that the numbers take.
  var byteCount: Int { bytes.count + 4 * floats.count }

  /// Adds numbers.
  ///
  /// - Parameter numbers: The numbers; they are read back exactly.
  mutating func append(_ numbers: [Float]) {
    if floats.isEmpty {
      let start = bytes.count
      for number in numbers {
        let whole = (number * 255).rounded()
        guard whole >= 0, whole <= 255, whole / 255 == number else {
          bytes.removeLast(bytes.count - start)
          unpack()
          break
        }
        bytes.append(UInt8(whole))
      }
      if floats.isEmpty && bytes.count == start + numbers.count { return }
    }
    floats += numbers
  }

  /// Reads numbers back.
  ///
  /// - Parameters:
  ///   - range: Which.
  ///   - numbers: As many; all are overwritten.
  func read(_ range: Range<Int>, into numbers: inout [Float]) {
    precondition(range.count == numbers.count, "as many numbers as asked for")
    if floats.isEmpty {
      for (index, place) in range.enumerated() { numbers[index] = Float(bytes[place]) / 255 }
    } else {
      for (index, place) in range.enumerated() { numbers[index] = floats[place] }
    }
  }

  private mutating func unpack() {
    floats.reserveCapacity(bytes.capacity)
    floats += bytes.map { Float($0) / 255 }
    bytes = []
  }
}
