package import Runs

extension ProgressReport {
  /// The report as a block of lines for a terminal.
  ///
  /// - Parameter width: The width of the terminal in columns.
  /// - Returns: Lines not wider than that.
  package func block(width: Int) -> [String] {
    var lines = [
      "\(bar(24)) \(Self.percent(done))  \(Self.time(elapsedSeconds)) gone"
        + (secondsLeft.map { ", about \(Self.time($0)) left" } ?? ""),
      "phase      \(phase)",
    ]
    if let waiting { lines.append("waits      \(waiting)") }
    lines.append(
      [
        "self-play  \(Measurement.grouped(whole: games)) games",
        positionsPerSecond.map { "\(Measurement.grouped(whole: Int($0))) positions/s" },
        evaluationsPerSecond.map { "\(Measurement.grouped(whole: Int($0))) network evaluations/s" },
        batchFill.map { "batches \(Self.percent($0)) full" },
      ].compactMap(\.self).joined(separator: ", "))
    lines.append(
      [
        "training   \(Measurement.grouped(whole: trainingSteps)) steps",
        stepsPerSecond.map { "\(Self.short($0)) steps/s" },
        replayRatio.map { "replay ratio \(Self.short($0))" },
        dataAge.map { "data \(Measurement.grouped(whole: Int($0))) games old" },
      ].compactMap(\.self).joined(separator: ", "))
    if !losses.isEmpty { lines.append("loss       " + lossText) }
    for (index, measure) in strength.enumerated() {
      lines.append((index == 0 ? "mistakes   " : "           ") + Self.text(measure))
    }
    if let returns { lines.append("return     " + Self.text(returns)) }
    let memory = memoryBytes.map { "\(Self.size($0)) memory" }
    let disk = diskBytes.map { "\(Self.size($0)) disk" }
    if memory != nil || disk != nil {
      lines.append("uses       " + [memory, disk].compactMap(\.self).joined(separator: ", "))
    }
    let columns = max(width, 20)
    for warning in warnings + [incidents].compactMap(\.self) {
      let parts = Self.wrapped(warning, width: columns - 11)
      for (index, part) in parts.enumerated() {
        lines.append((index == 0 ? "warning    " : "           ") + part)
      }
    }
    return lines.map { String($0.prefix(columns)) }
  }

  /// The report on one line, for a log.
  package var line: String {
    var parts = ["\(Self.time(elapsedSeconds)) \(Self.percent(done)) \(phase)"]
    if let waiting { parts.append("waits: \(waiting)") }
    parts.append("\(games) games")
    if let positionsPerSecond { parts.append("\(Int(positionsPerSecond)) positions/s") }
    if let evaluationsPerSecond { parts.append("\(Int(evaluationsPerSecond)) evaluations/s") }
    parts.append("\(trainingSteps) steps")
    if !losses.isEmpty { parts.append("loss " + lossText) }
    if let replayRatio { parts.append("replay ratio \(Self.short(replayRatio))") }
    if let dataAge { parts.append("data \(Int(dataAge)) games old") }
    parts += strength.map { "mistakes in \(Self.text($0))" }
    if let returns { parts.append("return \(Self.text(returns))") }
    parts += (warnings + [incidents].compactMap(\.self)).map { "warning: \($0)" }
    if let secondsLeft { parts.append("\(Self.time(secondsLeft)) left") }
    return parts.joined(separator: ", ")
  }

  /// A text as lines that are not wider than asked for, broken at spaces.
  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  private var lossText: String {
    losses.map { "\($0.name) \(Self.short($0.value))" }.joined(separator: ", ")
  }

  private static func text(_ strength: Strength) -> String {
    func rate(_ now: Double, _ first: Double?) -> String {
      percent(now) + (first.map { " (at the start \(percent($0)))" } ?? "")
    }
    return "\(strength.name): \(rate(strength.mistakeRate, strength.firstRate))"
      + (strength.networkRate.map { ", alone \(rate($0, strength.firstNetworkRate))" } ?? "")
  }

  private static func text(_ returns: Returns) -> String {
    func mean(_ now: Double, _ first: Double?) -> String {
      short(now) + (first.map { " (at the start \(short($0)))" } ?? "")
    }
    return "\(mean(returns.mean, returns.firstMean)) ± \(short(returns.deviation)) in "
      + "\(returns.episodes) games"
      + (returns.networkMean.map { ", alone \(mean($0, returns.firstNetworkMean))" } ?? "")
  }

  private func bar(_ length: Int) -> String {
    let filled = Int((min(max(done, 0), 1) * Double(length)).rounded(.down))
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: ".", count: length - filled) + "]"
  }

  /// A share in percent with one digit after the point.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "? %" }
    let tenths = Int((share * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
  }

  /// A time as hours, minutes and seconds.
  static func time(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    let whole = Int(seconds)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let tail = "\(two(whole / 60 % 60)):\(two(whole % 60))"
    return whole < 3600 ? tail : "\(whole / 3600):\(tail)"
  }

  /// A number with three digits after the point, or none where they say nothing.
  static func short(_ value: Double) -> String {
    value.isFinite ? Measurement.grouped(value) : "\(value)"
  }

  /// A size in the unit that suits it.
  static func size(_ bytes: UInt64) -> String {
    if bytes < 10 << 20 { return "\(bytes >> 10) KiB" }
    return bytes < 10 << 30 ? "\(bytes >> 20) MiB" : "\(bytes >> 30) GiB"
  }
}
