// Finds the multipliers of SliderMagics.swift: for every square a number that sends each arrangement
// of blockers on a slider's lines to an index of its own, as many bits long as there are lines' cells.
//
//   swiftc -O scripts/chess_magics.swift -o magics && ./magics > \
//     Sources/Plugins/ChessRules/SliderMagics.swift
//
// The search is by trial with a fixed seed, so that it always prints the same file.

struct Xorshift {
  var state: UInt64 = 0x2545_F491_4F6C_DD1D
  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

func rays(_ square: Int, _ blockers: UInt64, _ steps: [(Int, Int)], edge: Bool) -> UInt64 {
  var result: UInt64 = 0
  for (fileStep, rankStep) in steps {
    var file = square & 7 + fileStep
    var rank = square >> 3 + rankStep
    while (0..<8).contains(file), (0..<8).contains(rank) {
      let next = (file + fileStep, rank + rankStep)
      let isLast = !(0..<8).contains(next.0) || !(0..<8).contains(next.1)
      let bit = UInt64(1) << UInt64(rank * 8 + file)
      if edge || !isLast { result |= bit }
      if blockers & bit != 0 { break }
      (file, rank) = next
    }
  }
  return result
}

var random = Xorshift()
func magic(_ square: Int, _ steps: [(Int, Int)]) -> UInt64 {
  let mask = rays(square, 0, steps, edge: false)
  let bits = mask.nonzeroBitCount
  var blockers: [UInt64] = []
  var attacks: [UInt64] = []
  var subset: UInt64 = 0
  repeat {
    blockers.append(subset)
    attacks.append(rays(square, subset, steps, edge: true))
    subset = (subset &- mask) & mask
  } while subset != 0
  var table = [UInt64](repeating: 0, count: 1 << bits)
  var stamp = [Int32](repeating: -1, count: 1 << bits)
  var attempt: Int32 = 0
  search: while true {
    let candidate = random.next() & random.next() & random.next()
    if ((candidate &* mask) >> 56).nonzeroBitCount < 6 { continue }
    attempt += 1
    for index in blockers.indices {
      let slot = Int((blockers[index] &* candidate) >> UInt64(64 - bits))
      if stamp[slot] == attempt, table[slot] != attacks[index] { continue search }
      stamp[slot] = attempt
      table[slot] = attacks[index]
    }
    return candidate
  }
}

func hex(_ value: UInt64) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  let padded = String(repeating: "0", count: 16 - digits.count) + digits
  var groups: [Substring] = []
  var rest = padded[...]
  while !rest.isEmpty {
    groups.append(rest.prefix(4))
    rest = rest.dropFirst(4)
  }
  return "0x" + groups.joined(separator: "_")
}

func list(_ name: String, _ summary: String, _ steps: [(Int, Int)]) {
  print("  /// \(summary)")
  print("  static let \(name): [UInt64] = [")
  let numbers = (0..<64).map { magic($0, steps) }
  for row in 0..<16 {
    print("    " + numbers[row * 4..<row * 4 + 4].map { hex($0) + "," }.joined(separator: " "))
  }
  print("  ]")
}

print("/// The multipliers of the sliders' tables, one a square.")
print("///")
print("/// Made by `scripts/chess_magics.swift`.")
print("enum SliderMagics {")
list("rook", "For the four lines of a rook.", [(1, 0), (-1, 0), (0, 1), (0, -1)])
print("")
list("bishop", "For the four diagonals of a bishop.", [(1, 1), (-1, 1), (1, -1), (-1, -1)])
print("}")
