/// The recorded games on disk: a folder of shards and an index of what is where.
struct ReplayShards {
  /// Where a record is.
  struct Entry: Hashable {
    var shard: Int32
    var offset: Int
    var length: Int32
    var plyCount: Int32
    var digest: ContentDigest
  }

  typealias Opener = (String) throws(FileFailure) -> any AppendOnlyFile

  private(set) var entries: [UInt64: Entry] = [:]
  private(set) var notes: [ReplayNote] = []
  private let folder: String
  private let game: GameIdentity
  private let shardSize: Int
  private let open: Opener
  private var shardNumbers: [Int32] = []
  private var last: (any AppendOnlyFile)?

  init(
    folder: String, game: GameIdentity, shardSize: Int, damage: ReplayBuffer.DamagePolicy,
    open: @escaping Opener
  ) throws(ReplayError) {
    self.folder = folder
    self.game = game
    self.shardSize = shardSize
    self.open = open
    let names: [String]
    do { names = try namesInFolder(folder) } catch { throw .file(error, path: folder) }
    shardNumbers = names.compactMap(Self.number(of:)).sorted()
    for number in shardNumbers {
      try read(number, isLast: number == shardNumbers.last, damage: damage)
    }
  }

  /// Reads a record back.
  func record(_ entry: Entry, game id: UInt64) throws(ReplayError) -> GameRecord {
    let path = path(of: entry.shard)
    let bytes: [UInt8]
    do {
      // The file that grows is read through its own handle, every other through a new one.
      let file =
        if let last, entry.shard == shardNumbers.last { last } else { try open(path) }
      bytes = try file.read(entry.offset..<entry.offset + Int(entry.length))
    } catch {
      throw .file(error, path: path)
    }
    guard ContentDigest(of: bytes) == entry.digest else {
      throw .corruptRecord(
        path: path, offset: entry.offset, reason: "game \(id) changed since it was indexed")
    }
    return try Self.decoded(bytes[...], path: path, offset: entry.offset)
  }

  /// Writes a record at the end; a game that is there already is not written again.
  mutating func append(_ record: GameRecord) throws(ReplayError) {
    let payload: [UInt8]
    do { payload = try record.encoded() } catch { throw .unusableRecord(error) }
    let digest = ContentDigest(of: payload)
    if let known = entries[record.gameID] {
      guard known.digest == digest else { throw .conflictingRecord(game: record.gameID) }
      return
    }
    let frame = ReplayShard.frame(payload)
    let file = try fileWithRoom(for: frame.count)
    let offset = file.size + ReplayShard.frameHeaderSize
    try write(frame, to: file)
    entries[record.gameID] = Entry(
      shard: shardNumbers.last ?? 0, offset: offset, length: Int32(payload.count),
      plyCount: Int32(record.plyCount), digest: digest)
  }

  /// Waits until everything written is on the disk.
  func synchronize() throws(ReplayError) {
    guard let last else { return }
    do { try last.synchronize() } catch { throw .file(error, path: last.path) }
  }

  private static func name(of number: Int32) -> String {
    let digits = String(number)
    return "games-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".shard"
  }

  private static func number(of name: String) -> Int32? {
    guard name.hasPrefix("games-"), name.hasSuffix(".shard"),
      let number = Int32(name.dropFirst(6).dropLast(6)), Self.name(of: number) == name
    else { return nil }
    return number
  }

  private func path(of number: Int32) -> String { folder + "/" + Self.name(of: number) }

  private static func decoded(
    _ payload: ArraySlice<UInt8>, path: String, offset: Int
  ) throws(ReplayError) -> GameRecord {
    do {
      return try GameRecord(decoding: payload)
    } catch {
      throw .corruptRecord(path: path, offset: offset, reason: error.description)
    }
  }

  private mutating func read(
    _ number: Int32, isLast: Bool, damage: ReplayBuffer.DamagePolicy
  ) throws(ReplayError) {
    let path = path(of: number)
    let file: any AppendOnlyFile
    let bytes: [UInt8]
    do {
      file = try open(path)
      bytes = try file.read(0..<file.size)
    } catch {
      throw .file(error, path: path)
    }
    if isLast { last = file }
    guard try checkHeader(bytes, of: file, isLast: isLast) else { return }
    try ReplayShard.scan(bytes) { (finding: ReplayShard.Finding) throws(ReplayError) in
      switch finding {
      case .record(let payload):
        try index(bytes[payload], shard: number, path: path, damage: damage)
      case .torn(let range) where isLast:
        do throws(FileFailure) {
          try file.truncate(to: range.lowerBound)
        } catch {
          throw ReplayError.file(error, path: path)
        }
        notes.append(
          .tornRecord(path: path, offset: range.lowerBound, byteCount: range.count))
      case .torn(let range):
        try note(range, in: path, reason: "a record is not whole", damage: damage)
      case .corrupt(let range, let reason):
        try note(range, in: path, reason: reason, damage: damage)
      }
    }
  }

  /// Whether records follow; a header that was being written at a kill is taken back.
  private mutating func checkHeader(
    _ bytes: [UInt8], of file: any AppendOnlyFile, isLast: Bool
  ) throws(ReplayError) -> Bool {
    let header = ReplayShard.header
    let start = bytes.prefix(ReplayShard.headerSize)
    if start.elementsEqual(header) { return true }
    if isLast, bytes.isEmpty { return false }
    if isLast, bytes.count < header.count, header.starts(with: bytes) {
      do { try file.truncate(to: 0) } catch { throw .file(error, path: file.path) }
      return false
    }
    guard start.starts(with: ReplayShard.magic), start.count == header.count else {
      throw .notAShard(
        path: file.path,
        found: start.isEmpty
          ? "nothing" : "the bytes " + start.map { String($0, radix: 16) }.joined(separator: " "))
    }
    let version = start.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    throw .unsupportedShard(path: file.path, found: version, expected: ReplayShard.version)
  }

  private mutating func index(
    _ payload: ArraySlice<UInt8>, shard: Int32, path: String, damage: ReplayBuffer.DamagePolicy
  ) throws(ReplayError) {
    let record: GameRecord
    do throws(GameRecordError) {
      record = try GameRecord(decoding: payload)
    } catch {
      try note(payload.indices, in: path, reason: error.description, damage: damage)
      return
    }
    guard record.game == game else {
      throw .foreignGame(
        path: path, offset: payload.startIndex, found: record.game, expected: game)
    }
    let digest = ContentDigest(of: Array(payload))
    if let known = entries[record.gameID], known.digest != digest {
      throw .conflictingRecord(game: record.gameID)
    }
    entries[record.gameID] = Entry(
      shard: shard, offset: payload.startIndex, length: Int32(payload.count),
      plyCount: Int32(record.plyCount), digest: digest)
  }

  private mutating func note(
    _ range: Range<Int>, in path: String, reason: String, damage: ReplayBuffer.DamagePolicy
  ) throws(ReplayError) {
    if damage == .refuse {
      throw .corruptRecord(path: path, offset: range.lowerBound, reason: reason)
    }
    notes.append(
      .corruptRecord(
        path: path, offset: range.lowerBound, byteCount: range.count, reason: reason))
  }

  private mutating func fileWithRoom(
    for byteCount: Int
  ) throws(ReplayError) -> any AppendOnlyFile {
    var file = last
    if let current = file, current.size > ReplayShard.headerSize,
      current.size + byteCount > shardSize
    {
      try synchronize()
      file = nil
    }
    if file == nil {
      let number = (shardNumbers.last ?? -1) + 1
      do { file = try open(path(of: number)) } catch { throw .file(error, path: path(of: number)) }
      shardNumbers.append(number)
      last = file
    }
    guard let file else { preconditionFailure("a shard is open") }
    if file.size == 0 { try write(ReplayShard.header, to: file) }
    return file
  }

  /// Writes all bytes or none.
  private func write(_ bytes: [UInt8], to file: any AppendOnlyFile) throws(ReplayError) {
    let size = file.size
    do {
      try file.append(bytes)
    } catch {
      // What was written of it stays behind the end if even this fails, and the next write or the
      // next opening takes its place.
      try? file.truncate(to: size)
      throw .file(error, path: file.path, byteCount: bytes.count)
    }
  }
}
