/// Random draws that were made elsewhere, in order.
///
/// The first draw that the tape does not have, or has of another kind, is kept as its `fault`; that
/// draw and all later ones are answered with 0.
public struct RandomTape: Chance, Hashable, Sendable {
  /// The result of one draw.
  public enum Draw: Hashable, Sendable {
    /// A number written with a fraction, for a draw in [0, 1).
    case fraction(Double)
    /// A whole number, for a draw of an integer; 0 is also a number in [0, 1).
    case whole(Int)
  }

  /// A draw that a tape cannot answer.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number of draws before it.
    public var index: Int
    /// What the tape has there, or `nil` past its end.
    public var found: Draw?
    /// What the rules asked for, in words.
    public var expected: String

    /// What was found, what was expected, and where.
    public var description: String {
      switch found {
      case nil: "the random tape ends after \(index) draws, expected \(expected)"
      case .fraction(let number)?:
        "draw \(index) of the random tape: found \(number), expected \(expected)"
      case .whole(let number)?:
        "draw \(index) of the random tape: found \(number), expected \(expected)"
      }
    }
  }

  /// All draws, from the first.
  public let draws: [Draw]

  /// How many draws have been asked for, up to a fault.
  public private(set) var used = 0

  /// The first draw that could not be answered, or `nil`.
  public private(set) var fault: Fault?

  /// Makes a tape of its draws.
  public init(_ draws: [Draw]) {
    self.draws = draws
  }

  /// The next draw of a number in [0, 1).
  public mutating func uniform() -> Double {
    answer("a number in [0, 1)") { draw in
      switch draw {
      case .fraction(let number): 0..<1 ~= number ? number : nil
      case .whole(let number): number == 0 ? 0 : nil
      }
    } ?? 0
  }

  /// The next draw of an integer in `0..<bound`.
  ///
  /// - Parameter bound: At least 1.
  /// - Returns: The integer.
  public mutating func below(_ bound: Int) -> Int {
    answer("an integer in 0..<\(bound)") { draw in
      guard case .whole(let number) = draw, 0..<bound ~= number else { return nil }
      return number
    } ?? 0
  }

  private mutating func answer<Value>(
    _ expected: @autoclosure () -> String, read: (Draw) -> Value?
  ) -> Value? {
    if fault != nil { return nil }
    let draw = used < draws.count ? draws[used] : nil
    guard let value = draw.flatMap(read) else {
      fault = Fault(index: used, found: draw, expected: expected())
      return nil
    }
    used += 1
    return value
  }
}
