extension Scaffold {
  /// A library in Swift.
  static let swiftTemplates: [(path: String, text: String)] = [
    ("⟨Type⟩/Package.swift", swiftManifest),
    ("⟨Type⟩/Sources/⟨Type⟩/⟨Type⟩.swift", swiftRules),
    ("⟨Type⟩/Sources/⟨Type⟩/Plugin.swift", swiftPlugin),
    ("⟨Type⟩/Sources/CGamePlugin/include/game_plugin.h", pluginHeader),
    (
      "⟨Type⟩/Sources/CGamePlugin/header.c",
      "// A C target needs a source file.\n#include \"game_plugin.h\"\n"
    ),
  ]

  static let swiftSteps = [
    "swift build -c release --package-path ⟨Type⟩",
    "tesuji plugin check ⟨Type⟩/.build/release/lib⟨Type⟩.so",
    "mkdir -p .tesuji/plugins && cp ⟨Type⟩/.build/release/lib⟨Type⟩.so .tesuji/plugins",
    "tesuji play ⟨name⟩",
  ]

  private static let swiftManifest = #"""
    // swift-tools-version: 6.2
    import PackageDescription

    let package = Package(
      name: "⟨Type⟩",
      products: [.library(name: "⟨Type⟩", type: .dynamic, targets: ["⟨Type⟩"])],
      targets: [
        // A copy of the header of Tesuji.
        .target(name: "CGamePlugin"),
        .target(name: "⟨Type⟩", dependencies: ["CGamePlugin"]),
      ]
    )

    """#

  private static let swiftRules = #"""
    // ⟨Type⟩: a race to 21. Players in turn add 1, 2 or 3 to a total, and who reaches 21 wins.
    //
    // Action a adds a + 1. Change these rules into your own; Plugin.swift hands them to Tesuji.

    /// A position: plain data, so that a copy is an assignment and saving is a copy of its bytes.
    struct Position {
      var total: Int32 = 0
      var playerToMove: Int32 = 0

      static let goal: Int32 = 21
      static let actionCount: Int32 = 3

      var isOver: Bool { total == Self.goal }

      /// Whether the numbers can be those of a position.
      var isPossible: Bool { 0...Self.goal ~= total && 0...1 ~= playerToMove }

      func isLegal(_ action: Int32) -> Bool {
        0..<Self.actionCount ~= action && total + action + 1 <= Self.goal
      }

      /// Takes a legal action and tells the reward of the player who moved.
      mutating func take(_ action: Int32) -> Float {
        total += action + 1
        playerToMove = 1 - playerToMove
        return isOver ? 1 : 0
      }

      func returnOf(_ player: Int32) -> Float {
        guard isOver else { return 0 }
        return player == playerToMove ? -1 : 1
      }

      /// Draws one row with a cell for each total; both players see the same.
      func draw(_ cells: UnsafeMutablePointer<Float>) {
        for cell in 0...Int(Self.goal) { cells[cell] = cell == total ? 1 : 0 }
      }

      /// A number of its own for each position.
      var hash: UInt64 {
        (UInt64(total) * 2 + UInt64(playerToMove) + 1) &* 0x9E37_79B9_7F4A_7C15
      }
    }

    """#

  private static let swiftPlugin = #"""
    // The border between the rules and Tesuji; game_plugin.h says what each function has to do.

    import CGamePlugin

    private func position(_ state: OpaquePointer?) -> UnsafeMutablePointer<Position> {
      guard let state else { fatalError("no state") }
      return UnsafeMutablePointer(state)
    }

    private func make(_ position: Position) -> OpaquePointer {
      let pointer = UnsafeMutablePointer<Position>.allocate(capacity: 1)
      pointer.initialize(to: position)
      return OpaquePointer(pointer)
    }

    /// A text that lives for ever.
    private func forever(_ text: StaticString) -> UnsafePointer<CChar> {
      UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    }

    /// How a position stands, with the reward of the step before.
    private func status(of position: Position, reward: Float = 0) -> gp_step_v1 {
      gp_step_v1(
        reward: reward, cost: 0, terminal: position.isOver ? 1 : 0, truncated: 0,
        to_move: UInt8(position.playerToMove), flags: 0)
    }

    /// The one game has no options, so any address will do for it.
    private nonisolated(unsafe) let theGame = OpaquePointer(
      UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

    private nonisolated(unsafe) let table: UnsafePointer<gp_plugin_v1> = {
      var table = gp_plugin_v1()
      table.struct_size = UInt32(MemoryLayout<gp_plugin_v1>.size)
      table.abi_major = GP_ABI_MAJOR
      table.abi_minor = GP_ABI_MINOR
      table.game_count = 1
      table.name = forever("⟨name⟩")
      table.version = forever("1.0")
      table.license = forever("unlicensed")
      table.game_name = { _ in forever("⟨name⟩") }
      table.game_summary = { _ in forever("a race to 21 by adding 1, 2 or 3") }
      table.game_create = { _, _, _, _ in theGame }
      table.game_destroy = { _ in }
      table.game_spec = { _, out in
        guard let out else { return }
        // Raised whenever play, observation or the meaning of actions changes.
        out.pointee.rules_version = 1
        out.pointee.players = 2
        out.pointee.action_count = UInt32(Position.actionCount)
        out.pointee.channels = 1
        out.pointee.height = 1
        out.pointee.width = UInt32(Position.goal) + 1
        out.pointee.observation_type = GP_FLOAT32
        out.pointee.step_limit = UInt32(Position.goal)
        out.pointee.value_min = -1
        out.pointee.value_max = 1
        out.pointee.capabilities = GP_CAN_CLONE | GP_CAN_SERIALIZE
      }
      table.state_create = { _, _ in make(Position()) }
      table.state_destroy = { position($0).deallocate() }
      table.state_clone = { make(position($0).pointee) }
      table.state_copy_from = { position($0).pointee = position($1).pointee }
      table.state_status = { $1?.pointee = status(of: position($0).pointee) }
      table.state_step = { state, action, out in
        let position = position(state)
        guard position.pointee.isLegal(action) else { return -1 }
        let reward = position.pointee.take(action)
        out?.pointee = status(of: position.pointee, reward: reward)
        return 0
      }
      table.state_legal = { state, out, capacity in
        var count: UInt32 = 0
        for action in 0..<Position.actionCount where position(state).pointee.isLegal(action) {
          if let out, count < capacity { out[Int(count)] = action }
          count += 1
        }
        return count
      }
      table.state_observe = { state, _, out in
        guard let cells = out?.assumingMemoryBound(to: Float.self) else { return }
        position(state).pointee.draw(cells)
      }
      table.state_return = { position($0).pointee.returnOf(Int32($1)) }
      table.state_hash = { position($0).pointee.hash }
      table.state_serialize = { state, out, capacity in
        let size = MemoryLayout<Position>.size
        if let out, capacity >= size {
          UnsafeMutableRawPointer(out).copyMemory(from: position(state), byteCount: size)
        }
        return size
      }
      table.state_deserialize = { state, bytes, count in
        guard let bytes, count == MemoryLayout<Position>.size else { return -1 }
        let read = UnsafeRawPointer(bytes).loadUnaligned(as: Position.self)
        guard read.isPossible else { return -1 }
        position(state).pointee = read
        return 0
      }
      let pointer = UnsafeMutablePointer<gp_plugin_v1>.allocate(capacity: 1)
      pointer.initialize(to: table)
      return UnsafePointer(pointer)
    }()

    /// The one exported function.
    @c(game_plugin_v1)
    public func gamePlugin(_ host: UnsafePointer<gp_host_v1>?) -> UnsafePointer<gp_plugin_v1>? {
      table
    }

    """#
}
