import Foundation
import Runner
import Testing

@Suite struct LineReaderTests {
  @Test func `lines end with a line feed, with both, or with the end`() throws {
    #expect(try read("a\r\n\nb") == [text("a"), text(""), text("b")])
  }

  @Test func `nothing has no lines, and a line feed has one`() throws {
    #expect(try read("") == [])
    #expect(try read("\n") == [text("")])
  }

  @Test func `lines longer than the buffer come whole`() throws {
    let long = String(repeating: "x", count: 300_000)
    #expect(try read(long + "\nb\n") == [text(long), text("b")])
  }

  @Test func `a line over the limit is left out and the next one comes`() throws {
    let long = String(repeating: "x", count: 300_000)
    #expect(try read(long + "\nb\n", limit: 100_000) == [.tooLong, text("b")])
    #expect(try read(long, limit: 100_000) == [.tooLong])
  }

  private func text(_ text: String) -> LineReader.Line { .text(Array(text.utf8)) }

  private func read(_ text: String, limit: Int = 1 << 20) throws -> [LineReader.Line] {
    let folder = try TemporaryFolder()
    let path = try folder.write(Data(text.utf8), to: "lines")
    let handle = try #require(FileHandle(forReadingAtPath: path))
    var reader = LineReader(descriptor: handle.fileDescriptor, limit: limit)
    var lines: [LineReader.Line] = []
    while let line = try reader.next() { lines.append(line) }
    return lines
  }
}
