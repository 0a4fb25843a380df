import GameProtocol

/// A position as text: fields `name:number,number,…` in a fixed order, separated by spaces.
///
/// A state names its fields once, and the same code writes and reads them.
protocol PositionFields {
  /// Writes or reads a list of equal groups of whole numbers.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - values: The numbers, group after group.
  ///   - ranges: What the numbers of one group may be, one range each.
  ///   - groups: How many groups there may be.
  /// - Throws: `NotationError` if a reader finds something else.
  mutating func groups(
    _ name: String, _ values: inout [Int], of ranges: [ClosedRange<Int>],
    count groups: ClosedRange<Int>
  ) throws(NotationError)

  /// Writes or reads a floating-point number.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - value: A finite number.
  /// - Throws: `NotationError` if a reader finds something else.
  mutating func real(_ name: String, _ value: inout Double) throws(NotationError)

  /// Ends the text.
  ///
  /// - Throws: `NotationError` if a reader has something left.
  mutating func finish() throws(NotationError)
}

extension PositionFields {
  /// Writes or reads a whole number.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - value: The number.
  ///   - range: What it may be; it fits into the type of the value.
  /// - Throws: `NotationError` if a reader finds something else.
  mutating func number<Number: BinaryInteger>(
    _ name: String, _ value: inout Number, in range: ClosedRange<Int>
  ) throws(NotationError) {
    var values = [Int(value)]
    try groups(name, &values, of: [range], count: 1...1)
    value = Number(values[0])
  }

  /// Writes or reads a flag, as 0 or 1.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - value: The flag.
  /// - Throws: `NotationError` if a reader finds something else.
  mutating func flag(_ name: String, _ value: inout Bool) throws(NotationError) {
    var number = value ? 1 : 0
    try self.number(name, &number, in: 0...1)
    value = number == 1
  }

  /// Writes or reads a place on the grid, as `x,y`.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - x: The column.
  ///   - y: The row.
  ///   - rows: Where the row may lie.
  /// - Throws: `NotationError` if a reader finds something else.
  mutating func place<Number: BinaryInteger>(
    _ name: String, _ x: inout Number, _ y: inout Number, rows: ClosedRange<Int> = 0...9
  ) throws(NotationError) {
    var values = [Int(x), Int(y)]
    try groups(name, &values, of: [0...9, rows], count: 1...1)
    (x, y) = (Number(values[0]), Number(values[1]))
  }

  /// Writes or reads a set of cells: for each row the sum of 2ˣ over its columns x.
  ///
  /// - Parameters:
  ///   - name: The name of the field.
  ///   - cells: The cells.
  ///   - rows: The rows where they may lie.
  /// - Throws: `NotationError` if a reader finds something else.
  mutating func cells(
    _ name: String, _ cells: inout Cells, rows: Range<Int> = 0..<10
  ) throws(NotationError) {
    var values = rows.map { Int(truncatingIfNeeded: cells.bits >> UInt128(10 * $0)) & 0x3FF }
    try groups(name, &values, of: [0...0x3FF], count: rows.count...rows.count)
    cells = Cells()
    for (row, value) in zip(rows, values) { cells.bits |= UInt128(value) << UInt128(10 * row) }
  }
}

/// Writes a position.
struct PositionWriter: PositionFields {
  /// The fields so far.
  private(set) var text = ""

  mutating func groups(
    _ name: String, _ values: inout [Int], of ranges: [ClosedRange<Int>],
    count groups: ClosedRange<Int>
  ) {
    add(name, values.map(String.init).joined(separator: ","))
  }

  mutating func real(_ name: String, _ value: inout Double) {
    add(name, value.description)
  }

  mutating func finish() {}

  private mutating func add(_ name: String, _ value: String) {
    text += (text.isEmpty ? "" : " ") + name + ":" + value
  }
}

/// Reads a position.
struct PositionReader: PositionFields {
  private var rest: Substring
  private let length: Int

  /// Makes a reader of a whole text.
  init(_ text: String) {
    rest = text[...]
    length = text.count
  }

  mutating func groups(
    _ name: String, _ values: inout [Int], of ranges: [ClosedRange<Int>],
    count groups: ClosedRange<Int>
  ) throws(NotationError) {
    let (field, offset) = try take(name)
    let items = field.isEmpty ? [] : field.split(separator: ",", omittingEmptySubsequences: false)
    guard items.count % ranges.count == 0, groups.contains(items.count / ranges.count) else {
      let counts =
        groups.count == 1
        ? "\(ranges.count * groups.lowerBound)"
        : "up to \(groups.upperBound) groups of \(ranges.count)"
      throw NotationError(
        found: "\(name):\(field)", expected: "\(counts) numbers", offset: offset)
    }
    values.removeAll(keepingCapacity: true)
    for (index, item) in items.enumerated() {
      let range = ranges[index % ranges.count]
      guard let number = Int(item), range.contains(number), String(number) == item else {
        throw NotationError(
          found: String(item),
          expected: "a whole number from \(range.lowerBound) to \(range.upperBound) in '\(name)'",
          offset: offset)
      }
      values.append(number)
    }
  }

  mutating func real(_ name: String, _ value: inout Double) throws(NotationError) {
    let (field, offset) = try take(name)
    guard let number = Double(field), number.isFinite else {
      throw NotationError(
        found: String(field), expected: "a finite number in '\(name)'", offset: offset)
    }
    value = number
  }

  func finish() throws(NotationError) {
    if rest.isEmpty { return }
    throw NotationError(found: String(rest), expected: "the end", offset: length - rest.count)
  }

  /// Takes the next field, which must have a name, and the space before it.
  ///
  /// - Parameter name: The name.
  /// - Returns: What follows the colon, and the place of the field in characters from 0.
  /// - Throws: `NotationError` if the next field has another name.
  private mutating func take(_ name: String) throws(NotationError) -> (Substring, offset: Int) {
    if rest.count < length, rest.first == " " { rest.removeFirst() }
    let offset = length - rest.count
    let field = rest.prefix { $0 != " " }
    guard field.hasPrefix(name + ":") else {
      throw NotationError(
        found: field.isEmpty ? "the end" : String(field), expected: "'\(name):'", offset: offset)
    }
    rest = rest[field.endIndex...]
    return (field.dropFirst(name.count + 1), offset)
  }
}
