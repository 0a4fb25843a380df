import GameConformance
import Testing

@Suite struct TextMutationsTests {
  @Test func `the same seed gives the same texts, most of them changed`() {
    let mutations = TextMutations(count: 200, alphabet: "/ 1k")
    func texts(_ seed: UInt64) -> [String] {
      var list: [String] = []
      mutations.forEach(of: ["first text", "", "third"], seed: seed) { list.append($0) }
      return list
    }
    #expect(texts(1) == texts(1) && texts(1) != texts(2))
    #expect(texts(1).count == 200)
    #expect(texts(1).filter { !["first text", "", "third"].contains($0) }.count > 150)
  }
}
