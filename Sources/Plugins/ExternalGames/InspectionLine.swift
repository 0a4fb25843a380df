import Glibc

/// One line of what an inspecting process says: a kind and fields, between tabulators.
struct InspectionLine: Hashable {
  /// `begin`, `finding`, `game`, `crash` or `end`.
  var kind: String

  var fields: [String]

  /// What a process says last.
  static let end = InspectionLine(kind: "end", fields: [])

  init(kind: String, fields: [String]) {
    self.kind = kind
    self.fields = fields
  }

  /// The line that tells a finding.
  init(_ finding: PluginFinding) {
    // An empty text is none: no fault and no note is empty.
    self.init(kind: "finding", fields: [finding.name, finding.fault ?? "", finding.note ?? ""])
  }

  /// Reads a line; `nil` for what the library printed by itself.
  ///
  /// - Parameter text: The line without its line feed.
  init?(_ text: String) {
    var fields = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard let kind = fields.first, ["begin", "finding", "game", "crash", "end"].contains(kind)
    else {
      return nil
    }
    fields.removeFirst()
    self.init(kind: kind, fields: fields)
  }

  /// The finding that the line tells.
  var finding: PluginFinding? {
    guard kind == "finding", fields.count == 3 else { return nil }
    return PluginFinding(
      name: fields[0], fault: fields[1].isEmpty ? nil : fields[1],
      note: fields[2].isEmpty ? nil : fields[2])
  }

  /// The line as it is sent.
  var text: String {
    let plain = fields.map { field in
      String(field.map { $0 == "\t" || $0.isNewline ? " " : $0 })
    }
    return ([kind] + plain).joined(separator: "\t")
  }

  /// Writes the line to standard output, at once.
  func send() {
    let bytes = Array((text + "\n").utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count <= 0 { return }
      rest = rest.dropFirst(count)
    }
  }
}
