/// A table for people, with columns as wide as what they hold.
package struct TextTable {
  private var rows: [[String]]
  private let rightAligned: Set<Int>
  private let leastWidths: [Int]

  /// Makes a table with a line of headings.
  ///
  /// - Parameters:
  ///   - headings: One for each column.
  ///   - rightAligned: The columns of numbers.
  ///   - widths: How wide the columns are at least, for rows that are printed before the next one is
  ///     known.
  package init(_ headings: [String], rightAligned: Set<Int> = [], widths: [Int] = []) {
    rows = [headings]
    self.rightAligned = rightAligned
    leastWidths = widths
  }

  /// Appends a row.
  ///
  /// - Parameter row: As many texts as there are headings.
  package mutating func append(_ row: [String]) {
    precondition(row.count == rows[0].count, "a row has as many cells as there are headings")
    rows.append(row)
  }

  /// The lines, two spaces between the columns, nothing after the last text of a line.
  package var lines: [String] {
    let widths = rows[0].indices.map { column in
      max(
        rows.map { $0[column].count }.max() ?? 0,
        column < leastWidths.count ? leastWidths[column] : 0)
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        line += rightAligned.contains(column) ? padding + cell : cell + padding
        if column + 1 < row.count { line += "  " }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

/// Lines under a heading after an empty line; nothing without lines.
///
/// - Parameters:
///   - heading: The heading.
///   - lines: The lines.
/// - Returns: All of them.
func section(_ heading: String, _ lines: [String]) -> [String] {
  lines.isEmpty ? [] : ["", heading] + lines
}
