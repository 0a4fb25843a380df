import CGamePlugin
public import GameProtocol
import Synchronization

extension ExternalGame {
  /// A game of this program behind the border of libraries, where it can be inspected as they are.
  ///
  /// Its states are serialized as the way to them, which is how runs keep games.
  ///
  /// - Parameter game: The game.
  /// - Throws: `PluginError` if a library would be refused that offered such a game.
  public init(exporting game: any Game) throws(PluginError) {
    let index = ExportTable.offered.withLock { offered in
      offered.append(game)
      return UInt32(offered.count - 1)
    }
    var functions = ExportTable.functions
    let table = try PluginTable(&functions, path: "built-in")
    self.init(try ExternalRules(table, index: index, name: game.specification.name))
  }
}

/// What the pointers of a table point to, for as long as the other side wants.
private final class Handle<Value> {
  private let value: Value

  private init(_ value: Value) { self.value = value }

  static func open(_ value: Value) -> OpaquePointer {
    OpaquePointer(Unmanaged.passRetained(Handle(value)).toOpaque())
  }

  static func value(at pointer: OpaquePointer?) -> Value {
    guard let pointer else { preconditionFailure("a function of the table got no object") }
    return Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(pointer)).takeUnretainedValue().value
  }

  static func close(_ pointer: OpaquePointer?) {
    guard let pointer else { return }
    Unmanaged<Handle>.fromOpaque(UnsafeRawPointer(pointer)).release()
  }
}

/// A state that is known by its pointer.
private protocol Exported: AnyObject {
  var specification: GameSpecification { get }
  var status: gp_step_v1 { get }
  var legalActions: [Action] { get }
  var positionText: String { get }
  var trail: ActionTrail { get }

  func copy() -> any Exported
  func become(_ other: any Exported)
  func reseed(_ seed: UInt64)
  /// `nil` for an illegal action, which changes nothing.
  func step(_ action: Int32) -> gp_step_v1?
  /// Goes another way; `false` if it is none, which changes nothing.
  func follow(_ trail: ActionTrail) -> Bool
  func observe(as player: Player, into planes: inout MutableSpan<Float>)
  func returnOf(_ player: Player) -> Float
}

extension Exported {
  /// A number for what can be seen of the position.
  var hash: UInt64 {
    var hash = StateHash()
    for byte in positionText.utf8 { hash.mix(UInt64(byte)) }
    for action in legalActions { hash.mix(UInt64(action.index)) }
    let player = Player(rawValue: status.to_move)
    hash.mix(UInt64(player.rawValue))
    hash.mix(UInt64(returnOf(player).bitPattern))
    var planes = [Float](repeating: 0, count: specification.observationShape.count)
    var span = planes.mutableSpan
    observe(as: player, into: &span)
    for number in planes { hash.mix(UInt64(number.bitPattern)) }
    return hash.value
  }

  /// The way to the position, after its length: a text that is cut short could be another way.
  var bytes: [UInt8] {
    let text = Array(trail.text.utf8)
    return withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) } + text
  }

  /// Becomes the position that bytes tell; `false` if they tell none.
  func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 8 else { return false }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length == UInt64(bytes.count - 8),
      let trail = try? ActionTrail.reading(String(decoding: bytes.dropFirst(8), as: UTF8.self))
    else { return false }
    return follow(trail)
  }
}

private final class ExportedState<G: Game>: Exported {
  private let game: G
  private var state: G.State
  private(set) var trail: ActionTrail
  private var end = Step.End.continues

  init(_ game: G, seed: UInt64) {
    self.game = game
    state = game.initialState(seed: seed)
    trail = ActionTrail(seed: seed)
  }

  private init(copying other: ExportedState<G>) {
    (game, state, trail, end) = (other.game, other.state, other.trail, other.end)
  }

  var specification: GameSpecification { game.specification }
  var legalActions: [Action] { state.legalActions }
  var positionText: String { state.positionText }

  var status: gp_step_v1 {
    var status = gp_step_v1()
    status.to_move = state.playerToMove.rawValue
    status.terminal = end == .terminated ? 1 : 0
    status.truncated = end == .truncated ? 1 : 0
    return status
  }

  func copy() -> any Exported { ExportedState(copying: self) }

  func become(_ other: any Exported) {
    guard let other = other as? ExportedState<G> else {
      preconditionFailure("a state of another game cannot be copied from")
    }
    (state, trail, end) = (other.state, other.trail, other.end)
  }

  func reseed(_ seed: UInt64) {
    state.reseed(seed)
    trail.append(.reseed(seed))
  }

  func step(_ action: Int32) -> gp_step_v1? {
    guard legalActions.contains(Action(rawValue: action)) else { return nil }
    let step = state.apply(Action(rawValue: action))
    trail.append(.action(action))
    end = step.end
    var result = status
    result.reward = step.reward
    result.cost = step.cost
    return result
  }

  func follow(_ trail: ActionTrail) -> Bool {
    let other = ExportedState(game, seed: trail.seed)
    for event in trail.events {
      switch event {
      case .action(let action): if other.step(action) == nil { return false }
      case .reseed(let seed): other.reseed(seed)
      }
    }
    become(other)
    return true
  }

  func observe(as player: Player, into planes: inout MutableSpan<Float>) {
    state.observe(as: player, into: &planes)
  }

  func returnOf(_ player: Player) -> Float { state.returnOf(player) }
}

/// The table of functions for games of this program.
private enum ExportTable {
  /// The games that can be made, by their numbers.
  static let offered = Mutex<[any Game]>([])

  /// The facts of a game as the border has them.
  static func facts(of specification: GameSpecification) -> gp_spec_v1 {
    var facts = gp_spec_v1()
    facts.rules_version = UInt32(specification.version)
    facts.players = UInt32(specification.playerCount)
    facts.action_count = UInt32(specification.actionCount)
    facts.channels = UInt32(specification.observationShape.channels)
    facts.height = UInt32(specification.observationShape.height)
    facts.width = UInt32(specification.observationShape.width)
    facts.observation_type = GP_FLOAT32
    facts.action_planes = UInt32(specification.actionPlaneCount)
    facts.step_limit = UInt32(specification.lengthLimit ?? 0)
    facts.discount = specification.discount
    facts.value_min = specification.valueRange?.lowerBound ?? 0
    facts.value_max = specification.valueRange?.upperBound ?? 0
    facts.capabilities = GP_CAN_CLONE | GP_CAN_SERIALIZE | GP_CAN_DRAW
    if specification.isStochastic { facts.capabilities |= GP_HAS_CHANCE }
    if specification.rewardKind == .perStep { facts.capabilities |= GP_HAS_REWARDS }
    if specification.isSlow { facts.capabilities |= GP_IS_SLOW }
    return facts
  }

  /// The start of a game.
  static func start(_ game: some Game, seed: UInt64) -> any Exported {
    ExportedState(game, seed: seed)
  }

  /// Draws an action of a game into planes of zeros.
  static func draw(
    _ action: Action, of game: some Game, at planes: UnsafeMutablePointer<Float>
  ) {
    let specification = game.specification
    let buffer = UnsafeMutableBufferPointer(
      start: planes,
      count: specification.actionPlaneCount * specification.observationShape.planeSize)
    var span = buffer.mutableSpan
    game.draw(action, into: &span)
  }

  /// The table; its functions tell games and states apart by their pointers.
  static var functions: gp_plugin_v1 {
    var table = gp_plugin_v1()
    table.struct_size = UInt32(MemoryLayout<gp_plugin_v1>.size)
    table.abi_major = GP_ABI_MAJOR
    table.abi_minor = GP_ABI_MINOR
    let label = UnsafeRawPointer(("built-in" as StaticString).utf8Start)
      .assumingMemoryBound(to: CChar.self)
    (table.name, table.version, table.license) = (label, label, label)
    table.game_name = { _ in nil }
    table.game_summary = { _ in nil }
    table.game_create = { index, _, _, _ in
      Handle.open(ExportTable.offered.withLock { $0[Int(index)] })
    }
    table.game_destroy = { game in Handle<any Game>.close(game) }
    table.game_spec = { game, facts in
      guard let facts else { return }
      let size = facts.pointee.struct_size
      facts.pointee = ExportTable.facts(of: Handle<any Game>.value(at: game).specification)
      facts.pointee.struct_size = size
    }
    table.action_draw = { game, action, planes in
      guard let planes else { return }
      ExportTable.draw(
        Action(rawValue: action), of: Handle<any Game>.value(at: game), at: planes)
    }
    addStates(to: &table)
    addSight(to: &table)
    return table
  }

  /// The state that a pointer stands for.
  private static func state(_ pointer: OpaquePointer?) -> any Exported {
    Handle<any Exported>.value(at: pointer)
  }

  private static func addStates(to table: inout gp_plugin_v1) {
    table.state_create = { game, seed in
      Handle.open(ExportTable.start(Handle<any Game>.value(at: game), seed: seed))
    }
    table.state_destroy = { state in Handle<any Exported>.close(state) }
    table.state_clone = { state in
      Handle.open(ExportTable.state(state).copy())
    }
    table.state_copy_from = { to, from in ExportTable.state(to).become(ExportTable.state(from)) }
    table.state_reseed = { state, seed in ExportTable.state(state).reseed(seed) }
    table.state_step = { state, action, result in
      guard let step = ExportTable.state(state).step(action) else { return -1 }
      result?.pointee = step
      return 0
    }
    table.state_serialize = { state, memory, capacity in
      let bytes = ExportTable.state(state).bytes
      if let memory, capacity >= bytes.count { memory.update(from: bytes, count: bytes.count) }
      return bytes.count
    }
    table.state_deserialize = { state, bytes, count in
      ExportTable.state(state).read(UnsafeBufferPointer(start: bytes, count: count)) ? 0 : -1
    }
  }

  private static func addSight(to table: inout gp_plugin_v1) {
    table.state_status = { state, status in status?.pointee = ExportTable.state(state).status }
    table.state_legal = { state, memory, capacity in
      let actions = ExportTable.state(state).legalActions
      if let memory {
        for (index, action) in actions.prefix(Int(capacity)).enumerated() {
          memory[index] = action.rawValue
        }
      }
      return UInt32(actions.count)
    }
    table.state_observe = { state, player, memory in
      guard let memory else { return }
      let exported = ExportTable.state(state)
      let planes = UnsafeMutableBufferPointer(
        start: memory.assumingMemoryBound(to: Float.self),
        count: exported.specification.observationShape.count)
      var span = planes.mutableSpan
      exported.observe(as: Player(rawValue: UInt8(player)), into: &span)
    }
    table.state_return = { state, player in
      ExportTable.state(state).returnOf(Player(rawValue: UInt8(player)))
    }
    table.state_hash = { state in ExportTable.state(state).hash }
  }
}
