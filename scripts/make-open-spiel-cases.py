#!/usr/bin/env python3
"""Makes the random games of Tests/*RulesTests/Cases/open-spiel.txt with the rules of OpenSpiel.

One game a line, three fields separated by ` | `: the actions; before each action, and after the last,
the set of legal actions as a hexadecimal mask (bit a stands for action a); the return of the first
player. Needs Python's `open_spiel` (2.0.2 made the committed files).

usage: make-open-spiel-cases.py [--seed N]
"""

import argparse
import pathlib
import random

import pyspiel

# OpenSpiel's name, test folder, games.
GAMES = [
    ("tic_tac_toe", "TicTacToeRulesTests", 100),
    ("connect_four", "ConnectFourRulesTests", 100),
    ("othello", "OthelloRulesTests", 40),
]


def random_game(game, draw):
    """A line that describes a random game."""
    state, actions, masks = game.new_initial_state(), [], []
    while not state.is_terminal():
        legal = state.legal_actions()
        masks.append(sum(1 << action for action in legal))
        actions.append(draw.choice(legal))
        state.apply_action(actions[-1])
    masks.append(0)
    fields = (" ".join(map(str, actions)), " ".join(f"{mask:x}" for mask in masks))
    return " | ".join(fields + (f"{state.returns()[0]:g}",))


def main():
    """Writes one file a game."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    tests = pathlib.Path(__file__).parent.parent / "Tests"
    for name, folder, count in GAMES:
        draw = random.Random(f"{options.seed} {name}")
        game = pyspiel.load_game(name)
        lines = [random_game(game, draw) for _ in range(count)]
        header = "# Made by scripts/make-open-spiel-cases.py: actions | legal actions | return\n"
        cases = tests / folder / "Cases"
        cases.mkdir(parents=True, exist_ok=True)
        (cases / "open-spiel.txt").write_text(header + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
