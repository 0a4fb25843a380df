public import GameProtocol

extension Go {
  /// The most stones that have fixed places on a board.
  ///
  /// Source: Farnebäck, "Specification of the Go Text Protocol, version 2, draft 2", 2002,
  /// section 4.1.1.
  ///
  /// - Parameter size: Rows and columns.
  /// - Returns: 9, 4 on boards without a centre and on 7×7, and 0 on smaller ones.
  public static func largestFixedHandicap(size: Int) -> Int {
    if size < 7 { return 0 }
    return size % 2 == 0 || size == 7 ? 4 : 9
  }

  /// The places of fixed handicap stones.
  ///
  /// Source: as `largestFixedHandicap(size:)`.
  ///
  /// - Parameters:
  ///   - count: The number of stones, 2 or more.
  ///   - size: Rows and columns.
  /// - Returns: The cells.
  /// - Throws: `NotationError` if there are no such places.
  public static func fixedHandicap(_ count: Int, size: Int) throws(NotationError) -> [Int] {
    let largest = largestFixedHandicap(size: size)
    guard largest > 0 else {
      throw NotationError(
        found: "\(count) handicap stones on \(size)×\(size)", expected: "a board of 7 rows or more")
    }
    guard 2...largest ~= count else {
      throw NotationError(
        found: "\(count) handicap stones on \(size)×\(size)", expected: "2 to \(largest)")
    }
    let low = size < 13 ? 2 : 3
    let high = size - 1 - low
    let middle = size / 2
    func cell(_ column: Int, _ height: Int) -> Int { (size - 1 - height) * size + column }
    var cells = [
      cell(low, low), cell(high, high), cell(low, high), cell(high, low), cell(low, middle),
      cell(high, middle), cell(middle, low), cell(middle, high),
    ]
    cells = Array(cells.prefix(count >= 8 ? 8 : count >= 6 ? 6 : min(count, 4)))
    // An odd number above four has its last stone in the centre.
    if count >= 5 && count % 2 == 1 { cells.append(cell(middle, middle)) }
    return cells
  }

  /// Checks the places of free handicap stones.
  ///
  /// - Parameters:
  ///   - vertices: Names such as `Q16`.
  ///   - size: Rows and columns.
  /// - Returns: The cells.
  /// - Throws: `NotationError` for a name that is no point, a point named twice, or a number of
  ///   stones that is not from 2 to one less than the points of the board.
  public static func freeHandicap(_ vertices: [String], size: Int) throws(NotationError) -> [Int] {
    guard 2..<size * size ~= vertices.count else {
      throw NotationError(
        found: "\(vertices.count) handicap stones", expected: "2 to \(size * size - 1)")
    }
    var cells: [Int] = []
    for vertex in vertices {
      let cell = try Vertex(vertex, size: size).cell
      if cells.contains(cell) {
        throw NotationError(found: "\(vertex) twice", expected: "different vertices")
      }
      cells.append(cell)
    }
    return cells
  }
}
