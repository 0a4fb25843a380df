#!/usr/bin/env python3
"""Compares perft of chess with Stockfish's and chessmg's, in turns on one core, by processor time.

Each program counts the leaves of the last ply in bulk. Only the ratios carry over to other machines.

python3 -m pip install chessmg; apt-get install stockfish
usage: bench-chess.py [--tesuji PROGRAM] [--stockfish PROGRAM] [--rounds N] [--agree DEPTH]
With --agree, every count of the six known positions to that depth is compared with Stockfish's instead.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from functools import partial

import chessmg

START = "rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1"
KIWIPETE = "r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq - 0 1"
KNOWN = [
    START,
    KIWIPETE,
    "8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - - 0 1",
    "r3k2r/Pppp1ppp/1b3nbN/nP6/BBP1P3/q4N2/Pp1P2PP/R2Q1RK1 w kq - 0 1",
    "rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ - 1 8",
    "r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - - 0 10",
]


def run(command, text=None):
    """The output of a program and the processor time it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, check=True, capture_output=True, input=text, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return output, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tesuji(program, position, depth):
    """Leaves and seconds of our program, its start included."""
    command = [program, "rules", "perft", "chess", "--position", position, "--depth", str(depth), "--json"]
    output, seconds = run(command)
    return json.loads(output)["count"], seconds


def stockfish(program, position, depth):
    """Leaves and seconds of Stockfish, its start included."""
    text = f"position fen {position}\ngo perft {depth}\nquit\n"
    output, seconds = run([program], text)
    return int(output.split("Nodes searched:")[1].split()[0]), seconds


def mg(position, depth):
    """Leaves and seconds of chessmg, in this process."""
    start = time.process_time()
    leaves = chessmg.perft(position, depth)
    return leaves, time.process_time() - start


def compare(options):
    """Prints a line for each position; a program's start is taken off its time."""
    programs = [partial(tesuji, options.tesuji), partial(stockfish, options.stockfish), mg]
    for name, position, depth in [("start", START, 6), ("Kiwipete", KIWIPETE, 5)]:
        rates = []
        for _ in range(options.rounds):
            row = []
            for count in programs:
                _, overhead = count(position, 1)
                leaves, seconds = count(position, depth)
                row.append(leaves / (seconds - overhead) / 1e6)
            rates.append(row)
        ours, fish, magics = (statistics.median(column) for column in zip(*rates))
        over_fish = statistics.median(row[0] / row[1] for row in rates)
        over_magics = statistics.median(row[0] / row[2] for row in rates)
        print(
            f"{name}, depth {depth}: Tesuji {ours:.0f}, Stockfish {fish:.0f}, chessmg {magics:.0f} million "
            f"leaves/s; ratios {over_fish:.1f} and {over_magics:.1f}, {options.rounds} rounds"
        )


def agree(options):
    """Compares counts and stops at a difference."""
    total = 0
    for position in KNOWN:
        for depth in range(1, options.agree + 1):
            ours, _ = tesuji(options.tesuji, position, depth)
            theirs, _ = stockfish(options.stockfish, position, depth)
            if ours != theirs:
                sys.exit(f"{position}, depth {depth}: Tesuji counts {ours}, Stockfish {theirs}")
            total += ours
    print(f"{len(KNOWN)} positions to depth {options.agree}: {total} leaves, all counts equal Stockfish's")


def main():
    """Reads the options."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--tesuji", default=".build/release/tesuji")
    parser.add_argument("--stockfish", default="/usr/games/stockfish")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--agree", type=int)
    options = parser.parse_args()
    if options.agree:
        agree(options)
    else:
        compare(options)


if __name__ == "__main__":
    main()
