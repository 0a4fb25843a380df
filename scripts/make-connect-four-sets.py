#!/usr/bin/env python3
"""Makes the Connect Four position sets: Sources/Plugins/ConnectFourRules/PositionSets/*.swift.

A set is a phase (stones on the board: beginning at most 14, end more than 28, middle between) and a
difficulty (plies to the end under best play: easy less than 14, hard more than 28, medium between).
Positions come from uniformly random play, each once up to reflection, and every move is valued by
the solver: `tesuji rules solve connect-four --stdin`. Which positions a set holds follows from the
seed alone. The beginning takes about five minutes on one core, because few positions are hard and each
takes seconds to solve.

usage: make-connect-four-sets.py [--solver COMMAND] [--phase NAME]... [--seed N] [--output FOLDER]
"""

import argparse
import json
import pathlib
import random
import shlex
import subprocess
import sys

WIDTH, HEIGHT, CELLS = 7, 6, 42

# Numbers of stones by phase. Fewer than nine take many seconds to solve.
PHASES = {"end": range(29, 40), "middle": range(15, 29), "begin": range(9, 15)}
# Plies to the end by difficulty.
DIFFICULTIES = {"easy": range(0, 14), "medium": range(14, 29), "hard": range(29, 43)}
# Positions by set. Other combinations of phase and difficulty do not exist.
SIZES = {
    "end-easy": 500,
    "middle-easy": 500,
    "middle-medium": 500,
    "begin-easy": 500,
    "begin-medium": 500,
    "begin-hard": 200,
}


def has_line(cells, column, row):
    """Whether the stone at a place belongs to four in a row."""
    owner = cells[column, row]
    for right, up in ((1, 0), (0, 1), (1, 1), (1, -1)):
        length = 1
        for sign in (1, -1):
            step = 1
            while cells.get((column + sign * step * right, row + sign * step * up)) == owner:
                step += 1
            length += step - 1
        if length >= 4:
            return True
    return False


def random_game(plies, draw):
    """The moves and stones of a random game that is not over after some plies, or None."""
    heights, cells, moves = [0] * WIDTH, {}, []
    for ply in range(plies):
        column = draw.choice([c for c in range(WIDTH) if heights[c] < HEIGHT])
        cells[column, heights[column]] = ply % 2
        if has_line(cells, column, heights[column]):
            return None
        heights[column] += 1
        moves.append(column)
    return moves, cells


def identity(cells):
    """The same for a position and its mirror image, different for all others."""
    image = {(WIDTH - 1 - column, row): owner for (column, row), owner in cells.items()}
    return min(tuple(sorted(cells.items())), tuple(sorted(image.items())))


def plies_to_end(stones, score):
    """How long the game lasts under best play, from the score of the side to move."""
    if score == 0:
        return CELLS - stones
    own, other = stones // 2, (stones + 1) // 2
    return 2 * (22 - score - own) - 1 if score > 0 else 2 * (22 + score - other)


def make_sets(phase, seed, solve):
    """The lines of the sets of a phase: the moves to a position, then the score of every column."""
    draw = random.Random(f"{seed} {phase}")
    seen = set()
    sets = {name: [] for name in SIZES if name.startswith(phase)}
    while any(len(lines) < SIZES[name] for name, lines in sets.items()):
        game = random_game(draw.choice(PHASES[phase]), draw)
        if game is None or identity(game[1]) in seen:
            continue
        moves, cells = game
        seen.add(identity(cells))
        scores = solve(moves)
        length = plies_to_end(len(moves), max(score for score in scores if score is not None))
        difficulty = next(name for name, range in DIFFICULTIES.items() if length in range)
        lines = sets[f"{phase}-{difficulty}"]
        if len(lines) < SIZES[f"{phase}-{difficulty}"]:
            values = " ".join("-" if score is None else str(score) for score in scores)
            lines.append("".join(map(str, moves)) + " " + values)
            if sys.stderr.isatty():
                counts = ", ".join(f"{name} {len(lines)}" for name, lines in sets.items())
                print(counts, end="\r", file=sys.stderr, flush=True)
    return sets


def swift(name, lines):
    """The source file that holds a set."""
    first, second = name.split("-")
    text = "\n".join("    " + line for line in lines)
    return (
        f"// Made by scripts/make-connect-four-sets.py; do not edit.\n\n"
        f"extension ConnectFour {{\n"
        f"  /// The set {name}: on each line the moves, and the score of every column.\n"
        f'  static let {first}{second.capitalize()} = """\n{text}\n    """\n}}\n'
    )


def main():
    """Makes the sets that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--solver", default="tesuji rules solve connect-four --stdin")
    parser.add_argument("--phase", action="append", choices=list(PHASES))
    parser.add_argument("--seed", default="1")
    default = pathlib.Path(__file__).parent.parent / "Sources/Plugins/ConnectFourRules/PositionSets"
    parser.add_argument("--output", type=pathlib.Path, default=default)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    solver = subprocess.Popen(
        shlex.split(options.solver), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )

    def solve(moves):
        solver.stdin.write(json.dumps({"id": 0, "moves": moves}) + "\n")
        solver.stdin.flush()
        return json.loads(solver.stdout.readline())["scores"]

    for phase in options.phase or PHASES:
        for name, lines in make_sets(phase, options.seed, solve).items():
            file = "".join(part.capitalize() for part in name.split("-")) + ".swift"
            (options.output / file).write_text(swift(name, lines))
            print(f"{name}: {len(lines)} positions")
    solver.stdin.close()
    solver.wait()


if __name__ == "__main__":
    main()
