import Foundation

/// As much of the format of Linux programs as it takes to find the build identifier.
///
/// Source: System V ABI, chapter 5, "Program Header" and "Note Section"; 64 bits, little-endian.
enum ELF {
  /// The identifier in the note of type 3 of owner `GNU`, in hexadecimal digits, or nothing.
  static func buildID(_ file: Data) -> String? {
    guard file.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]), file.count >= 64 else { return nil }
    let tableStart = number(file, at: 32, bytes: 8)
    let entrySize = number(file, at: 54, bytes: 2)
    for index in 0..<number(file, at: 56, bytes: 2) {
      let entry = tableStart + index * entrySize
      // Type 4 is a segment of notes.
      guard entry >= 0, entry + 56 <= file.count, number(file, at: entry, bytes: 4) == 4 else {
        continue
      }
      let start = number(file, at: entry + 8, bytes: 8)
      let size = number(file, at: entry + 32, bytes: 8)
      guard start >= 0, size >= 0, start <= file.count, size <= file.count - start else { continue }
      if let found = buildID(inNotes: file, from: start, to: start + size) { return found }
    }
    return nil
  }

  private static func buildID(inNotes file: Data, from start: Int, to end: Int) -> String? {
    var note = start
    while note + 12 <= end {
      let nameSize = number(file, at: note, bytes: 4)
      let contentSize = number(file, at: note + 4, bytes: 4)
      let content = note + 12 + (nameSize + 3) / 4 * 4
      let next = content + (contentSize + 3) / 4 * 4
      guard next <= end else { return nil }
      let isGNU = file[(note + 12)..<(note + 12 + nameSize)].elementsEqual("GNU\0".utf8)
      if isGNU, number(file, at: note + 8, bytes: 4) == 3 {
        return hexadecimal(file[content..<content + contentSize])
      }
      note = next
    }
    return nil
  }

  /// An unsigned number, the lowest byte first; one that does not fit is negative.
  private static func number(_ file: Data, at start: Int, bytes: Int) -> Int {
    guard start >= 0, start + bytes <= file.count else { return -1 }
    var value: UInt64 = 0
    for index in (0..<bytes).reversed() { value = value << 8 | UInt64(file[start + index]) }
    return Int(truncatingIfNeeded: value)
  }
}
