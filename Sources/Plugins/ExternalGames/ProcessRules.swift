import GameProtocol
import Glibc
import Synchronization

/// A game with its options in servers, until nobody needs it.
final class ProcessRules: Sendable {
  /// What the servers are started with.
  let plan: ProcessPlan

  /// What the first server said of the game.
  let facts: ProcessFacts

  /// The servers; each is started when a thread needs it.
  let lanes: [ProcessLane]

  /// The start of a game that stands in for one which no server could start.
  private let substitute: ProcessPosition

  /// Which lane a thread plays on.
  private let threads = Mutex<[pthread_t: Int]>([:])

  /// What went wrong.
  private let incidents: Incidents

  /// The first incidents.
  private final class Incidents: Sendable {
    let kept = Mutex<[ProcessIncident]>([])
  }

  /// The incidents that are kept.
  private static let keptIncidentCount = 1000

  /// Starts the first server and checks that the game starts.
  ///
  /// - Parameter plan: What to start.
  /// - Throws: `ProcessError` for a server that does not start, or a game that cannot be played.
  init(_ plan: ProcessPlan) throws(ProcessError) {
    let incidents = Incidents()
    var observed = plan
    observed.report = { incident in
      incidents.kept.withLock { kept in
        if kept.count < Self.keptIncidentCount { kept.append(incident) }
      }
      plan.report(incident)
    }
    self.plan = plan
    self.incidents = incidents
    lanes = (0..<max(1, plan.serverCount)).map { [observed] _ in ProcessLane(observed) }
    facts = try lanes[0].facts()
    substitute = try lanes[0].start(seed: 0, facts)
  }

  /// What went wrong so far, the first thousand times.
  var recordedIncidents: [ProcessIncident] { incidents.kept.withLock(\.self) }

  /// The start of a game.
  ///
  /// - Parameter seed: The seed of the game.
  /// - Returns: The start, and whether it is only a substitute, after which nothing comes.
  func start(seed: UInt64) -> (position: ProcessPosition, isSubstitute: Bool) {
    do throws(ProcessError) {
      return (try lane().start(seed: seed, facts), false)
    } catch {
      return (substitute, true)
    }
  }

  /// The lane of the present thread, so that threads do not wait for one another.
  private func lane() -> ProcessLane {
    if lanes.count == 1 { return lanes[0] }
    let index = threads.withLock { threads in
      let thread = pthread_self()
      if let index = threads[thread] { return index }
      // Threads come and go; more of them than this are none that still play.
      if threads.count >= 1024 { threads.removeAll() }
      threads[thread] = threads.count
      return threads.count - 1
    }
    return lanes[index % lanes.count]
  }
}
