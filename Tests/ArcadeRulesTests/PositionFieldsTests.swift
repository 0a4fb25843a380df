import GameProtocol
import Testing

@testable import ArcadeRules

@Suite struct PositionFieldsTests {
  /// A board of every kind of field.
  private struct Board: Equatable {
    var speed: Int8 = 3
    var isOver = true
    var (x, y) = (4, 9)
    var weight = -0.125
    var cells = Cells(columns: 2..<8, rows: 1..<2)
    var pairs = [1, 0, 7, 1]

    mutating func exchange(with fields: inout some PositionFields) throws(NotationError) {
      try fields.number("speed", &speed, in: 1...5)
      try fields.flag("over", &isOver)
      try fields.place("at", &x, &y)
      try fields.real("weight", &weight)
      try fields.cells("cells", &cells, rows: 1..<3)
      try fields.groups("pairs", &pairs, of: [0...9, 0...1], count: 0...3)
      try fields.finish()
    }
  }

  private let text = "speed:3 over:1 at:4,9 weight:-0.125 cells:252,0 pairs:1,0,7,1"

  @Test func `what is written is read back`() throws {
    var board = Board()
    var writer = PositionWriter()
    try board.exchange(with: &writer)
    #expect(writer.text == text)
    var other = Board(
      speed: 1, isOver: false, x: 0, y: 0, weight: 1, cells: Cells(), pairs: [])
    var reader = PositionReader(text)
    try other.exchange(with: &reader)
    #expect(other == board)
  }

  @Test(arguments: [
    ("", "found \"the end\" at character 0, expected 'speed:'"),
    ("speed 3", "found \"speed\" at character 0, expected 'speed:'"),
    ("speed:9", "found \"9\" at character 0, expected a whole number from 1 to 5 in 'speed'"),
    ("speed:03", "found \"03\" at character 0, expected a whole number from 1 to 5 in 'speed'"),
    ("speed:3 over:", "found \"over:\" at character 8, expected 1 numbers"),
    ("speed:3 over:1 at:4", "found \"at:4\" at character 15, expected 2 numbers"),
    (
      "speed:3 over:1 at:4,9 weight:nan",
      "found \"nan\" at character 22, expected a finite number in 'weight'"
    ),
    (
      "speed:3 over:1 at:4,9 weight:1 cells:252,0 pairs:1,0,7",
      "found \"pairs:1,0,7\" at character 43, expected up to 3 groups of 2 numbers"
    ),
    (
      "speed:3 over:1 at:4,9 weight:1 cells:252,0 pairs: more",
      "found \" more\" at character 49, expected the end"
    ),
  ])
  func `a text that does not fit is refused with its place`(_ text: String, _ reason: String) {
    var board = Board()
    var reader = PositionReader(text)
    let error = #expect(throws: NotationError.self) { try board.exchange(with: &reader) }
    #expect(error?.description == reason)
  }
}
