import ShogiRules
import Testing

@Suite struct DiagramTests {
  @Test func `the board is drawn as in Japanese books`() throws {
    let position = try Position(sfen: "3g1k3/9/4+P4/9/9/9/9/2+r6/4K4 w R12Pb 7")
    #expect(
      position.diagram == """
        後手の持駒：角
          ９ ８ ７ ６ ５ ４ ３ ２ １
        +---------------------------+
        | ・ ・ ・v金 ・v玉 ・ ・ ・|一
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|二
        | ・ ・ ・ ・ と ・ ・ ・ ・|三
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|四
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|五
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|六
        | ・ ・ ・ ・ ・ ・ ・ ・ ・|七
        | ・ ・v龍 ・ ・ ・ ・ ・ ・|八
        | ・ ・ ・ ・ 玉 ・ ・ ・ ・|九
        +---------------------------+
        先手の持駒：飛　歩十二
        後手番
        """)
  }
}
