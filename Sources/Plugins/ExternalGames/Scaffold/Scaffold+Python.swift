extension Scaffold {
  /// A program in Python.
  static let pythonTemplates: [(path: String, text: String)] = [
    ("⟨Type⟩/game.py", pythonGame),
    ("⟨Type⟩/tesuji_process.py", processModule),
    (
      "⟨Type⟩/⟨name⟩.json",
      """
      {
        "name": "⟨name⟩",
        "summary": "a race to 21 by adding 1, 2 or 3",
        "kind": "process",
        "command": ["python3", "-u", "game.py"]
      }

      """
    ),
  ]

  static let pythonSteps = [
    "tesuji plugin check ⟨Type⟩/⟨name⟩.json",
    "export TESUJI_PLUGINS=\"$PWD/⟨Type⟩:${TESUJI_PLUGINS:-.tesuji/plugins}\"",
    "tesuji play ⟨name⟩",
  ]

  private static let pythonGame = #"""
    """⟨Type⟩: a race to 21. Players in turn add 1, 2 or 3 to a total, and who reaches 21 wins.

    Action a adds a + 1. Change the rules below into your own; tesuji_process.py says what each method has
    to do.
    """

    import tesuji_process as tesuji

    GOAL = 21


    class ⟨Type⟩(tesuji.Copied, tesuji.Environment):
        def reset(self, seed):
            # Nothing is drawn, so the seed is not needed.
            self.total = 0
            self.player = 0
            self.terminated = False

        def legal(self):
            return range(min(3, GOAL - self.total))

        def step(self, action):
            self.total += action + 1
            self.terminated = self.total == GOAL
            self.player = 1 - self.player
            # The reward of the player who moved.
            return 1.0 if self.terminated else 0.0

        def observe(self, player):
            # One row with a cell for each total; both players see the same.
            return [float(cell == self.total) for cell in range(GOAL + 1)]

        def text(self):
            return f"{self.total} {'xo'[self.player]}"


    def make(name, options):
        if name:
            raise ValueError(f"there is no game '{name}'")
        specification = tesuji.Specification(
            # Raised whenever play, observation or the meaning of actions changes.
            version=1,
            actions=3,
            observation=[1, 1, GOAL + 1],
            players=2,
            rewards="final",
            values=[-1, 1],
            step_limit=GOAL,
        )
        return specification, ⟨Type⟩


    if __name__ == "__main__":
        tesuji.serve(make)

    """#
}
