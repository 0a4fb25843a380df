#!/usr/bin/env python3
"""Makes Tests/GoRulesTests/Cases/sgfmill.txt: games under every kind of ko, with and without suicide.

The stones, captures, suicides, the point of a simple ko and the area are sgfmill's (PyPI: sgfmill).
What superko asks for beside them is kept here: the positions that have been on the board, with the side
to move for situational superko. The fields are those of reference.txt, told in go_reference.py, and at
last the plies after which a game is counted.

Under positional superko without suicide OpenSpiel (PyPI: open_spiel) is asked as well: at a repeat it
ends the game, so that exactly the repeats are those of its moves which end it or retake a simple ko.
The script stops at a difference.

How often each rule was decisive is printed: a file in which it never is would show nothing.

usage: go_superko_cases.py [--seed N] [--games N]
"""

import argparse
import collections
import pathlib
import random

import pyspiel
from sgfmill import boards

from go_engine_cases import line

RULES = [(ko, suicide) for ko in ("simple", "positional", "situational") for suicide in (False, True)]
SIZES = (2, 2, 3, 3, 3, 3, 4, 4, 4, 5)


class Try:
    """What a stone on an empty point makes of a board."""

    def __init__(self, board, cell, colour):
        row, column = divmod(cell, board.side)
        self.board = board.copy()
        self.ko = self.board.play(row, column, colour)
        before, after = (len(each.list_occupied_points()) for each in (board, self.board))
        self.is_suicide = self.board.get(row, column) is None
        self.is_single = self.is_suicide and after == before
        self.takes = after <= before


class Game:
    """A game on sgfmill's board, with what has been on it."""

    def __init__(self, size, ko, suicide, limit):
        self.size, self.ko, self.suicide, self.limit = size, ko, suicide, limit
        self.board, self.turn, self.ko_point = boards.Board(size), "b", None
        self.passes, self.plies = 0, 0
        # The stones alone, and the stones with the side to move.
        self.past = {"positional": set(), "situational": set()}
        self.record()

    @property
    def other(self):
        """Who does not move."""
        return "w" if self.turn == "b" else "b"

    @property
    def is_over(self):
        """Whether nothing is legal any more."""
        return self.passes == 2 or self.plies == self.limit

    def situation(self, board, turn, ko):
        """What a kind of superko compares."""
        stones = frozenset(board.list_occupied_points())
        return (stones, turn) if ko == "situational" else stones

    def record(self):
        """Enters the position."""
        for ko, past in self.past.items():
            past.add(self.situation(self.board, self.turn, ko))

    def tries(self):
        """The stones that may be placed but for ko and superko, by cell."""
        cells = [row * self.size + column for row, column in self.board.board_points]
        empty = [cell for cell in cells if self.board.get(*divmod(cell, self.size)) is None]
        result = {cell: Try(self.board, cell, self.turn) for cell in empty}
        return {
            cell: stone
            for cell, stone in result.items()
            if not stone.is_single and (self.suicide or not stone.is_suicide)
        }

    def repeats(self, tries, ko):
        """The cells of stones that a kind of ko forbids."""
        if ko == "simple":
            return {cell for cell in tries if divmod(cell, self.size) == self.ko_point}
        return {
            cell
            for cell, stone in tries.items()
            if self.situation(stone.board, self.other, ko) in self.past[ko]
        }

    def play(self, stone):
        """Goes on with a stone, or with a pass."""
        if stone is None:
            self.ko_point, self.passes = None, self.passes + 1
        else:
            self.board, self.ko_point, self.passes = stone.board, stone.ko, 0
        self.turn, self.plies = self.other, self.plies + 1
        self.record()


class Witness:
    """The same game in OpenSpiel, whose rows are counted from the bottom: it is played upside down."""

    def __init__(self, size):
        rules = f"go(board_size={size},komi=0.5,max_game_length={100 * size**2})"
        self.state = pyspiel.load_game(rules).new_initial_state()

    def check(self, game, tries, repeats):
        """Stops unless the same moves are repeats."""
        legal = set(self.state.legal_actions())
        retaking = game.repeats(tries, "simple")
        if legal != tries.keys() - retaking | {game.size**2}:
            raise SystemExit(f"OpenSpiel places other stones:\n{self.state}\n{sorted(tries)}")
        ends = {cell for cell in tries.keys() & legal if self.state.child(cell).is_terminal()}
        if ends | retaking != repeats:
            raise SystemExit(f"OpenSpiel sees other repeats:\n{self.state}\n{sorted(repeats)}")

    def play(self, move):
        """Makes a move."""
        self.state.apply_action(move)


def choose(draw, game, legal):
    """A random move as a cell: often one that takes or gives up stones, seldom a pass."""
    pass_move = game.size**2
    if not legal or draw.random() < (0.1 if game.passes == 0 else 0.02):
        return pass_move
    suicides = [cell for cell, stone in legal.items() if stone.is_suicide]
    taking = [cell for cell, stone in legal.items() if stone.takes]
    if suicides and draw.random() < 0.4:
        return draw.choice(suicides)
    if taking and draw.random() < 0.7:
        return draw.choice(taking)
    return draw.choice(list(legal))


def count(counts, game, tries, repeats, move):
    """Counts what a position shows."""
    counts["positions"] += 1
    counts["a repeat forbidden"] += bool(repeats)
    if game.ko != "simple":
        beyond = repeats - game.repeats(tries, "simple")
        counts["beyond simple ko"] += bool(beyond)
        counts["a repeat by suicide forbidden"] += any(tries[cell].is_suicide for cell in repeats)
        other = "situational" if game.ko == "positional" else "positional"
        counts["the two kinds of superko differ"] += repeats != game.repeats(tries, other)
    counts["a suicide made"] += move in tries and tries[move].is_suicide
    counts["a ko lifted by a pass"] += game.ko_point is not None and move == game.size**2


def random_game(draw, rules, size, counts):
    """A line that describes a game."""
    ko, suicide = rules
    game = Game(size, ko, suicide, (2 if size > 5 else 4) * size**2)
    witness = Witness(size) if rules == ("positional", False) else None
    komi = draw.choice((0, 0.5, 6.5, 7, 7.5))
    moves, masks, scores = [], [], []
    while True:
        scores.append(game.board.area_score() - komi)
        if game.is_over:
            masks.append([])
            break
        tries = game.tries()
        repeats = game.repeats(tries, ko)
        if witness:
            witness.check(game, tries, repeats)
        legal = {cell: stone for cell, stone in tries.items() if cell not in repeats}
        masks.append([*legal, size**2])
        move = choose(draw, game, legal)
        count(counts, game, tries, repeats, move)
        game.play(legal.get(move))
        if witness:
            witness.play(move)
        moves.append(move)
    return f"{line(game, ('area', komi, suicide), moves, masks, scores)};{game.limit}"


def main():
    """Writes the file and prints the counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--games", type=int, default=75, help="games under each pair of rules")
    options = parser.parse_args()
    draw, lines = random.Random(options.seed), []
    for rules in RULES:
        counts = collections.Counter()
        for number in range(options.games):
            size = 9 if number < 2 else draw.choice(SIZES)
            lines.append(random_game(draw, rules, size, counts))
        print(f"{rules[0]} ko, {'with' if rules[1] else 'without'} suicide, {options.games} games:")
        print("  " + ", ".join(f"{name}: {number}" for name, number in counts.items()))
    cases = pathlib.Path(__file__).parent.parent / "Tests/GoRulesTests/Cases"
    note = "# Made by scripts/go_superko_cases.py, which tells the fields.\n"
    (cases / "sgfmill.txt").write_text(note + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
