/// What the words after `go` say, in UCI and in USI.
struct GoParameters: Hashable, Sendable {
  /// Times on the clocks and what is added to them, by the colour's letter, in milliseconds.
  var times: [Character: Int] = [:]
  var increments: [Character: Int] = [:]
  var byoyomi: Int?
  var movesToGo: Int?
  var moveTime: Int?
  var nodes: Int?
  var depth: Int?
  /// `mate` with its number: moves in UCI, milliseconds in USI; `.max` for no limit.
  var mate: Int?
  var isInfinite = false
  var isPonder = false
  /// The moves after `searchmoves`; `nil` without that word.
  var searchMoves: [Substring]?
  /// What could not be read, each a sentence with what was found and what was expected.
  var remarks: [String] = []

  /// The longest time that is believed, in milliseconds: three years.
  static let longest = 100_000_000_000

  /// Reads the words.
  ///
  /// - Parameter words: What follows `go`. What cannot be read is left out and remarked on.
  init(_ words: some Collection<Substring>) {
    var words = Array(words)[...]
    while let word = words.popFirst() {
      switch word {
      case "infinite": isInfinite = true
      case "ponder": isPonder = true
      case "searchmoves":
        var moves: [Substring] = []
        while let next = words.first, !Self.keywords.contains(next) {
          moves.append(next)
          words.removeFirst()
        }
        searchMoves = moves
      case "mate" where words.first == "infinite":
        words.removeFirst()
        mate = .max
      default:
        guard let least = Self.leastNumbers[word] else {
          remarks.append("unknown word '\(word.shortened)'")
          continue
        }
        // USI allows 'mate' alone.
        if word == "mate", words.first.flatMap(Self.number) == nil {
          mate = .max
          continue
        }
        let text = words.first.flatMap { Self.keywords.contains($0) ? nil : $0 }
        if text != nil { words.removeFirst() }
        guard let number = text.flatMap(Self.number), number >= least else {
          let found = text.map { "found '\($0.shortened)', " } ?? ""
          remarks.append(
            "\(word): \(found)expected a number\(least == .min ? "" : " from \(least)")")
          continue
        }
        set(word, min(max(number, 0), Self.longest))
      }
    }
  }

  /// A number; one that is too long is the largest or the smallest that there is.
  private static func number(_ text: Substring) -> Int? {
    if let number = Int(text) { return number }
    let digits = text.utf8.dropFirst(text.hasPrefix("-") ? 1 : 0)
    guard !digits.isEmpty, digits.allSatisfy({ 48...57 ~= $0 }) else { return nil }
    return text.hasPrefix("-") ? .min : .max
  }

  /// The words with a number, and the least that it can be: a clock may have run out already.
  private static let leastNumbers: [Substring: Int] = [
    "wtime": .min, "btime": .min, "winc": 0, "binc": 0, "byoyomi": 0, "movestogo": 0,
    "movetime": 0, "nodes": 1, "depth": 1, "mate": 0,
  ]

  private static let keywords = Set(leastNumbers.keys).union([
    "infinite", "ponder", "searchmoves",
  ])

  private mutating func set(_ word: Substring, _ number: Int) {
    switch word {
    case "wtime": times["w"] = number
    case "btime": times["b"] = number
    case "winc": increments["w"] = number
    case "binc": increments["b"] = number
    case "byoyomi": byoyomi = number
    case "movestogo": movesToGo = number
    case "movetime": moveTime = number
    case "nodes": nodes = number
    case "depth": depth = number
    default: mate = number
    }
  }

  /// What the clock of a colour shows, or `nil` if nothing is said about it.
  func clock(of colour: Character) -> Clock? {
    if times[colour] == nil && byoyomi == nil { return nil }
    return Clock(
      remaining: .milliseconds(times[colour] ?? 0),
      increment: .milliseconds(increments[colour] ?? 0), byoyomi: .milliseconds(byoyomi ?? 0),
      movesToGo: movesToGo.flatMap { $0 > 0 ? $0 : nil })
  }

  /// The time for a move of a colour.
  ///
  /// - Parameters:
  ///   - colour: The colour's letter.
  ///   - management: Shares out the clock.
  ///   - moves: The own moves to come.
  /// - Returns: The time, or `nil` if there is no limit.
  func budget(
    of colour: Character, by management: TimeManagement, movesToCome moves: Int
  ) -> Duration? {
    if isInfinite { return nil }
    let own = clock(of: colour).map { management.budget(for: $0, movesToCome: moves) }
    let given = moveTime.map { management.budget(forMoveTime: .milliseconds($0)) }
    if let own, let given { return min(own, given) }
    return own ?? given
  }
}
