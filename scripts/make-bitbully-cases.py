#!/usr/bin/env python3
"""Makes Tests/ConnectFourRulesTests/Cases/bitbully.txt with an independent solver.

One random position a line: the moves that lead to it, then the score of every column ('-' if full),
counted as Tesuji counts. Needs Python's `bitbully` (0.0.79 made the committed file), which is used
without its opening book.

usage: make-bitbully-cases.py [--seed N]
"""

import argparse
import pathlib
import random

from bitbully import BitBully, Board

# Numbers of stones, each with this many positions: few at the start, where a test takes long.
POSITIONS = {12: 2, 14: 4, 16: 8, 18: 10, **{stones: 12 for stones in range(20, 41)}}


def random_moves(stones, draw):
    """The moves of a random game that is not over after a number of stones, or None."""
    board, moves = Board(), []
    for _ in range(stones):
        moves.append(draw.choice([c for c in range(7) if board.is_legal_move(c)]))
        board.play(moves[-1])
        if board.is_game_over():
            return None
    return moves


def main():
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", default="1")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    solver = BitBully(opening_book=None)
    lines = ["# Made by scripts/make-bitbully-cases.py: moves, then the score of every column"]
    for stones, count in POSITIONS.items():
        done = 0
        while done < count:
            moves = random_moves(stones, draw)
            if moves is None:
                continue
            scores = solver.score_all_moves(Board(moves))
            values = " ".join(str(scores.get(column, "-")) for column in range(7))
            lines.append("".join(map(str, moves)) + " " + values)
            done += 1
    tests = pathlib.Path(__file__).parent.parent / "Tests"
    (tests / "ConnectFourRulesTests/Cases/bitbully.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
