public import Foundation

/// A file of named arrays in the safetensors format, which Python reads as well.
///
/// Layout: the length of the header as 8 bytes, little-endian; the header, a JSON object that gives
/// each array a type, a shape and a range of bytes, and strings under `__metadata__`; the numbers.
/// Only 32-bit floats are known here.
///
/// Source: the description of the format in Hugging Face's `safetensors` repository.
public struct SafeTensors: Hashable, Sendable {
  /// The arrays, in the order of their bytes in the file.
  public var tensors: NetworkWeights

  /// Texts about the file.
  public var metadata: [String: String]

  /// Makes a file's contents.
  public init(tensors: NetworkWeights, metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The longest header that is read; a foreign file's first bytes are usually a larger number.
  static let longestHeader = 100_000_000

  private static let metadataKey = "__metadata__"

  // MARK: Writing

  /// The bytes of the file; equal contents give equal bytes.
  public func encoded() -> Data {
    var header = "{\(Self.quoted(Self.metadataKey)):{"
    header += metadata.sorted { $0.key < $1.key }
      .map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }.joined(separator: ",")
    header += "}"
    var end = 0
    for entry in tensors.entries {
      let begin = end
      end += entry.values.count * 4
      let shape = entry.shape.map(String.init).joined(separator: ",")
      header += ",\(Self.quoted(entry.name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],"
      header += "\"data_offsets\":[\(begin),\(end)]}"
    }
    header += "}"
    // The numbers begin at a multiple of 8.
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    var data = Data(capacity: 8 + header.utf8.count + end)
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { data.append(contentsOf: $0) }
    data.append(contentsOf: header.utf8)
    for entry in tensors.entries {
      // Every processor that Swift runs on here is little-endian, as the format is.
      entry.values.withUnsafeBytes { data.append(contentsOf: $0) }
    }
    return data
  }

  /// A JSON string.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  // MARK: Reading

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - data: The bytes.
  ///   - name: What errors call the file.
  /// - Throws: `NetworkError` that says what was found, what was expected and where.
  public init(decoding data: Data, name: String) throws(NetworkError) {
    let data = Data(data)
    guard data.count >= 8 else {
      throw NetworkError(
        "\(name) has \(data.count) bytes, expected a safetensors file, which has at least 8")
    }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(data[$1]) << (8 * UInt64($1)) }
    guard length <= Self.longestHeader, length >= 2, data.count == 8 || data[8] == UInt8(ascii: "{")
    else {
      throw NetworkError(
        "\(name) is no safetensors file: its first 8 bytes give a header of \(length) bytes, "
          + "expected 2 to \(Self.longestHeader) with a JSON object behind them")
    }
    let start = 8 + Int(length)
    guard data.count >= start else {
      throw NetworkError(
        "\(name) is cut short: it has \(data.count) bytes, its header alone ends at \(start)")
    }
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: data[8..<start])
    } catch {
      throw NetworkError("\(name): the header of \(length) bytes is not JSON")
    }
    guard let header = object as? [String: Any] else {
      throw NetworkError("\(name): the header is not a JSON object")
    }
    var metadata: [String: String] = [:]
    if let found = header[Self.metadataKey] {
      guard let texts = found as? [String: String] else {
        throw NetworkError("\(name): \(Self.metadataKey) holds something other than strings")
      }
      metadata = texts
    }
    let descriptions = try Self.descriptions(header, name: name)
    try Self.checkCover(descriptions, bytes: data.count - start, name: name)
    self.init(
      tensors: NetworkWeights(
        descriptions.map { description in
          NetworkWeights.Entry(
            name: description.name, shape: description.shape,
            values: Self.floats(data, from: start + description.begin, to: start + description.end))
        }),
      metadata: metadata)
  }

  private struct Description {
    var name: String
    var shape: [Int]
    var begin: Int
    var end: Int
  }

  /// What the header says of each array, in the order of their bytes.
  private static func descriptions(
    _ header: [String: Any], name: String
  ) throws(NetworkError) -> [Description] {
    var descriptions: [Description] = []
    for (tensor, value) in header where tensor != metadataKey {
      guard let fields = value as? [String: Any], let type = fields["dtype"] as? String,
        let shape = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int],
        offsets.count == 2, shape.allSatisfy({ $0 >= 0 })
      else {
        throw NetworkError(
          "\(name): \(tensor) has no dtype, shape and data_offsets of the expected form")
      }
      guard type == "F32" else {
        throw NetworkError("\(name): \(tensor) has the type \(type), expected F32")
      }
      var size = 4
      for length in shape {
        let (product, overflow) = size.multipliedReportingOverflow(by: length)
        guard !overflow else {
          throw NetworkError("\(name): \(tensor) has the impossible shape \(shape)")
        }
        size = product
      }
      guard offsets[0] >= 0, offsets[1] >= offsets[0], offsets[1] - offsets[0] == size else {
        throw NetworkError(
          "\(name): \(tensor) lies at bytes \(offsets[0]) to \(offsets[1]), expected \(size) bytes "
            + "for its shape \(shape)")
      }
      descriptions.append(
        Description(name: tensor, shape: shape, begin: offsets[0], end: offsets[1]))
    }
    // Empty arrays share their place with the next one; the name makes the order one.
    return descriptions.sorted { ($0.begin, $0.end, $0.name) < ($1.begin, $1.end, $1.name) }
  }

  /// Checks that the arrays lie one behind the other and fill the file.
  private static func checkCover(
    _ descriptions: [Description], bytes: Int, name: String
  ) throws(NetworkError) {
    var end = 0
    for description in descriptions {
      guard description.begin == end else {
        throw NetworkError(
          "\(name): \(description.name) begins at byte \(description.begin) of the numbers, "
            + "expected \(end), where the array before it ends")
      }
      end = description.end
    }
    guard bytes >= end else {
      throw NetworkError("\(name) is cut short: \(bytes) bytes of numbers, expected \(end)")
    }
    guard bytes == end else {
      throw NetworkError("\(name) goes on after its last array: \(bytes) bytes, expected \(end)")
    }
  }

  private static func floats(_ data: Data, from begin: Int, to end: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: (end - begin) / 4) { buffer, initialized in
      data.copyBytes(to: UnsafeMutableRawBufferPointer(buffer), from: begin..<end)
      initialized = (end - begin) / 4
    }
  }
}
