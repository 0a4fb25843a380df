import GoRules
import Testing

@Suite struct SGFTreeTests {
  @Test func `nodes are written with their variations, the main line first`() {
    var tree = SGFTree(root: [.init("GM", ["1"]), .init("AB", ["aa", "bb"])])
    let main = tree.append([.init("B", ["cc"])], to: 0)
    tree.append([.init("W", ["dd"])], to: main)
    tree.append([.init("W", ["ee"]), .init("C", ["a]b\\c"])], to: main)
    #expect(tree.mainLine == [0, 1, 2])
    let text = tree.text.filter { $0 != "\n" }
    #expect(text == #"(;GM[1]AB[aa][bb];B[cc](;W[dd])(;W[ee]C[a\]b\\c]))"#)
    #expect(tree.nodes[0]["AB"] == ["aa", "bb"] && tree.nodes[0]["W"] == nil)
  }

  @Test func `what is written is read again`() throws {
    var tree = SGFTree(root: [.init("C", ["()[];:\\ é"])])
    for depth in 0..<50 { tree.append([.init("B", ["aa"])], to: depth / 2) }
    #expect(try SGFReader.read(tree.text.utf8).map(\.text) == [tree.text])
  }
}
