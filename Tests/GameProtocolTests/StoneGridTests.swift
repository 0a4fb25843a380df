import GameProtocol
import Testing

@Suite struct StoneGridTests {
  @Test func `a text is read cell by cell and printed again`() throws {
    let grid = try StoneGrid("x.o/.x. o", height: 2, width: 3)
    #expect(grid.cells == [.first, nil, .second, nil, .first, nil])
    #expect(grid.playerToMove == .second)
    #expect(grid.text == "x.o/.x. o")
    #expect(grid.diagram == "x.o\n.x.\no to move")
  }

  @Test(arguments: [
    ("", "found \"the end\" at character 0, expected 'x', 'o' or '.'"),
    ("x.", "found \"the end\" at character 2, expected 'x', 'o' or '.'"),
    ("xX./... o", "found \"X\" at character 1, expected 'x', 'o' or '.'"),
    ("x../....", "found \".\" at character 7, expected a space after 2 rows of 3 cells"),
    ("x... o", "found \".\" at character 3, expected '/' after 3 cells"),
    ("x../...", "found \"the end\" at character 7, expected a space after 2 rows of 3 cells"),
    ("x../... ", "found \"the end\" at character 8, expected the side to move, 'x' or 'o'"),
    ("x../... b", "found \"b\" at character 8, expected the side to move, 'x' or 'o'"),
    ("x../... o ", "found \" \" at character 9, expected the end"),
    ("x../... oé", "found \"é\" at character 9, expected the end"),
  ])
  func `a text of another form is refused at its first wrong character`(
    _ text: String, _ message: String
  ) {
    let error = #expect(throws: NotationError.self) { try StoneGrid(text, height: 2, width: 3) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    ("xx./... o", "found \"2 x and 0 o\", expected as many x as o, or one more"),
    ("oo./x.. x", "found \"1 x and 2 o\", expected as many x as o, or one more"),
    ("x../... x", "found \"x\" at character 8, expected o to move with 1 x and 0 o"),
    ("xo./... o", "found \"o\" at character 8, expected x to move with 1 x and 1 o"),
  ])
  func `stones that no taking of turns leads to are refused`(_ text: String, _ message: String)
    throws
  {
    let grid = try StoneGrid(text, height: 2, width: 3)
    let error = #expect(throws: NotationError.self) { try grid.checkTurns() }
    #expect(error?.description == message)
  }
}
