import GameProtocol
import Testing

@testable import Learning

/// What happens to recorded games when files are cut, damaged, foreign, or do not fit.
@Suite struct ReplayShardsTests {
  let game = ScriptedGame(rewards: [0, 0, 1])
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func buffer(
    damage: ReplayBuffer.DamagePolicy = .refuse, shardSize: Int = 1 << 20,
    open: @escaping ReplayShards.Opener = SystemFile.make
  ) throws -> ReplayBuffer {
    try ReplayBuffer(
      folder: folder.path, game: GameIdentity(game.specification),
      configuration: ReplayConfiguration(
        window: .games(100), returns: ReturnRule(discount: 1), shardSize: shardSize),
      damage: damage, open: open)
  }

  /// Records games and gives the shard's name and bytes.
  func recorded(_ count: Int) throws -> (name: String, bytes: [UInt8]) {
    let buffer = try buffer()
    for id in 0..<count { try buffer.append(game.record(id: UInt64(id))) }
    return (folder.names[0], try folder.bytes(of: folder.names[0]))
  }

  @Test func `a shard cut at any byte loses the torn record and no other`() throws {
    let (name, bytes) = try recorded(3)
    let frame = (bytes.count - ReplayShard.headerSize) / 3
    for size in bytes.indices {
      try folder.write(Array(bytes[..<size]), to: name)
      let buffer = try buffer()
      let whole = max(0, size - ReplayShard.headerSize) / frame
      #expect(buffer.recordedGameCount == whole, "cut at \(size)")
      let isBetween = size <= ReplayShard.headerSize || (size - 12) % frame == 0
      #expect(buffer.notes.count == (isBetween ? 0 : 1), "cut at \(size)")
      // What is played again takes the place of what was lost.
      for id in whole..<3 { try buffer.append(game.record(id: UInt64(id))) }
      #expect(try folder.bytes(of: name) == bytes, "cut at \(size)")
    }
  }

  @Test func `the note on a torn record names shard and byte`() throws {
    let (name, bytes) = try recorded(2)
    try folder.write(Array(bytes.dropLast(5)), to: name)
    let frame = (bytes.count - 12) / 2
    #expect(
      try buffer().notes == [
        .tornRecord(path: folder.path + "/" + name, offset: 12 + frame, byteCount: frame - 5)
      ])
  }

  @Test func `zeros behind the last record are a torn record`() throws {
    let (name, bytes) = try recorded(2)
    try folder.write(bytes + [UInt8](repeating: 0, count: 4096), to: name)
    let buffer = try buffer()
    #expect(buffer.recordedGameCount == 2)
    #expect(buffer.notes.count == 1)
    #expect(try folder.bytes(of: name) == bytes)
  }

  @Test func `any damaged byte in the middle is reported with its shard and record`() throws {
    let (name, bytes) = try recorded(3)
    let frame = (bytes.count - 12) / 3
    let path = folder.path + "/" + name
    for index in 12 + frame..<12 + 2 * frame {
      var damaged = bytes
      damaged[index] ^= 0x10
      try folder.write(damaged, to: name)
      #expect("byte \(index)") {
        try buffer()
      } throws: { error in
        guard case ReplayError.corruptRecord(path, 12 + frame, _) = error else { return false }
        return true
      }
      let lenient = try buffer(damage: .skip)
      #expect(lenient.recordedGameCount == 2)
      #expect(lenient.notes.count == 1)
      try lenient.advance(toGame: 3)
      #expect((0..<lenient.gameCount).map { lenient.record(at: $0).gameID } == [0, 2])
      #expect(try folder.bytes(of: name) == damaged, "opening changes no whole record")
    }
  }

  @Test func `a whole last record with the wrong checksum is damage, not a torn record`() throws {
    let (name, bytes) = try recorded(2)
    var damaged = bytes
    damaged[bytes.count - 3] ^= 1
    try folder.write(damaged, to: name)
    #expect(throws: ReplayError.self) { try buffer() }
  }

  @Test func `a foreign file and another version are named`() throws {
    let (name, bytes) = try recorded(1)
    try folder.write(Array("something else entirely".utf8), to: name)
    #expect {
      try buffer()
    } throws: { error in
      guard case ReplayError.notAShard(let path, _) = error else { return false }
      return path.hasSuffix(name)
    }
    var newer = bytes
    newer[8] = 2
    try folder.write(newer, to: name)
    #expect(
      throws: ReplayError.unsupportedShard(
        path: folder.path + "/" + name, found: 2, expected: 1)
    ) { try buffer() }
  }

  @Test func `other files in the folder are left alone`() throws {
    _ = try recorded(1)
    try folder.write([1, 2, 3], to: "notes.txt")
    #expect(try buffer().recordedGameCount == 1)
  }

  /// The error of an append, if there is one.
  func failure(of buffer: ReplayBuffer, appending record: GameRecord) -> ReplayError? {
    do throws(ReplayError) {
      try buffer.append(record)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a full disk is an error that loses nothing, and can be mended`() throws {
    let whole = try recorded(6).bytes
    let name = folder.names[0]
    for room in stride(from: 0, through: whole.count, by: 37) {
      try folder.write([], to: name)
      let disk = Disk(room: room)
      let buffer = try buffer(open: disk.open)
      var failures = 0
      for id in 0..<6 {
        let record = game.record(id: UInt64(id))
        guard case .diskFull(let path, _, _) = failure(of: buffer, appending: record) else {
          continue
        }
        #expect(path.hasSuffix(name))
        failures += 1
        let kept = try folder.bytes(of: name)
        #expect(kept == Array(whole.prefix(kept.count)))
        disk.room += whole.count
        try buffer.append(record)
      }
      #expect(failures == (room < whole.count ? 1 : 0))
      #expect(try folder.bytes(of: name) == whole)
    }
  }

  @Test func `a folder that cannot be made is an error with its reason`() throws {
    try folder.write([], to: "file")
    #expect(throws: ReplayError.self) {
      try ReplayBuffer(
        folder: folder.path + "/file/games", game: GameIdentity(game.specification),
        configuration: ReplayConfiguration(window: .games(1), returns: ReturnRule(discount: 1)))
    }
  }
}

/// Files that share a limited room, and write what fits before they fail, as the system does.
private final class Disk {
  var room: Int

  init(room: Int) {
    self.room = room
  }

  func open(_ path: String) throws(FileFailure) -> any AppendOnlyFile {
    LimitedFile(try SystemFile(path: path), on: self)
  }

  private final class LimitedFile: AppendOnlyFile {
    private let file: SystemFile
    private let disk: Disk

    init(_ file: SystemFile, on disk: Disk) {
      self.file = file
      self.disk = disk
    }

    var path: String { file.path }
    var size: Int { file.size }

    func append(_ bytes: [UInt8]) throws(FileFailure) {
      let fitting = min(bytes.count, disk.room)
      try file.append(Array(bytes.prefix(fitting)))
      disk.room -= fitting
      if fitting < bytes.count { throw FileFailure(attempt: "write to", code: 28) }
    }

    func truncate(to size: Int) throws(FileFailure) {
      disk.room += file.size - size
      try file.truncate(to: size)
    }

    func synchronize() throws(FileFailure) { try file.synchronize() }

    func read(_ range: Range<Int>) throws(FileFailure) -> [UInt8] { try file.read(range) }
  }
}
