import Foundation
import Network
import Testing

@Suite struct SafeTensorsTests {
  static let file = SafeTensors(
    tensors: NetworkWeights([
      NetworkWeights.Entry(name: "b", shape: [2], values: [1, -2]),
      NetworkWeights.Entry(name: "a", shape: [1, 1], values: [0.5]),
      NetworkWeights.Entry(name: "none", shape: [0, 3], values: []),
    ]), metadata: ["note": "say \"hi\"\n\u{1}ß"])

  static let header =
    #"{"__metadata__":{"note":"say \"hi\"\n\u0001ß"},"b":{"dtype":"F32","shape":[2],"#
    + #""data_offsets":[0,8]},"a":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]},"#
    + #""none":{"dtype":"F32","shape":[0,3],"data_offsets":[12,12]}}"#

  /// A file with any header and any numbers.
  static func data(_ header: String, _ numbers: [UInt8] = [], length: UInt64? = nil) -> Data {
    var data = Data()
    let length = length ?? UInt64(header.utf8.count)
    withUnsafeBytes(of: length.littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    data.append(contentsOf: numbers)
    return data
  }

  static let numbers: [UInt8] = [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F]

  @Test func `the bytes are those of the format`() {
    let padding = String(repeating: " ", count: (8 - Self.header.utf8.count % 8) % 8)
    #expect(Self.file.encoded() == Self.data(Self.header + padding, Self.numbers))
  }

  @Test func `what is written is read`() throws {
    #expect(try SafeTensors(decoding: Self.file.encoded(), name: "file") == Self.file)
    let unpadded = Self.data(Self.header, Self.numbers)
    #expect(try SafeTensors(decoding: unpadded, name: "file") == Self.file)
    // A part of a larger buffer, whose indices do not begin at 0.
    let slice = (Data([9, 9]) + Self.file.encoded()).dropFirst(2)
    #expect(try SafeTensors(decoding: slice, name: "file") == Self.file)
  }

  @Test func `a file cut short anywhere is refused`() {
    let whole = Self.file.encoded()
    for count in 0..<whole.count {
      #expect(throws: NetworkError.self, "\(count) bytes") {
        try SafeTensors(decoding: whole.prefix(count), name: "file")
      }
    }
  }

  static let refusals: [(String, Data, String)] = [
    ("empty", Data(), "has 0 bytes"),
    ("a pickle", Data("PK\u{3}\u{4}\u{0}\u{0}\u{8}\u{8}archive".utf8), "no safetensors file"),
    ("a text", Data("{\"model\": {\"layers\": 3}}".utf8), "no safetensors file"),
    ("a header too long", data("{}", length: 1 << 40), "no safetensors file"),
    ("a header past the end", data("{}", length: 100), "cut short"),
    ("no JSON", data("{\"a\":}"), "is not JSON"),
    ("bytes at the end", data(header, numbers + [0, 0]), "goes on after its last array"),
    (
      "another type",
      data(#"{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}"#, [0, 0, 0, 0]),
      "a has the type F16, expected F32"
    ),
    (
      "overlapping arrays",
      data(
        #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"#
          + #""b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, numbers),
      "b begins at byte 4 of the numbers, expected 8"
    ),
    (
      "a gap",
      data(#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}"#, numbers),
      "a begins at byte 4 of the numbers, expected 0"
    ),
    (
      "a shape of another size",
      data(#"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, numbers),
      "expected 12 bytes"
    ),
    (
      "a shape that overflows",
      data(
        #"{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}"#, numbers),
      "impossible shape"
    ),
    (
      "a negative size",
      data(#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}"#, numbers), "expected form"
    ),
    ("fields missing", data(#"{"a":{"dtype":"F32"}}"#), "expected form"),
    ("numbers as metadata", data(#"{"__metadata__":{"a":1}}"#), "other than strings"),
  ]

  @Test(arguments: refusals)
  func `a file that is not right is refused with its reason`(
    _ what: String, _ data: Data, _ reason: String
  ) {
    let error = #expect(throws: NetworkError.self) {
      try SafeTensors(decoding: data, name: "some file")
    }
    #expect(error?.description.hasPrefix("some file") == true)
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
