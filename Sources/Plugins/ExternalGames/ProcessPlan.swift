import GameProtocol

/// What a server is started with.
struct ProcessPlan: Sendable {
  /// The name under which the game is listed.
  var name: String

  /// What the server is told of the name: the part after the colon.
  var game = ""

  /// The program and its arguments.
  var command: [String]

  /// The options that were given.
  var options: [String: OptionValue] = [:]

  /// How long an answer may take, in seconds.
  var timeout = 60.0

  /// How long the first answer may take, in seconds, if not two minutes.
  var startTimeout: Double?

  /// The most servers that run at a time; each thread that plays is given one of them.
  var serverCount = 1

  /// The most environments of a server, which are made when they are first needed.
  var environmentCount = 256

  /// Who is told of what goes wrong in play.
  var report: @Sendable (ProcessIncident) -> Void = { _ in }
}

/// Something that went wrong while a server's game was played.
public struct ProcessIncident: Hashable, Sendable, CustomStringConvertible {
  /// The name of the game.
  public var game: String

  /// The seed of the game in play.
  public var seed: UInt64

  /// The number of actions before the step that went wrong.
  public var ply: Int

  /// How many games took a step at once; of several, seed and ply are those of the first, whichever
  /// went wrong.
  public var gamesAtOnce = 1

  /// What went wrong.
  public var error: ProcessError

  /// Whether it was given up: the game in play was ended as if by a step limit.
  ///
  /// Otherwise it is tried again, if need be with a new server to which the game is replayed.
  public var isFinal: Bool

  /// What was found, expected and done.
  public var description: String {
    if gamesAtOnce > 1 {
      return
        "one of \(gamesAtOnce) games '\(game)' at once, the first with seed \(seed) at ply \(ply): "
        + "\(error); each takes its step alone"
    }
    return "game '\(game)', seed \(seed), ply \(ply): \(error); "
      + (isFinal ? "this game is cut off here" : "the game is replayed")
  }
}
