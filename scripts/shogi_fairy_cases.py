"""Writes Tests/ShogiRulesTests/Cases/fairy-stockfish.perft: perft of random positions by Fairy-Stockfish.

apt-get install fairy-stockfish
python3 scripts/shogi_fairy_cases.py > Tests/ShogiRulesTests/Cases/fairy-stockfish.perft

The positions are those of random.perft, beside it, and the first of pawn-drops.txt. Fairy-Stockfish
generates pawn drops that mate; the tests add them to their own count.
"""

import pathlib
import subprocess

CASES = pathlib.Path(__file__).parent.parent / "Tests/ShogiRulesTests/Cases"


def positions(name, count):
    lines = (CASES / name).read_text().splitlines()
    return [line.split(";")[0] for line in lines if not line.startswith("#")][:count]


def main():
    boards = positions("random.perft", 340) + positions("pawn-drops.txt", 60)
    commands = ["usi", "setoption name USI_Variant value shogi", "usinewgame"]
    for sfen in boards:
        for depth in (1, 2):
            commands += [f"position sfen {sfen}", f"go perft {depth}"]
    commands += ["quit", ""]
    output = subprocess.run(
        ["/usr/games/fairy-stockfish"], input="\n".join(commands), capture_output=True, text=True, check=True
    ).stdout
    nodes = [line.split(":")[1].strip() for line in output.splitlines() if line.startswith("Nodes searched:")]
    assert len(nodes) == 2 * len(boards)
    print("# Perft of random positions by Fairy-Stockfish 11.1: SFEN, counts to depth 1 and 2.")
    print("# Written by scripts/shogi_fairy_cases.py.")
    for index, sfen in enumerate(boards):
        print(sfen, nodes[2 * index], nodes[2 * index + 1], sep=";")


main()
