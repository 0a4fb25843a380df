import ChessRules
import Testing

@Suite struct MaterialTests {
  @Test func `a side can or cannot give mate as python-chess says`() throws {
    let cases = try CaseFile.cases("material.txt")
    #expect(cases.count == 400)
    for fields in cases {
      let position = try Position(fen: fields[0])
      #expect(position.hasInsufficientMaterial(.white) == (fields[1] == "1"), "\(fields[0])")
      #expect(position.hasInsufficientMaterial(.black) == (fields[2] == "1"), "\(fields[0])")
      #expect(position.isInsufficientMaterial == (fields[1] == "1" && fields[2] == "1"))
    }
  }
}
