import Experiments

/// The word that a misspelt one was meant to be, or `nil` if none is near.
///
/// - Parameters:
///   - word: What was found.
///   - words: What would have been right.
/// - Returns: The nearest.
package func wordMeant(by word: String, in words: [String]) -> String? {
  // A hostile word may be megabytes long; nothing short is near it.
  word.utf8.count <= 64 ? suggestion(for: word, among: words) : nil
}

/// The end of an error text about a misspelt word: the word that was meant, or all there are.
///
/// - Parameters:
///   - word: What was found.
///   - words: What would have been right.
///   - plural: What the words are, such as `games`.
/// - Returns: `did you mean 'x'?` or `plural: a, b, c`.
package func hint(for word: String, in words: [String], plural: String) -> String {
  if let meant = wordMeant(by: word, in: words) { return "did you mean '\(meant)'?" }
  return words.isEmpty ? "there are no \(plural)" : "\(plural): \(words.joined(separator: ", "))"
}
