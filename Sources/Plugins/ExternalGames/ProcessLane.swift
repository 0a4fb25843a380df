import GameProtocol
import Synchronization

/// A position that a server has shown.
///
/// While anybody holds it, its lane can return to it: from an environment that stands at it, from what
/// the server has kept, or by replaying the game.
final class ProcessPosition: Sendable {
  /// What the host knows of it.
  let sight: ProcessSight

  /// Where it can be gone on from.
  let lane: ProcessLane

  /// What helps to return to it.
  struct Place {
    /// The number of the environment that stands at it, if none has left.
    var environment: Int?
    /// What the server keeps it as.
    var saved: ProcessLane.Saved?
  }

  /// Changed under the lock of the lane only, but also read when nobody holds the position any more.
  let place: Mutex<Place>

  init(_ sight: ProcessSight, lane: ProcessLane, environment: Int?) {
    self.sight = sight
    self.lane = lane
    place = Mutex(Place(environment: environment))
  }

  deinit {
    if let saved = place.withLock(\.saved) { lane.forget(saved) }
  }
}

/// One server and the positions that its environments stand at.
///
/// An environment is nothing but a cache of one position. Every position can be reached from the way
/// that led to it, so a server that dies is replaced by another.
final class ProcessLane: Sendable {
  /// A position that a server keeps.
  struct Saved {
    /// The server, by its number among those of this lane.
    var generation: Int
    var handle: UInt64
  }

  /// A step to be taken from a position.
  struct Request {
    var position: ProcessPosition
    var trail: ActionTrail
    /// Replaces the random future before the step.
    var seed: UInt64?
    var action: Int32
    /// Whether anybody else holds the position, and may want to go on from it.
    var isShared: Bool
  }

  /// What a step led to.
  struct Advance: Sendable {
    var reward: Float
    var cost: Float
    var position: ProcessPosition
  }

  /// How often a step is tried.
  static let attempts = 3

  private let plan: ProcessPlan
  private let core: Mutex<Core>
  private let forgotten = Mutex<[Saved]>([])

  /// An environment of the server.
  private struct Slot {
    weak var position: ProcessPosition?
    var lastUse = 0

    /// Whether nobody can want to go on from here.
    var isFree: Bool { position.map { $0.sight.end != .continues } ?? true }
  }

  private struct Core {
    var server: ProcessServer?
    var generation = 0
    var slots: [Slot] = []
    var clock = 0
  }

  /// Environments that are used where the server can keep positions: more would only hold memory.
  private static let cachedCount = 32

  /// Makes a lane; its server is started when it is needed.
  ///
  /// - Parameter plan: What to start.
  init(_ plan: ProcessPlan) {
    self.plan = plan
    core = Mutex(Core())
  }

  /// Forgets a kept position, at the next occasion.
  func forget(_ saved: Saved) { forgotten.withLock { $0.append(saved) } }

  /// The facts of the game, from a server that is started if none runs.
  ///
  /// - Returns: The facts.
  /// - Throws: `ProcessError` if the server does not start.
  func facts() throws(ProcessError) -> ProcessFacts {
    try core.withLock { core throws(ProcessError) in
      try server(&core, expecting: nil).facts
    }
  }

  /// The server's process, for tests that end it.
  var process: Int32? { core.withLock { $0.server?.process } }

  /// Starts a game.
  ///
  /// - Parameters:
  ///   - seed: The seed of the game.
  ///   - facts: The facts that the server has to confirm.
  /// - Returns: The start.
  /// - Throws: `ProcessError` after the last attempt.
  func start(seed: UInt64, _ facts: ProcessFacts) throws(ProcessError) -> ProcessPosition {
    try attempt(ActionTrail(seed: seed), facts) { core, server throws(ProcessError) in
      let slot = try freeSlot(&core, server, besides: [])
      let sight = try server.reset([(slot, seed)])[0]
      guard sight.end == .continues else {
        throw .badPosition(found: "a game that starts finished", expected: "one that goes on")
      }
      return settle(sight, in: slot, &core)
    }
  }

  /// Takes a step from each of many positions of this lane, in one frame where that is possible.
  ///
  /// - Parameters:
  ///   - requests: The steps.
  ///   - facts: The facts of the game.
  /// - Returns: What each led to; `nil` for a step that is given up, and was reported.
  func advance(_ requests: [Request], _ facts: ProcessFacts) -> [Advance?] {
    if requests.count > 1 {
      do throws(ProcessError) {
        return try allAtOnce(requests, facts)
      } catch {
        let trail = requests[0].trail
        plan.report(
          ProcessIncident(
            game: plan.name, seed: trail.seed, ply: trail.count, gamesAtOnce: requests.count,
            error: error, isFinal: false))
      }
    }
    // One by one, so that a game that fails does not take the others with it.
    return requests.map { request in
      try? attempt(request.trail, facts) { core, server throws(ProcessError) in
        try step([request], &core, server)[0]
      }
    }
  }

  /// A picture of a position.
  ///
  /// - Parameters:
  ///   - position: The position.
  ///   - trail: The way to it.
  ///   - facts: The facts of the game.
  /// - Returns: The picture.
  /// - Throws: `ProcessError` at once: a game can go on without its picture.
  func text(
    of position: ProcessPosition, _ trail: ActionTrail, _ facts: ProcessFacts
  ) throws(ProcessError) -> String {
    try core.withLock { core throws(ProcessError) in
      do throws(ProcessError) {
        let server = try server(&core, expecting: facts)
        return try server.text(of: place(position, trail, &core, server, besides: []))
      } catch {
        recover(from: error, &core)
        throw error
      }
    }
  }

  /// Takes all steps in as few frames as there are environments for.
  private func allAtOnce(
    _ requests: [Request], _ facts: ProcessFacts
  ) throws(ProcessError) -> [Advance] {
    try core.withLock { core throws(ProcessError) in
      do throws(ProcessError) {
        let server = try server(&core, expecting: facts)
        var advances: [Advance] = []
        let size = min(slotLimit(server), ProcessServer.stepsInFrame)
        for start in stride(from: 0, to: requests.count, by: size) {
          let part = Array(requests[start..<min(start + size, requests.count)])
          advances += try step(part, &core, server)
        }
        return advances
      } catch {
        recover(from: error, &core)
        throw error
      }
    }
  }

  /// Tries something several times, with a new server where the old one is lost.
  ///
  /// - Parameters:
  ///   - trail: The way to the position concerned, for reports.
  ///   - facts: The facts that a new server has to confirm.
  ///   - body: What is tried.
  /// - Returns: What it returns.
  /// - Throws: The last error.
  private func attempt<Value: Sendable>(
    _ trail: ActionTrail, _ facts: ProcessFacts,
    _ body: (inout Core, ProcessServer) throws(ProcessError) -> Value
  ) throws(ProcessError) -> Value {
    var attempt = 0
    while true {
      attempt += 1
      do throws(ProcessError) {
        return try core.withLock { core throws(ProcessError) in
          do throws(ProcessError) {
            let server = try server(&core, expecting: facts)
            return try body(&core, server)
          } catch {
            recover(from: error, &core)
            throw error
          }
        }
      } catch {
        let isFinal = attempt == Self.attempts
        plan.report(
          ProcessIncident(
            game: plan.name, seed: trail.seed, ply: trail.count, error: error, isFinal: isFinal))
        if isFinal { throw error }
      }
    }
  }

  /// Gives up a server with which no conversation is possible any more.
  private func recover(from error: ProcessError, _ core: inout Core) {
    guard error.isServerLost else { return }
    core.server = nil
    core.slots.removeAll()
    core.generation += 1
  }

  /// The server, started if none runs; what was forgotten meanwhile is given up in it.
  private func server(
    _ core: inout Core, expecting facts: ProcessFacts?
  ) throws(ProcessError) -> ProcessServer {
    let lost = forgotten.withLock { forgotten in
      defer { forgotten.removeAll(keepingCapacity: true) }
      return forgotten
    }
    if let server = core.server {
      let handles = lost.filter { $0.generation == core.generation }.map(\.handle)
      if !handles.isEmpty { try server.drop(handles) }
      return server
    }
    let server = try ProcessServer(plan, environments: plan.environmentCount)
    if let facts, server.facts != facts {
      throw .badFacts("they are other ones than when the server was first started")
    }
    core.server = server
    return server
  }

  private func slotLimit(_ server: ProcessServer) -> Int {
    let facts = server.facts
    return facts.canClone ? min(Self.cachedCount, facts.environmentCount) : facts.environmentCount
  }

  /// Takes steps in one frame, from at most as many positions as there are environments.
  private func step(
    _ requests: [Request], _ core: inout Core, _ server: ProcessServer
  ) throws(ProcessError) -> [Advance] {
    var steps: [(environment: Int, action: Int32)] = []
    steps.reserveCapacity(requests.count)
    for request in requests {
      let position = request.position
      let slot = try place(position, request.trail, &core, server, besides: steps)
      if request.isShared { try keep(position, slot, core.generation, server) }
      // From here on the environment is on its way to another position.
      core.slots[slot].position = nil
      position.place.withLock { $0.environment = nil }
      if let seed = request.seed { try server.reseed(slot, seed) }
      steps.append((slot, request.action))
    }
    let results = try server.step(steps)
    return zip(results, steps).map { result, step in
      Advance(
        reward: result.reward, cost: result.cost,
        position: settle(result.sight, in: step.environment, &core))
    }
  }

  /// Notes that an environment stands at a new position.
  private func settle(
    _ sight: ProcessSight, in slot: Int, _ core: inout Core
  ) -> ProcessPosition {
    let position = ProcessPosition(sight, lane: self, environment: slot)
    occupy(slot, position, &core)
    return position
  }

  private func occupy(_ slot: Int, _ position: ProcessPosition, _ core: inout Core) {
    core.clock += 1
    core.slots[slot] = Slot(position: position, lastUse: core.clock)
  }

  /// Has a position kept by the server, if it can and has not done so.
  private func keep(
    _ position: ProcessPosition, _ slot: Int, _ generation: Int, _ server: ProcessServer
  ) throws(ProcessError) {
    guard server.facts.canClone, position.sight.end == .continues,
      position.place.withLock({ $0.saved?.generation }) != generation
    else { return }
    let handle = try server.save(slot)
    position.place.withLock { $0.saved = Saved(generation: generation, handle: handle) }
  }

  /// Brings an environment to a position, if none stands there.
  ///
  /// - Parameters:
  ///   - position: The position.
  ///   - trail: The way to it.
  ///   - core: The lane's own.
  ///   - server: The server.
  ///   - taken: Environments that have to stay as they are.
  /// - Returns: The environment.
  /// - Throws: `ProcessError` if the position cannot be reached.
  private func place(
    _ position: ProcessPosition, _ trail: ActionTrail, _ core: inout Core, _ server: ProcessServer,
    besides taken: [(environment: Int, action: Int32)]
  ) throws(ProcessError) -> Int {
    let (hint, saved) = position.place.withLock { ($0.environment, $0.saved) }
    if let hint, hint < core.slots.count, core.slots[hint].position === position { return hint }
    let slot = try freeSlot(&core, server, besides: taken)
    if let saved, saved.generation == core.generation,
      try server.load(saved.handle, into: slot) == position.sight
    {
      return found(position, in: slot, &core)
    }
    var sight = try server.reset([(slot, trail.seed)])[0]
    var actions: [Int32] = []
    for event in trail.events {
      switch event {
      case .action(let action): actions.append(action)
      case .reseed(let seed):
        _ = try server.replay(actions, in: slot)
        actions.removeAll(keepingCapacity: true)
        try server.reseed(slot, seed)
      }
    }
    sight = try server.replay(actions, in: slot) ?? sight
    guard sight == position.sight else {
      throw .notRepeatable(
        how: "the same \(trail.count) events after seed \(trail.seed) lead to another position")
    }
    return found(position, in: slot, &core)
  }

  private func found(
    _ position: ProcessPosition, in slot: Int, _ core: inout Core
  ) -> Int {
    occupy(slot, position, &core)
    position.place.withLock { $0.environment = slot }
    return slot
  }

  /// An environment for another position: one that nobody needs, or a new one, or the one that was not
  /// used for the longest time, whose position is kept if anybody may come back to it.
  private func freeSlot(
    _ core: inout Core, _ server: ProcessServer,
    besides taken: [(environment: Int, action: Int32)]
  ) throws(ProcessError) -> Int {
    let isTaken = Set(taken.map(\.environment))
    if let free = core.slots.indices.first(where: { !isTaken.contains($0) && core.slots[$0].isFree }
    ) {
      core.slots[free].position = nil
      return free
    }
    if core.slots.count < slotLimit(server) {
      core.slots.append(Slot())
      return core.slots.count - 1
    }
    let oldest = core.slots.indices.filter { !isTaken.contains($0) }
      .min { core.slots[$0].lastUse < core.slots[$1].lastUse }
    guard let oldest else { preconditionFailure("more steps in a frame than environments") }
    if let position = core.slots[oldest].position {
      try keep(position, oldest, core.generation, server)
    }
    core.slots[oldest].position = nil
    return oldest
  }
}
