internal import GRDB

/// A cache of what is known of every run, so that a list need not read every commit.
///
/// It holds nothing that the references do not: a row is read anew when the run's newest commit is not
/// the one it was made from, and a file that cannot be used is deleted and made again.
struct ExperimentIndex {
  private let queue: DatabaseQueue

  /// The version of the tables; a file with another one is made again.
  private static let version = 1

  /// Opens the index, making it where it is missing or unusable.
  init(path: String) throws {
    do {
      queue = try ExperimentIndex.open(path)
    } catch {
      for suffix in ["", "-wal", "-shm", "-journal"] { FileSystem.remove(path + suffix) }
      queue = try ExperimentIndex.open(path)
    }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try queue.write { database in
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      if found == version { return }
      try database.execute(
        sql: """
          DROP TABLE IF EXISTS run;
          DROP TABLE IF EXISTS setting;
          CREATE TABLE run (
            reference TEXT PRIMARY KEY, tip TEXT NOT NULL, summary TEXT NOT NULL,
            results TEXT NOT NULL);
          CREATE TABLE setting (
            reference TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (reference, key)) WITHOUT ROWID;
          PRAGMA user_version = \(version);
          """)
    }
    return queue
  }

  /// The rows by reference.
  func rows() throws -> [String: Entry] {
    try queue.read { database in
      var settings: [String: [String: String]] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT reference, key, value FROM setting") {
        settings[row["reference"], default: [:]][row["key"]] = row["value"]
      }
      var entries: [String: Entry] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT * FROM run") {
        let reference: String = row["reference"]
        entries[reference] = Entry(
          tip: row["tip"], summary: row["summary"], results: row["results"],
          settings: settings[reference] ?? [:])
      }
      return entries
    }
  }

  /// Puts rows in and takes others out.
  func update(_ entries: [String: Entry], removing obsolete: some Sequence<String>) throws {
    try queue.write { database in
      for reference in obsolete {
        try database.execute(sql: "DELETE FROM run WHERE reference = ?", arguments: [reference])
        try database.execute(sql: "DELETE FROM setting WHERE reference = ?", arguments: [reference])
      }
      for (reference, entry) in entries.sorted(by: { $0.key < $1.key }) {
        try database.execute(
          sql: "INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?)",
          arguments: [reference, entry.tip, entry.summary, entry.results])
        try database.execute(sql: "DELETE FROM setting WHERE reference = ?", arguments: [reference])
        for (key, value) in entry.settings.sorted(by: { $0.key < $1.key }) {
          try database.execute(
            sql: "INSERT INTO setting VALUES (?, ?, ?)", arguments: [reference, key, value])
        }
      }
    }
  }

  /// What the index holds of one run.
  struct Entry: Hashable {
    /// The commit that the row was made from.
    var tip: String
    /// The run in one line, as JSON.
    var summary: String
    /// The final figures, as JSON.
    var results: String
    /// The values of the configuration as JSON, by path.
    var settings: [String: String]
  }
}
