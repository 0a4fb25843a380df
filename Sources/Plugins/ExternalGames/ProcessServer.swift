import GameProtocol
import Glibc

/// A running server with its conversation: every operation of the protocol as a function.
///
/// Used by one thread at a time.
final class ProcessServer {
  /// What the server says of its game.
  let facts: ProcessFacts

  private let channel: ProcessChannel

  /// The shared memory, which has no name any more.
  private let memory: Int32

  /// How long an answer may take, in seconds.
  private let timeout: Double

  /// How long the first answer may take, in seconds: programs have much to load.
  private static let startTimeout = 120.0

  /// The most steps of a frame, so that each is answered in time.
  static let stepsInFrame = 64

  /// The process, for tests that end it.
  var process: pid_t { channel.process }

  /// Starts a server and gets acquainted.
  ///
  /// - Parameters:
  ///   - plan: What to start.
  ///   - environments: The number of environments asked for.
  /// - Throws: `ProcessError` if the server does not start, or offers what cannot be played.
  init(_ plan: ProcessPlan, environments: Int) throws(ProcessError) {
    timeout = plan.timeout
    channel = try ProcessChannel(starting: plan.command)
    var random = SystemRandomNumberGenerator()
    let name = "/tesuji-\(getpid())-\(String(random.next(), radix: 36))"
    defer { shm_unlink(name) }
    var payload: [UInt8] = []
    payload.append(integer: ProcessOperation.version)
    let request = jsonObject([
      "game": .text(plan.game), "environments": .integer(environments), "memory": .text(name),
    ])
    payload += Array((request.dropLast() + ",\"options\":\(jsonObject(plan.options))}").utf8)
    let answer = try channel.ask(
      .hello, payload, within: max(plan.timeout, plan.startTimeout ?? Self.startTimeout))
    guard answer.count > 4 else {
      throw .badFrame(
        operation: "HELLO", found: "\(answer.count) bytes", expected: "a version and a JSON object")
    }
    let version: UInt32 = answer.integer(at: 0)
    guard version == ProcessOperation.version else {
      throw .wrongVersion(found: version, expected: ProcessOperation.version)
    }
    facts = try ProcessFacts(Array(answer.dropFirst(4)), name: plan.name)
    guard 1...environments ~= facts.environmentCount else {
      throw .badFacts(
        "found \(facts.environmentCount) environments, expected at most \(environments)")
    }
    memory = shm_open(name, O_RDONLY, 0)
    guard memory >= 0 else {
      throw .badMemory(
        found: "no \(name): \(String(cString: strerror(errno)))",
        expected: "that the server makes it")
    }
    var status = stat()
    let size = fstat(memory, &status) == 0 ? Int(status.st_size) : 0
    let needed = facts.environmentCount * facts.slotStride
    // What is open is closed by `deinit`, which runs after this error, too.
    guard size >= needed else {
      throw .badMemory(
        found: "\(size) bytes",
        expected: "\(facts.environmentCount) environments of \(facts.slotStride) bytes")
    }
  }

  deinit { close(memory) }

  /// What happened to an environment, and how it stands after it.
  struct Result {
    var reward: Float
    var cost: Float
    var sight: ProcessSight
  }

  /// Starts games.
  ///
  /// - Parameter starts: Environments and seeds.
  /// - Returns: How the games stand.
  /// - Throws: `ProcessError` if a game does not start.
  func reset(_ starts: [(environment: Int, seed: UInt64)]) throws(ProcessError) -> [ProcessSight] {
    var payload: [UInt8] = []
    payload.append(integer: UInt32(starts.count))
    for start in starts {
      payload.append(integer: UInt32(start.environment))
      payload.append(integer: start.seed)
    }
    let answer = try channel.ask(.reset, payload, within: timeout)
    let records = try records(answer, count: starts.count, .reset)
    var sights: [ProcessSight] = []
    for (start, record) in zip(starts, records) {
      sights.append(try sight(of: start.environment, record))
    }
    return sights
  }

  /// Takes actions, each in an environment of its own.
  ///
  /// - Parameter steps: Environments, none of them twice, and actions.
  /// - Returns: What they brought.
  /// - Throws: `ProcessError` if a step fails; all environments have to be placed anew then.
  func step(_ steps: [(environment: Int, action: Int32)]) throws(ProcessError) -> [Result] {
    let records = try run(steps)
    var results: [Result] = []
    results.reserveCapacity(steps.count)
    for (step, record) in zip(steps, records) {
      let sight = try sight(of: step.environment, record)
      results.append(Result(reward: record.reward, cost: record.cost, sight: sight))
    }
    return results
  }

  /// Takes many actions in one environment, without looking in between.
  ///
  /// - Parameters:
  ///   - actions: The actions.
  ///   - environment: The environment.
  /// - Returns: How the game stands after the last one; `nil` without actions.
  /// - Throws: `ProcessError` if a step fails.
  func replay(
    _ actions: [Int32], in environment: Int
  ) throws(ProcessError) -> ProcessSight? {
    var last: ProcessRecord?
    // Frames so short that each is answered in time.
    for start in stride(from: 0, to: actions.count, by: Self.stepsInFrame) {
      let part = actions[start..<min(start + Self.stepsInFrame, actions.count)]
      last = try run(part.map { (environment, $0) }).last
    }
    guard let last else { return nil }
    return try sight(of: environment, last)
  }

  /// Asks for an illegal action.
  ///
  /// - Parameters:
  ///   - action: The action.
  ///   - environment: The environment.
  /// - Returns: Whether it is refused.
  /// - Throws: `ProcessError` if the answer is none.
  func refuses(_ action: Int32, in environment: Int) throws(ProcessError) -> Bool {
    let answer = try answer(to: [(environment, action)])
    guard answer.count >= ProcessRecord.size else {
      throw .badFrame(
        operation: ProcessOperation.step.name, found: "\(answer.count) bytes",
        expected: "a record of \(ProcessRecord.size) bytes")
    }
    let record = try ProcessRecord(answer, at: 0, facts)
    if record.status == .failed {
      throw .failed(text: String(decoding: answer[ProcessRecord.size...], as: UTF8.self))
    }
    return record.status == .refused
  }

  private func run(
    _ steps: [(environment: Int, action: Int32)]
  ) throws(ProcessError) -> [ProcessRecord] {
    try records(try answer(to: steps), count: steps.count, .step)
  }

  private func answer(
    to steps: [(environment: Int, action: Int32)]
  ) throws(ProcessError) -> [UInt8] {
    var payload: [UInt8] = []
    payload.reserveCapacity(4 + 8 * steps.count)
    payload.append(integer: UInt32(steps.count))
    for step in steps {
      payload.append(integer: UInt32(step.environment))
      payload.append(integer: step.action)
    }
    return try channel.ask(.step, payload, within: timeout)
  }

  /// Keeps the position of an environment.
  ///
  /// - Parameter environment: The environment.
  /// - Returns: What it is kept as.
  /// - Throws: `ProcessError` if it cannot be kept.
  func save(_ environment: Int) throws(ProcessError) -> UInt64 {
    var payload: [UInt8] = []
    payload.append(integer: UInt32(environment))
    let answer = try channel.ask(.save, payload, within: timeout)
    try expect(answer, 8, .save)
    return answer.integer(at: 0)
  }

  /// Goes back to a position that was kept.
  ///
  /// - Parameters:
  ///   - handle: What it is kept as.
  ///   - environment: Where it shall stand.
  /// - Returns: How the game stands.
  /// - Throws: `ProcessError` if there is no such position.
  func load(_ handle: UInt64, into environment: Int) throws(ProcessError) -> ProcessSight {
    let answer = try channel.ask(.load, pair(environment, handle), within: timeout)
    try expect(answer, ProcessRecord.size, .load)
    return try sight(of: environment, records(answer, count: 1, .load)[0])
  }

  /// Forgets positions that were kept.
  ///
  /// - Parameter handles: What they were kept as.
  /// - Throws: `ProcessError` if the server does not answer.
  func drop(_ handles: [UInt64]) throws(ProcessError) {
    var payload: [UInt8] = []
    payload.append(integer: UInt32(handles.count))
    for handle in handles { payload.append(integer: handle) }
    try expect(try channel.ask(.drop, payload, within: timeout), 0, .drop)
  }

  /// Replaces the random future of an environment.
  ///
  /// - Parameters:
  ///   - environment: The environment.
  ///   - seed: Decides all chance to come.
  /// - Throws: `ProcessError` if the server cannot.
  func reseed(_ environment: Int, _ seed: UInt64) throws(ProcessError) {
    try expect(try channel.ask(.reseed, pair(environment, seed), within: timeout), 0, .reseed)
  }

  /// A picture of a position.
  ///
  /// - Parameter environment: The environment.
  /// - Returns: The picture, perhaps of several lines.
  /// - Throws: `ProcessError` if the server has none.
  func text(of environment: Int) throws(ProcessError) -> String {
    var payload: [UInt8] = []
    payload.append(integer: UInt32(environment))
    return String(decoding: try channel.ask(.text, payload, within: timeout), as: UTF8.self)
  }

  private func pair(_ environment: Int, _ number: UInt64) -> [UInt8] {
    var payload: [UInt8] = []
    payload.append(integer: UInt32(environment))
    payload.append(integer: number)
    return payload
  }

  private func expect(
    _ answer: [UInt8], _ count: Int, _ operation: ProcessOperation
  ) throws(ProcessError) {
    guard answer.count == count else {
      throw .badFrame(
        operation: operation.name, found: "\(answer.count) bytes", expected: "\(count) bytes")
    }
  }

  /// The records of an answer.
  ///
  /// - Throws: `ProcessError` if there are too few, or one says that its step was not taken.
  private func records(
    _ answer: [UInt8], count: Int, _ operation: ProcessOperation
  ) throws(ProcessError) -> [ProcessRecord] {
    let size = count * ProcessRecord.size
    guard answer.count >= size else {
      throw .badFrame(
        operation: operation.name, found: "\(answer.count) bytes",
        expected: "\(count) records of \(ProcessRecord.size) bytes")
    }
    var records: [ProcessRecord] = []
    records.reserveCapacity(count)
    for index in 0..<count {
      let record = try ProcessRecord(answer, at: index * ProcessRecord.size, facts)
      switch record.status {
      case .taken: break
      case .refused:
        throw .badPosition(
          found: "a legal action that the server refuses", expected: "that it is taken")
      case .failed:
        throw .failed(text: String(decoding: answer[size...], as: UTF8.self))
      }
      records.append(record)
    }
    guard answer.count == size else {
      throw .badFrame(
        operation: operation.name, found: "\(answer.count) bytes",
        expected: "\(count) records of \(ProcessRecord.size) bytes")
    }
    return records
  }

  /// What an environment shows.
  private func sight(
    of environment: Int, _ record: ProcessRecord
  ) throws(ProcessError) -> ProcessSight {
    let size = facts.slotSize
    var found = 0
    // Reading the file rather than mapping it: a server that cut the memory short later would end the
    // host by a signal.
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      found = pread(memory, buffer.baseAddress, size, environment * facts.slotStride)
      count = max(0, found)
    }
    guard found == size else {
      throw .badMemory(
        found: "\(max(0, found)) bytes of environment \(environment)", expected: "\(size)")
    }
    return try ProcessSight(record, bytes, facts)
  }
}
