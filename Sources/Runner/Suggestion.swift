/// Finds the word that a misspelt one was meant to be.
package enum Suggestion {
  /// The nearest of some words, if one is near enough to be meant.
  ///
  /// - Parameters:
  ///   - word: What was found.
  ///   - words: What would have been right.
  /// - Returns: The first of the words with the fewest edits; `nil` if that is more than a third of
  ///   the word's length, and more than one.
  package static func nearest(to word: String, in words: [String]) -> String? {
    // A hostile word may be megabytes long, and the table below grows with its length.
    guard word.utf8.count <= 64 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in words {
      let distance = distance(Array(word.lowercased()), Array(candidate.lowercased()))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, min(word.count, best.word.count) / 3) else {
      return nil
    }
    return best.word
  }

  /// The end of an error text: the nearest word, or all of them.
  ///
  /// - Parameters:
  ///   - word: What was found.
  ///   - words: What would have been right.
  ///   - plural: What the words are, such as `games`.
  /// - Returns: `did you mean 'x'?` or `plural: a, b, c`.
  package static func hint(for word: String, in words: [String], plural: String) -> String {
    if let nearest = nearest(to: word, in: words) { return "did you mean '\(nearest)'?" }
    return words.isEmpty ? "there are no \(plural)" : "\(plural): \(words.joined(separator: ", "))"
  }

  /// The number of letters to insert, delete, replace or swap with a neighbour.
  ///
  /// Source: Damerau, "A technique for computer detection and correction of spelling errors", CACM
  /// 7 (1964), in the form that edits no part twice.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for i in 0..<left.count {
      var row = [i + 1]
      for j in 0..<right.count {
        var cost = min(rows[i][j] + (left[i] == right[j] ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, rows[i - 1][j - 1] + 1)
        }
        row.append(cost)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
