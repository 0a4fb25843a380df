public import Network

extension NetworkWeights {
  /// The digest of names, shapes and bits of all numbers, in order.
  public var digest: ContentDigest {
    var builder = DigestBuilder()
    for entry in entries {
      for byte in entry.name.utf8 { builder.append(byte) }
      for size in entry.shape { builder.append(UInt64(size)) }
      for value in entry.values { builder.append(value.bitPattern) }
    }
    return builder.finish()
  }
}

extension ContentDigest {
  /// The digest as four numbers, the first bytes highest.
  public var numbers: [UInt64] {
    stride(from: 0, to: Self.byteCount, by: 8).map { start in
      bytes[start..<start + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
