package import Runs
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Shows how a run stands, on standard error.
///
/// On a terminal it is one block, drawn again at most four times a second; anywhere else it is a line
/// every thirty seconds.
package final class ProgressView: Sendable {
  /// Where and how the view is drawn.
  package struct Style: Hashable, Sendable {
    /// Whether a block is drawn again in place; otherwise lines are appended.
    package var redraws: Bool
    /// The width of the terminal in columns.
    package var width: Int
    /// The shortest time between two drawings, in seconds.
    package var interval: Double

    /// Makes a style.
    package init(redraws: Bool, width: Int, interval: Double) {
      self.redraws = redraws
      self.width = width
      self.interval = interval
    }

    /// The style that suits what standard error is.
    package static var standard: Style {
      guard isatty(2) == 1 else { return Style(redraws: false, width: .max, interval: 30) }
      var size = winsize()
      let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
      return Style(redraws: true, width: isKnown ? Int(size.ws_col) : 80, interval: 0.25)
    }
  }

  private struct Drawn {
    var time: Double?
    /// The newest report, until it is drawn.
    var pending: ProgressReport?
    /// Lines of the block that is on the screen.
    var lines = 0
  }

  private let style: Style
  private let write: @Sendable (String) -> Void
  private let drawn = Mutex(Drawn())

  /// Makes a view.
  ///
  /// - Parameters:
  ///   - style: Where and how it is drawn.
  ///   - write: Takes what is drawn.
  package init(
    _ style: Style = .standard,
    write: @escaping @Sendable (String) -> Void = { Output.noteRaw($0) }
  ) {
    self.style = style
    self.write = write
  }

  /// Shows a report, if it is time to.
  ///
  /// - Parameters:
  ///   - report: How the run stands.
  ///   - time: The present time in seconds, from any start.
  package func show(_ report: ProgressReport, at time: Double) {
    drawn.withLock { drawn in
      drawn.pending = report
      if let last = drawn.time, time - last < style.interval { return }
      draw(report, at: time, &drawn)
    }
  }

  /// Shows the newest report if it was not, and leaves it on the screen.
  package func finish() {
    drawn.withLock { drawn in
      if let report = drawn.pending { draw(report, at: 0, &drawn) }
      drawn = Drawn()
    }
  }

  /// Prints a line that stays, above the block.
  ///
  /// - Parameter line: The line, without its line feed.
  package func note(_ line: String) {
    drawn.withLock { drawn in
      write(erase(drawn.lines) + line + "\n")
      drawn.lines = 0
      drawn.time = nil
    }
  }

  private func draw(_ report: ProgressReport, at time: Double, _ drawn: inout Drawn) {
    if style.redraws {
      let lines = report.block(width: style.width)
      write(erase(drawn.lines) + lines.joined(separator: "\n") + "\n")
      drawn.lines = lines.count
    } else {
      write(report.line + "\n")
    }
    drawn.time = time
    drawn.pending = nil
  }

  /// Goes back to the first of the last lines and clears the screen from there.
  private func erase(_ lines: Int) -> String {
    lines == 0 ? "" : "\u{1B}[\(lines)A\r\u{1B}[J"
  }
}
