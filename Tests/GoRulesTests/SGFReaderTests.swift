import Foundation
import GameConformance
import GameProtocol
import GoRules
import Testing

@Suite struct SGFReaderTests {
  private func read(_ text: String) throws -> [SGFTree] { try SGFReader.read(text.utf8) }

  @Test func `nodes, values and variations are kept`() throws {
    let trees = try read("(;FF[4]AB[aa][bb];B[cc](;W[dd];B[ee])(;W[ff]))\n(;GM[1])")
    #expect(trees.count == 2)
    let tree = trees[0]
    #expect(tree.nodes[0]["AB"] == ["aa", "bb"])
    #expect(tree.nodes[1].children.count == 2)
    #expect(tree.mainLine.count == 4)
    #expect(tree.nodes.map { $0.properties.map(\.name).joined() } == ["FFAB", "B", "W", "B", "W"])
  }

  @Test func `escapes are resolved and written again`() throws {
    let tree = try read(#"(;C[a\]b\\c\:d\"# + "\ne])")[0]
    #expect(tree.nodes[0]["C"] == [#"a]b\c:de"#])
    #expect(try SGFReader.read(tree.text.utf8) == [tree])
  }

  @Test func `older property names and blanks are read`() throws {
    let tree = try read("\u{FEFF} ( ; GaMe [1] SiZe\n[9] ) \n")[0]
    #expect(tree.nodes[0]["GM"] == ["1"])
    #expect(tree.nodes[0]["SZ"] == ["9"])
  }

  @Test(arguments: [
    ("Subject: a game (of two)\r\nFrom: x;y\r\n\r\n(;SZ[9];B[ee])", 2),
    ("\u{FEFF}\u{FEFF}(;SZ[9];B[ee])", 2), ("((\n;SZ[9];B[ee])", 2), ("()(;SZ[9])(;SZ[9])", 1),
  ]) func `text before the first game is skipped`(text: String, count: Int) throws {
    let trees = try read(text)
    #expect(trees[0].nodes.count == count && trees[0].nodes[0]["SZ"] == ["9"])
  }

  @Test func `faults after skipped text keep their place`() {
    let error = #expect(throws: SGFError.self) { try read("To: x\n\n(;SZ[9]\n;B?") }
    #expect(error?.line == 4 && error?.offset == 17)
  }

  @Test func `encodings are told apart`() throws {
    let name = Array("(;CA[ISO-8859-1]PB[".utf8) + [0xE9] + Array("])".utf8)
    #expect(try SGFReader.read(name)[0].nodes[0]["PB"] == ["é"])
    #expect(try SGFReader.read(name)[0].nodes[0]["CA"] == ["UTF-8"])
    #expect(try read("(;CA[UTF-8]PB[李])")[0].nodes[0]["PB"] == ["李"])
    #expect(try SGFReader.read(Array("(;PB[".utf8) + [0xE9, 93, 41])[0].nodes[0]["PB"] == ["é"])
    // The first character is two bytes, of which the second is a backslash.
    let hidden = Array("(;CA[Shift_JIS]PB[".utf8) + [0x8F, 0x5C] + Array("];B[aa])".utf8)
    #expect(throws: SGFError.self) { try SGFReader.read(hidden) }
    #expect(throws: SGFError.self) { try read("(;CA[UTF-16])") }
  }

  @Test(arguments: ["GB2312", "Shift_JIS", "EUC-KR", "Big5"])
  func `moves are read whatever the charset of the names`(charset: String) throws {
    let text = Array("(;CA[\(charset)]PB[".utf8) + [0x90, 0xE6] + Array("];B[aa])".utf8)
    let tree = try SGFReader.read(text)[0]
    #expect(tree.nodes[0]["CA"] == ["UTF-8"] && tree.nodes[1]["B"] == ["aa"])
    #expect(tree.nodes[0]["PB"] == ["\u{90}\u{E6}"])
    #expect(try SGFReader.read(tree.text.utf8) == [tree])
  }

  @Test(
    arguments: [
      "", "x", "(", "()", "(;", "(;B", "(;B[", "(;B[aa", "(;B[aa]", "(;B[aa\\", ";B[aa]",
      "(;B[aa]B[bb])", "(;b[aa])", "(;B[aa])x", "(;B[aa]()", "(;(B[aa]))", "(;1[aa])",
    ])
  func `broken texts are refused with their place`(text: String) throws {
    let error = #expect(throws: SGFError.self) { try read(text) }
    #expect(try #require(error).offset <= text.utf8.count)
  }

  @Test func `lines are counted`() {
    let error = #expect(throws: SGFError.self) { try read("(;B[aa]\n;W[bb]\n;B?") }
    #expect(error?.line == 3 && error?.offset == 17)
  }

  @Test func `hostile texts are refused`() throws {
    let deep = String(repeating: "(;", count: 200_000)
    #expect(throws: SGFError.self) { try read(deep) }
    let large = "(;C[" + String(repeating: "a", count: 2_000_000) + "])"
    #expect(throws: SGFError.self) { try read(large) }
    // A long game without variations is no matter of depth.
    let long = "(" + String(repeating: ";B[]", count: 100_000) + ")"
    let tree = try read(long)[0]
    #expect(tree.nodes.count == 100_000)
    #expect(tree.text.utf8.count > 400_000)
  }

  @Test func `texts with faults crash nothing`() throws {
    var sources = [
      Array(
        "(;GM[1]FF[4]SZ[9]KM[6.5]RU[aga]HA[2]AB[cc][gg]AW[aa:bb]PL[W];W[ee]C[a\\]b];B[](;W[fd])(;W[de]))"
          .utf8)
    ]
    for writer in ["gnugo-game-00", "gnugo-position-00", "sgfmill-03", "pysgf-01", "sgf-02"] {
      sources.append(try CaseFile.bytes("sgf/\(writer).sgf"))
    }
    // A million in the long tests.
    let count =
      ProcessInfo.processInfo.environment["TESUJI_LONG_TESTS"] != nil ? 1_000_000 : 5000
    let mutations = TextMutations(
      count: count, alphabet: "()[];:\\ \n\0aztTABWHZSCK0123456789.-é")
    var readCount = 0
    try mutations.forEach(of: sources, seed: 1) { bytes in
      guard let trees = try? SGFReader.read(bytes) else { return }
      readCount += 1
      for tree in trees {
        #expect(try SGFReader.read(tree.text.utf8) == [tree])
        if let record = try? GoRecord(tree) {
          let written = SGFTree(record.game, from: record.start, actions: record.actions)
          let back = try GoRecord(written)
          #expect(back.actions == record.actions && back.start == record.start)
        }
      }
    }
    #expect(readCount > count / 20)
  }
}
