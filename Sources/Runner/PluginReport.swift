import ExternalGames

/// The findings of a check: each fault once, and how often it was found.
struct PluginReport {
  private var entries: [(game: String, finding: PluginFinding, count: Int)] = []

  /// Whether each finding is printed when it is added.
  private let isPrinted: Bool

  /// Begins a report.
  ///
  /// - Parameter isPrinted: Whether each finding is printed when it is added.
  init(isPrinted: Bool) {
    self.isPrinted = isPrinted
  }

  /// Adds a finding.
  ///
  /// - Parameters:
  ///   - game: The name of the game, or of a file that has none.
  ///   - finding: The finding.
  /// - Throws: `Failure` if it cannot be printed.
  mutating func add(_ game: String, _ finding: PluginFinding) throws(Failure) {
    if let fault = finding.fault,
      let index = entries.firstIndex(where: { entry in
        entry.game == game && entry.finding.fault.map(Self.kind(of:)) == Self.kind(of: fault)
      })
    {
      entries[index].count += 1
      return
    }
    entries.append((game, finding, 1))
    // A game may take its time, so each is printed as soon as it is there.
    if isPrinted { try Output.result(Self.line(game, finding)) }
  }

  /// How many different faults there are.
  var faultCount: Int { entries.count { $0.finding.fault != nil } }

  /// The last lines for people.
  var verdict: [String] {
    let repeated = entries.filter { $0.count > 1 }.map { entry in
      "found \(entry.count) times: \(entry.finding.fault ?? "")"
    }
    let count = faultCount
    return repeated + [count == 0 ? "all is well" : "\(count) fault\(count == 1 ? "" : "s")"]
  }

  /// All findings as JSON.
  var document: JSONValue {
    .array(
      entries.map { game, finding, count in
        [
          "game": .string(game), "property": .string(finding.name),
          "fault": finding.fault.map(JSONValue.string) ?? nil,
          "note": finding.note.map(JSONValue.string) ?? nil, "count": .integer(count),
        ]
      })
  }

  /// A fault whatever its numbers: the same mistake shows at another action and another step.
  private static func kind(of fault: String) -> String {
    String(fault.filter { !$0.isNumber })
  }

  private static func line(_ game: String, _ finding: PluginFinding) -> String {
    let rest = finding.fault ?? finding.note ?? ""
    let mark = finding.fault == nil ? "ok   " : "FAULT"
    return "\(mark) \(game): \(finding.name)" + (rest.isEmpty ? "" : " – \(rest)")
  }
}
