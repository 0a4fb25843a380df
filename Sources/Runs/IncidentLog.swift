import ExternalGames
import Synchronization

/// What goes wrong with the process of a game during a run, gathered from all threads.
final class IncidentLog: Sendable {
  private struct Content {
    var waiting: [ProcessIncident] = []
    var count = 0
    var finalCount = 0
    var last: ProcessIncident?
  }

  private let content = Mutex(Content())

  /// Takes down an incident.
  func add(_ incident: ProcessIncident) {
    content.withLock {
      $0.count += 1
      if incident.isFinal { $0.finalCount += 1 }
      $0.last = incident
      // A server that fails at every step must not fill the memory; the count goes on.
      if $0.waiting.count < 100 { $0.waiting.append(incident) }
    }
  }

  /// The incidents since the last call.
  func take() -> [ProcessIncident] {
    content.withLock { content in
      defer { content.waiting = [] }
      return content.waiting
    }
  }

  /// How many there were, how many games were cut off, and the last; `nil` if there were none.
  var summary: String? {
    content.withLock { content in
      content.last.map {
        "the game's process failed \(content.count) times, \(content.finalCount) games were cut "
          + "off; the last: \($0)"
      }
    }
  }
}
