import GameProtocol

/// The way to a position: the seed of the game, and everything that happened to it since.
///
/// A trail is a value that is copied by every state; what lies further back is shared.
struct ActionTrail: Sendable {
  /// What happens to a game.
  enum Event: Hashable, Sendable {
    /// An action.
    case action(Int32)
    /// The random future was replaced.
    case reseed(UInt64)
  }

  /// Events that no longer change, after those before them.
  private final class Chapter: Sendable {
    let before: Chapter?
    let events: [Event]

    init(_ events: [Event], after before: Chapter?) {
      self.before = before
      self.events = events
    }
  }

  /// Events of a chapter.
  ///
  /// So few that a copy costs little, and so many that the longest games have a few hundred chapters,
  /// which are given back one within the other.
  private static let chapterSize = 256

  /// The seed of the game.
  let seed: UInt64

  private var closed: Chapter?
  private var open: [Event] = []

  /// A number that differs, with near certainty, between different trails.
  private(set) var digest: UInt64

  /// The number of events.
  private(set) var count = 0

  /// The start of a game.
  ///
  /// - Parameter seed: The seed of the game.
  init(seed: UInt64) {
    self.seed = seed
    digest = Self.mixed(seed)
  }

  /// Adds an event.
  ///
  /// - Parameter event: The event.
  mutating func append(_ event: Event) {
    if open.count == Self.chapterSize {
      closed = Chapter(open, after: closed)
      open.removeAll()
    }
    open.append(event)
    count += 1
    switch event {
    case .action(let index): digest = Self.mixed(digest ^ UInt64(UInt32(bitPattern: index)))
    case .reseed(let seed): digest = Self.mixed(~digest ^ Self.mixed(seed))
    }
  }

  /// All events, first to last.
  var events: [Event] {
    var chapters: [[Event]] = [open]
    var chapter = closed
    while let current = chapter {
      chapters.append(current.events)
      chapter = current.before
    }
    return chapters.reversed().flatMap(\.self)
  }

  /// The trail as a position text: `seed:7 actions:0,3,reseed:9,1`.
  ///
  /// A reseeding after the last action is left out: it is of the future, not of the position.
  var text: String {
    var items: [String] = []
    var lastAction = 0
    for event in events {
      switch event {
      case .action(let index):
        items.append(String(index))
        lastAction = items.count
      case .reseed(let seed): items.append("reseed:\(seed)")
      }
    }
    items.removeLast(items.count - lastAction)
    return "seed:\(seed) actions:\(items.joined(separator: ","))"
  }

  /// Reads a position text.
  ///
  /// - Parameter text: As `text` gives it.
  /// - Returns: The trail, whose actions may be illegal.
  /// - Throws: `NotationError` for anything else.
  static func reading(_ text: String) throws(NotationError) -> ActionTrail {
    let fields = text.split(separator: " ", omittingEmptySubsequences: false)
    guard fields.count == 2, fields[0].hasPrefix("seed:"), fields[1].hasPrefix("actions:"),
      let seed = UInt64(fields[0].dropFirst(5))
    else { throw NotationError(found: text, expected: "'seed:… actions:…'") }
    var trail = ActionTrail(seed: seed)
    for item in fields[1].dropFirst(8).split(separator: ",") {
      if item.hasPrefix("reseed:"), let seed = UInt64(item.dropFirst(7)) {
        trail.append(.reseed(seed))
      } else if let index = Int32(item) {
        trail.append(.action(index))
      } else {
        throw NotationError(found: String(item), expected: "an action index")
      }
    }
    return trail
  }

  /// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
}
