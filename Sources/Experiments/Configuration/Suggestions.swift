/// The candidate that a mistyped word most likely means, or nothing when none is near.
///
/// Letters' case, `-` and `_` are ignored, and a third of the word's letters may be wrong, missing,
/// superfluous or swapped with a neighbour.
///
/// - Parameters:
///   - word: The word as typed.
///   - candidates: The words that would have been right; of equally near ones the first wins.
/// - Returns: The nearest candidate.
public func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
  // A hostile word may be megabytes long; nothing short is near it.
  if word.utf8.count > 64 { return nil }
  let typed = normalised(word)
  let limit = max(1, typed.count / 3)
  var best: (candidate: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(typed, normalised(candidate))
    guard distance <= limit, distance < best?.distance ?? Int.max else { continue }
    best = (candidate, distance)
  }
  return best?.candidate
}

/// The end of an error text about a misspelt word: the word that was meant, or all there are.
///
/// - Parameters:
///   - word: What was found.
///   - words: What would have been right.
///   - plural: What the words are, such as `games`.
/// - Returns: `did you mean 'x'?` or `plural: a, b, c`.
public func hint(for word: String, in words: [String], plural: String) -> String {
  if let meant = suggestion(for: word, among: words) { return "did you mean '\(meant)'?" }
  return words.isEmpty ? "there are no \(plural)" : "\(plural): \(words.joined(separator: ", "))"
}

/// The word without what people write differently: case, dashes and underscores.
private func normalised(_ word: String) -> [Character] {
  word.lowercased().filter { $0 != "_" && $0 != "-" }
}

/// The number of insertions, deletions, substitutions and swaps of neighbours between two words, with
/// no letter edited twice.
///
/// Source: Damerau 1964, Levenshtein 1966; the restricted form (optimal string alignment).
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 1...left.count {
    var row = [i]
    for j in 1...right.count {
      let substitution = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
      var cost = min(last[j] + 1, row[j - 1] + 1, substitution)
      if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
        cost = min(cost, beforeLast[j - 2] + 1)
      }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}
