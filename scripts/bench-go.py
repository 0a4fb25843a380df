#!/usr/bin/env python3
"""Compares random games of Go with OpenSpiel's, in turns on one core, by processor time.

Tesuji: `tesuji bench rules`, simple ko, own eyes not filled. OpenSpiel (PyPI: open_spiel): the rollouts in
C++ of its Monte Carlo search, which fill eyes and so are longer. Only the ratios carry over to other
machines.

usage: bench-go.py [--tesuji PROGRAM] [--rounds N]
"""

import argparse
import json
import statistics
import subprocess
import time

import pyspiel

ROLLOUTS = {9: 400, 19: 30}
SIMULATIONS = 4


def tesuji(program, size):
    """Games a second of the program."""
    command = [program, "bench", "rules", f"go-{size}x{size}", "--option", "ko=simple", "--json"]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return next(figure["value"] for figure in figures if "random games" in figure["name"])


def open_spiel(size):
    """Games a second of OpenSpiel; the search around them is four nodes."""
    game = pyspiel.load_game(f"go(board_size={size})")
    evaluator = pyspiel.RandomRolloutEvaluator(ROLLOUTS[size], 1)
    bot = pyspiel.MCTSBot(game, evaluator, 2.0, SIMULATIONS, 1000, False, 1, False)
    start = time.process_time()
    bot.mcts_search(game.new_initial_state())
    return SIMULATIONS * ROLLOUTS[size] / (time.process_time() - start)


def main():
    """Prints a line for each board."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--tesuji", default=".build/release/tesuji")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for size in ROLLOUTS:
        pairs = [(tesuji(options.tesuji, size), open_spiel(size)) for _ in range(options.rounds)]
        ours, theirs = (statistics.median(column) for column in zip(*pairs))
        ratio = statistics.median(our / their for our, their in pairs)
        print(f"{size}x{size}: {ours:.0f} and {theirs:.0f} games/s, ratio {ratio:.1f}")


if __name__ == "__main__":
    main()
