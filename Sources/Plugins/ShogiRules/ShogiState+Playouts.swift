public import GameProtocol

extension ShogiState: Playouts {
  /// Plays random moves until the game is over; nobody declares.
  ///
  /// One list of moves a ply serves both to choose and to see whether the game goes on.
  ///
  /// - Parameter random: The source of the choices.
  /// - Returns: The number of plies played.
  public mutating func playOut(using random: inout CounterRandom) -> Int {
    if isTerminal { return 0 }
    return withUnsafeTemporaryAllocation(of: UInt16.self, capacity: MoveWriter.capacity) { memory in
      guard let start = memory.baseAddress else { return 0 }
      let tables = AttackTables.shared
      var plies = 0
      var writer = MoveWriter(end: start)
      position.generate(tables, into: &writer)
      while status == .goesOn {
        let repetition = make(Move(code: start[random.below(writer.end - start)]))
        plies += 1
        writer = MoveWriter(end: start)
        position.generate(tables, into: &writer)
        judge(repetition, isCheck: position.isCheck, hasMoves: writer.end > start)
      }
      return plies
    }
  }
}
