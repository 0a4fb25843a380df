#!/usr/bin/env python3
"""Compares shogi with Fairy-Stockfish's and cshogi's, in turns on one core, by processor time.

Perft of the start: Tesuji and Fairy-Stockfish, leaves of the last ply counted in bulk. Positions without
bulk counting, each moved to and all its moves listed, which is what search pays: Tesuji's rules alone,
and cshogi driven from Python, whose loop is in the figure. Only the ratios carry over to other machines.

python3 -m pip install cshogi; apt-get install fairy-stockfish
usage: bench-shogi.py [--tesuji PROGRAM] [--fairy PROGRAM] [--rounds N] [--depth N]
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from functools import partial

import cshogi

START = "lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1"
# Ours counts several times over, so that it takes about as long as the other.
TIMES = 30
LISTED = "listed by the rules alone"
LISTED_DEPTH = 3


def run(command, text=None):
    """The output of a program and the processor time it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, check=True, capture_output=True, input=text, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tesuji(program, depth):
    """Leaves and seconds of our program, a share of its start included."""
    command = [program, "rules", "perft", "shogi", "--depth", str(depth), "--stdin"]
    output, seconds = run(command, f"{START}\n" * TIMES)
    counts = [int(line) for line in output.split()]
    return counts[0], seconds / len(counts)


def fairy(program, depth):
    """Leaves and seconds of Fairy-Stockfish, its start included."""
    text = f"uci\nsetoption name UCI_Variant value shogi\nposition startpos\ngo perft {depth}\nquit\n"
    output, seconds = run([program], text)
    return int(output.split("Nodes searched:")[1].split()[0]), seconds


def rate(count, depth):
    """Leaves, and leaves a second; a program's start is taken off its time."""
    _, overhead = count(1)
    leaves, seconds = count(depth)
    return leaves, leaves / (seconds - overhead)


def tesuji_listed(program):
    """Positions a second of our program, as it measures them itself."""
    output, _ = run([program, "bench", "rules", "shogi", "--json", "--runs", "1"])
    return next(figure["value"] for figure in json.loads(output) if LISTED in figure["name"])


def positions(board, depth):
    """The number of positions to a depth, each moved to and listed."""
    moves = list(board.legal_moves)
    if depth == 0:
        return 1
    total = 1
    for move in moves:
        board.push(move)
        total += positions(board, depth - 1)
        board.pop()
    return total


def cshogi_listed():
    """Positions a second of cshogi, in this process."""
    board = cshogi.Board()
    start = time.process_time()
    count = positions(board, LISTED_DEPTH)
    return count / (time.process_time() - start)


def compare(rounds, ours, theirs):
    """Medians of both rates and of their ratio, measured in turns."""
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    medians = [statistics.median(column) / 1e6 for column in zip(*pairs)]
    return *medians, statistics.median(our / their for our, their in pairs)


def main():
    """Prints a line for each comparison."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--tesuji", default=".build/release/tesuji")
    parser.add_argument("--fairy", default="/usr/games/fairy-stockfish")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--depth", type=int, default=5)
    options = parser.parse_args()
    programs = [partial(tesuji, options.tesuji), partial(fairy, options.fairy)]
    leaves = [rate(program, options.depth)[0] for program in programs]
    if leaves[0] != leaves[1]:
        sys.exit(f"depth {options.depth}: Tesuji counts {leaves[0]}, Fairy-Stockfish {leaves[1]}")
    rates = [lambda program=program: rate(program, options.depth)[1] for program in programs]
    ours, theirs, ratio = compare(options.rounds, *rates)
    print(
        f"perft, depth {options.depth}: Tesuji {ours:.0f}, Fairy-Stockfish {theirs:.1f} million leaves/s; "
        f"ratio {ratio:.1f}, {options.rounds} rounds"
    )
    ours, theirs, ratio = compare(
        options.rounds, partial(tesuji_listed, options.tesuji), cshogi_listed
    )
    print(
        f"positions listed, depth {LISTED_DEPTH}: Tesuji {ours:.2f}, cshogi from Python {theirs:.2f} "
        f"million/s; ratio {ratio:.1f}, {options.rounds} rounds"
    )


if __name__ == "__main__":
    main()
