public import GameProtocol

/// How an action enters the dynamics network: a few numbers drawn into zeros, for every action.
///
/// Kept as lists of (cell, value), because a drawn action is almost all zeros.
public struct ActionEncoding: Hashable, Sendable {
  /// Planes of one drawn action; 1 for a vector.
  public let channels: Int

  /// Rows of a plane; 1 for a vector.
  public let height: Int

  /// Columns of a plane; for a vector its size.
  public let width: Int

  /// Where the list of each action begins, and the end of the last: `[A + 1]`.
  private var starts: [Int32] = [0]
  private var cells: [Int32] = []
  private var values: [Float] = []

  /// Actions, `A`.
  public var actionCount: Int { starts.count - 1 }

  /// Numbers of one drawn action.
  public var size: Int { channels * height * width }

  /// Makes the encoding of each action as a vector of `actionCount` numbers, one of them 1.
  ///
  /// - Parameter actionCount: `A`.
  public init(oneHot actionCount: Int) {
    channels = 1
    height = 1
    width = actionCount
    cells = (0..<Int32(actionCount)).map { $0 }
    values = Array(repeating: 1, count: actionCount)
    starts = (0...Int32(actionCount)).map { $0 }
  }

  /// Makes the encoding that a game draws into planes.
  ///
  /// - Parameters:
  ///   - game: The game.
  ///   - height: Rows of the hidden state, a divisor of the observation's.
  ///   - width: Columns of the hidden state, a divisor of the observation's.
  public init<G: Game>(drawing game: G, height: Int, width: Int) {
    self.init(specification: game.specification, height: height, width: width) {
      game.draw($0, into: &$1)
    }
  }

  /// Makes the encoding of planes drawn at the size of an observation.
  ///
  /// Where the hidden state is coarser than the observation, each of its cells takes the mean of
  /// the cells it covers.
  ///
  /// - Parameters:
  ///   - specification: The facts of the game.
  ///   - height: Rows of the hidden state, a divisor of the observation's.
  ///   - width: Columns of the hidden state, a divisor of the observation's.
  ///   - draw: Draws an action into zeros, `[actionPlaneCount, H, W]`.
  public init(
    specification: GameSpecification, height: Int, width: Int,
    draw: (Action, inout MutableSpan<Float>) -> Void
  ) {
    let shape = specification.observationShape
    channels = specification.actionPlaneCount
    self.height = height
    self.width = width
    let rows = shape.height / height
    let columns = shape.width / width
    precondition(
      rows * height == shape.height && columns * width == shape.width,
      "the hidden state must divide the observation")
    var fine = [Float](repeating: 0, count: channels * shape.planeSize)
    for index in 0..<specification.actionCount {
      for cell in fine.indices { fine[cell] = 0 }
      var planes = fine.mutableSpan
      draw(Action(index), &planes)
      var coarse = [Float](repeating: 0, count: size)
      for channel in 0..<channels {
        for row in 0..<shape.height {
          for column in 0..<shape.width {
            let source = (channel * shape.height + row) * shape.width + column
            let target = (channel * height + row / rows) * width + column / columns
            coarse[target] += fine[source]
          }
        }
      }
      for cell in coarse.indices where coarse[cell] != 0 {
        cells.append(Int32(cell))
        values.append(coarse[cell] / Float(rows * columns))
      }
      starts.append(Int32(cells.count))
    }
  }

  /// Adds the drawn action to zeros.
  ///
  /// - Parameters:
  ///   - action: An index below `A`.
  ///   - planes: `size` zeros.
  ///   - offset: Where they begin in `planes`.
  public func draw(_ action: Int, into planes: inout MutableSpan<Float>, at offset: Int = 0) {
    for entry in Int(starts[action])..<Int(starts[action + 1]) {
      planes[offset + Int(cells[entry])] = values[entry]
    }
  }

  /// Calls a function with each number of a drawn action that is not zero.
  ///
  /// - Parameters:
  ///   - action: An index below `A`.
  ///   - body: Takes the cell within the drawn action and the number there.
  public func forEachCell(of action: Int, _ body: (Int, Float) -> Void) {
    for entry in Int(starts[action])..<Int(starts[action + 1]) {
      body(Int(cells[entry]), values[entry])
    }
  }
}
