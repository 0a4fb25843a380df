import CGamePlugin
import Glibc

/// The functions of a loaded library, checked once so that play need not.
///
/// The library is never unloaded, so the functions and the strings of the table live for ever.
final class PluginTable: Sendable {
  /// Where the library was loaded from.
  let path: String

  /// The path for messages at the end of the process; lives for ever.
  nonisolated(unsafe) let label: UnsafePointer<CChar>?

  /// All functions, absent ones as `nil`.
  nonisolated(unsafe) let functions: gp_plugin_v1

  typealias Status = @convention(c) (OpaquePointer?, UnsafeMutablePointer<gp_step_v1>?) -> Void
  typealias StepFunction =
    @convention(c) (OpaquePointer?, Int32, UnsafeMutablePointer<gp_step_v1>?) -> Int32
  typealias Legal =
    @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int32>?, UInt32) -> UInt32
  typealias Observe = @convention(c) (OpaquePointer?, UInt32, UnsafeMutableRawPointer?) -> Void

  // The functions of the paths that count.
  let status: Status
  let step: StepFunction
  let legal: Legal
  let observe: Observe

  /// Loads a library.
  ///
  /// - Parameter path: The file.
  /// - Throws: `PluginError` if it is no library of this version of the interface.
  convenience init(loading path: String) throws(PluginError) {
    // Whoever watches already keeps the word.
    Self.watch(descriptor: STDERR_FILENO, prefix: "error: plugin ")
    // The path may be read until the process ends.
    let label = strdup(path)
    let opened = Self.call("dlopen", of: label) { dlopen(path, RTLD_NOW | RTLD_LOCAL) }
    guard let handle = opened else {
      let reason = dlerror().map { String(cString: $0) } ?? "unknown reason"
      throw PluginError(path: path, fault: .notLoadable(reason: reason))
    }
    guard let symbol = dlsym(handle, GP_ENTRY_SYMBOL) else {
      throw PluginError(path: path, fault: .noSymbol(GP_ENTRY_SYMBOL))
    }
    typealias Entry =
      @convention(c) (UnsafePointer<gp_host_v1>?) -> UnsafePointer<gp_plugin_v1>?
    let entry = unsafeBitCast(symbol, to: Entry.self)
    guard let table = Self.call("game_plugin_v1", of: label, { entry(Self.host) }) else {
      throw PluginError(path: path, fault: .refusesHost)
    }
    try self.init(table, path: path, label: label)
  }

  /// Checks and copies a table.
  ///
  /// - Parameters:
  ///   - table: As the library returned it.
  ///   - path: Where the library was loaded from.
  ///   - label: The path, living for ever; `nil` to have one made.
  /// - Throws: `PluginError` if the table is of another version or incomplete.
  init(
    _ table: UnsafePointer<gp_plugin_v1>, path: String, label: UnsafePointer<CChar>? = nil
  ) throws(PluginError) {
    // The first fields are in every version; beyond them only `struct_size` bytes may be read.
    let size = Int(UnsafeRawPointer(table).load(as: UInt32.self))
    let headSize = MemoryLayout<gp_plugin_v1>.offset(of: \.name) ?? 0
    guard size >= headSize else {
      throw PluginError(path: path, fault: .truncatedTable(size: size, field: "name"))
    }
    let found = UnsafeRawPointer(table).load(
      fromByteOffset: MemoryLayout<gp_plugin_v1>.offset(of: \.abi_major) ?? 0, as: UInt32.self)
    guard found == GP_ABI_MAJOR else {
      throw PluginError(path: path, fault: .wrongVersion(found: found, expected: GP_ABI_MAJOR))
    }
    var copy = gp_plugin_v1()
    // Half a pointer at the end is none.
    let pointer = MemoryLayout<UnsafeRawPointer>.size
    memcpy(&copy, table, min(size / pointer * pointer, MemoryLayout<gp_plugin_v1>.size))
    functions = copy
    self.path = path
    self.label = label ?? UnsafePointer(strdup(path))
    for (name, offset, isThere) in Self.required(copy) where !isThere {
      let end = offset + pointer
      throw PluginError(
        path: path,
        fault: end > size
          ? .truncatedTable(size: size, field: name)
          : .missingFunction(name, reason: "required"))
    }
    guard let status = copy.state_status, let step = copy.state_step, let legal = copy.state_legal,
      let observe = copy.state_observe
    else {
      throw PluginError(path: path, fault: .missingFunction("state_step", reason: "required"))
    }
    (self.status, self.step, self.legal, self.observe) = (status, step, legal, observe)
  }

  /// The record of this program that libraries keep.
  private static nonisolated(unsafe) let host: UnsafePointer<gp_host_v1> = {
    let host = UnsafeMutablePointer<gp_host_v1>.allocate(capacity: 1)
    host.initialize(
      to: gp_host_v1(
        struct_size: UInt32(MemoryLayout<gp_host_v1>.size), abi_minor: GP_ABI_MINOR,
        context: nil, log: { _, _, message in PluginTable.log(message) }))
    return UnsafePointer(host)
  }()

  /// Writes a library's message where messages belong.
  private static func log(_ message: UnsafePointer<CChar>?) {
    guard let message else { return }
    let line = Array(("plugin: " + String(cString: message) + "\n").utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }

  /// The functions without which nothing can be played: name, place in the table, whether present.
  private static func required(_ table: gp_plugin_v1) -> [(String, Int, Bool)] {
    func place<Value>(_ path: KeyPath<gp_plugin_v1, Value>) -> Int {
      MemoryLayout<gp_plugin_v1>.offset(of: path) ?? 0
    }
    return [
      ("name", place(\.name), table.name != nil),
      ("version", place(\.version), table.version != nil),
      ("license", place(\.license), table.license != nil),
      ("game_name", place(\.game_name), table.game_name != nil),
      ("game_summary", place(\.game_summary), table.game_summary != nil),
      ("game_create", place(\.game_create), table.game_create != nil),
      ("game_destroy", place(\.game_destroy), table.game_destroy != nil),
      ("game_spec", place(\.game_spec), table.game_spec != nil),
      ("state_create", place(\.state_create), table.state_create != nil),
      ("state_destroy", place(\.state_destroy), table.state_destroy != nil),
      ("state_status", place(\.state_status), table.state_status != nil),
      ("state_step", place(\.state_step), table.state_step != nil),
      ("state_legal", place(\.state_legal), table.state_legal != nil),
      ("state_observe", place(\.state_observe), table.state_observe != nil),
      ("state_return", place(\.state_return), table.state_return != nil),
      ("state_hash", place(\.state_hash), table.state_hash != nil),
    ]
  }

  /// Checks that a game has the functions that its capabilities promise.
  ///
  /// - Parameters:
  ///   - capabilities: The bits of the specification.
  ///   - game: The game's name.
  /// - Throws: `PluginError` for the first function that is missing.
  func checkPromises(_ capabilities: UInt64, of game: String) throws(PluginError) {
    let table = functions
    let promises: [(UInt64, String, Bool)] = [
      (GP_CAN_CLONE, "state_clone", table.state_clone != nil),
      (GP_CAN_CLONE, "state_copy_from", table.state_copy_from != nil),
      (GP_CAN_SERIALIZE, "state_serialize", table.state_serialize != nil),
      (GP_CAN_SERIALIZE, "state_deserialize", table.state_deserialize != nil),
      (GP_CAN_PARSE, "state_text", table.state_text != nil),
      (GP_CAN_PARSE, "state_parse", table.state_parse != nil),
      (GP_CAN_NAME_ACTIONS, "action_text", table.action_text != nil),
      (GP_CAN_NAME_ACTIONS, "action_parse", table.action_parse != nil),
      (GP_CAN_TURN, "symmetry_count", table.symmetry_count != nil),
      (GP_CAN_TURN, "symmetry_cell", table.symmetry_cell != nil),
      (GP_CAN_TURN, "symmetry_action", table.symmetry_action != nil),
      (GP_CAN_DRAW, "action_draw", table.action_draw != nil),
      (GP_HAS_CHANCE, "state_reseed", table.state_reseed != nil),
    ]
    for (bit, name, isThere) in promises where capabilities & bit != 0 && !isThere {
      throw PluginError(
        path: path, fault: .missingFunction(name, reason: "promised by game '\(game)'"))
    }
  }
}

/// Has a text written into a buffer that is large enough.
///
/// - Parameter write: Writes the text with a zero byte and returns its whole length.
/// - Returns: The text.
func text(writtenBy write: (UnsafeMutablePointer<CChar>, Int) -> Int) -> String {
  var capacity = 256
  while true {
    var length = 0
    let bytes = [CChar](unsafeUninitializedCapacity: capacity) { buffer, count in
      buffer.initialize(repeating: 0)
      if let base = buffer.baseAddress { length = write(base, capacity) }
      count = capacity
    }
    if length < capacity {
      return String(
        decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    capacity = length + 1
  }
}
