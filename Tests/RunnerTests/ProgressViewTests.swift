import Runner
import Runs
import Synchronization
import Testing

@Suite struct ProgressViewTests {
  @Test func `a terminal shows one block that is drawn again in place`() {
    let text = draw(redraws: true, interval: 0.25) { view in
      view.show(report(games: 1), at: 0)
      view.show(report(games: 2), at: 0.1)
      view.show(report(games: 3), at: 0.3)
    }
    #expect(text.contains("1 games"))
    #expect(!text.contains("2 games"))
    // Seven lines up, and everything below them cleared.
    #expect(text.contains("\u{1B}[7A\r\u{1B}[J"))
    #expect(text.hasSuffix("mistakes   easy: 1.5 % (at the start 40.0 %)\n"))
  }

  @Test func `elsewhere there is a line now and then, and one at the end`() {
    let text = draw(redraws: false, interval: 30) { view in
      view.show(report(games: 1), at: 0)
      view.show(report(games: 2), at: 29)
      view.show(report(games: 4, phase: "training"), at: 60)
      view.show(report(games: 5, phase: "training"), at: 61)
      view.finish()
      view.finish()
    }
    let lines = text.split(separator: "\n")
    #expect(lines.map { $0.contains("self-play") } == [true, false, false])
    #expect(
      lines.first.map(String.init)
        == "01:05 25.0 % self-play, waits: filling the replay buffer, 1 games, 1500 positions/s, "
        + "0 steps, loss policy 1.234, mistakes in easy: 1.5 % (at the start "
        + "40.0 %), 1:00:00 left")
    #expect(!text.contains("\u{1B}"))
  }

  @Test func `a note stays above the block`() {
    let text = draw(redraws: true, interval: 0.25) { view in
      view.show(report(games: 1), at: 0)
      view.note("checkpoint 1")
      view.show(report(games: 2), at: 0.01)
    }
    #expect(text.contains("\u{1B}[Jcheckpoint 1\n["))
    #expect(text.contains("2 games"))
  }

  @Test func `the network alone stands beside the search`() {
    var report = report(games: 1)
    report.strength[0].networkRate = 0.03
    report.strength[0].firstNetworkRate = 0.5
    let line = "easy: 1.5 % (at the start 40.0 %), alone 3.0 % (at the start 50.0 %)"
    #expect(report.block(width: 200).last == "mistakes   \(line)")
    #expect(report.line.contains(line))
  }

  @Test func `a warning that is wider than the terminal goes on below`() {
    var report = report(games: 1)
    report.warnings = ["the policy has collapsed: more noise at the root or a smaller rate\nhelps"]
    let block = report.block(width: 50)
    #expect(
      block.suffix(2) == [
        "warning    the policy has collapsed: more noise at",
        "           the root or a smaller rate helps",
      ])
    #expect(block.allSatisfy { $0.count <= 50 })
  }

  @Test func `a rate is shown once it is known`() {
    var report = report(games: 1)
    report.positionsPerSecond = nil
    #expect(!report.line.contains("positions/s") && !report.line.contains("evaluations/s"))
    report.positionsPerSecond = 0
    report.evaluationsPerSecond = 1234.5
    report.stepsPerSecond = 2.5
    #expect(report.line.contains("0 positions/s, 1234 evaluations/s"))
    let block = report.block(width: 200).joined(separator: "\n")
    #expect(block.contains("0 positions/s, 1 234 network evaluations/s"))
    #expect(block.contains("2.500 steps/s") && !block.contains("games old"))
    report.dataAge = 1234.5
    #expect(report.block(width: 200).joined().contains("data 1 234 games old"))
    #expect(report.line.contains("data 1234 games old"))
  }

  @Test func `warnings and disk space are shown`() {
    var report = report(games: 1)
    report.warnings = ["value targets are constant"]
    report.diskBytes = 3 << 20
    report.batchFill = 0.5
    let text = report.block(width: 200).joined(separator: "\n")
    #expect(text.hasSuffix("uses       3072 KiB disk\nwarning    value targets are constant"))
    #expect(text.contains("batches 50.0 % full"))
    #expect(report.line.contains("warning: value targets are constant"))
  }

  @Test func `lines are cut to the width of the terminal`() {
    #expect(report(games: 1).block(width: 30).allSatisfy { $0.count <= 30 })
  }

  private func report(games: Int, phase: String = "self-play") -> ProgressReport {
    var report = ProgressReport()
    report.phase = phase
    report.waiting = phase == "self-play" ? "filling the replay buffer" : nil
    report.games = games
    report.done = 0.25
    report.elapsedSeconds = 65
    report.secondsLeft = 3600
    report.positionsPerSecond = 1500
    report.losses = [.init(name: "policy", value: 1.2341)]
    report.strength = [.init(name: "easy", mistakeRate: 0.015, firstRate: 0.4)]
    return report
  }

  private func draw(redraws: Bool, interval: Double, _ body: (ProgressView) -> Void) -> String {
    let text = Text()
    body(
      ProgressView(.init(redraws: redraws, width: 200, interval: interval)) { text.append($0) })
    return text.value
  }
}

/// Collects what is drawn.
private final class Text: Sendable {
  private let text = Mutex("")

  func append(_ part: String) { text.withLock { $0 += part } }

  var value: String { text.withLock { $0 } }
}
