"""Writes Tests/ShogiRulesTests/Cases/repetitions.txt: games that end by repetition.

python3 -m pip install cshogi python-shogi
python3 scripts/shogi_repetition_cases.py > Tests/ShogiRulesTests/Cases/repetitions.txt

Players of small endings like to check and to come back to earlier positions. python-shogi says when a
position occurs for the fourth time, cshogi which moves give check; a side that gave check with every
move since the first occurrence, while the other did not, loses.
"""

import random

import cshogi
import shogi

COUNT = 140
STARTS = [
    "4k4/9/4+R4/9/9/9/9/9/4K4 w - 1",
    "4k4/9/9/4+B4/9/9/9/9/4K4 w - 1",
    "3k5/9/5+R3/9/9/9/9/4r4/3K5 b - 1",
    "4k4/9/3R5/9/9/5r3/9/9/4K4 b Gg 1",
    "4k4/4g4/9/4+R4/4+b4/9/9/4G4/4K4 b - 1",
    "lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1",
]


def play(draw):
    start = draw.choice(STARTS)
    board, other = cshogi.Board(start), shogi.Board(start)
    names, checks = [], []
    keys = [start.split(" ")[:3]]
    likes_checks = draw.random() < 0.7
    while len(names) < 200:
        choices = []
        for move in board.legal_moves:
            board.push(move)
            seen = keys.count(board.sfen().split(" ")[:3])
            weight = 1 + 60 * seen + (60 if likes_checks and board.is_check() else 0)
            choices.append((move, weight))
            board.pop()
        if not choices:
            return None
        move = draw.choices([c[0] for c in choices], [c[1] for c in choices])[0]
        name = cshogi.move_to_usi(move)
        board.push(move)
        other.push_usi(name)
        names.append(name)
        checks.append(board.is_check())
        keys.append(board.sfen().split(" ")[:3])
        if other.is_fourfold_repetition():
            first = keys.index(keys[-1])
            sides = []
            for parity in range(2):
                sides.append(all(checks[ply] for ply in range(first, len(names)) if (ply - first) % 2 == parity))
            mover_is_black = keys[first][1] == "b"
            by_black, by_white = sides if mover_is_black else sides[::-1]
            if by_black != by_white:
                return start, names, "perpetual-check", -1 if by_black else 1
            return start, names, "sennichite", 0
    return None


def main():
    draw = random.Random(23)
    print("# SFEN, moves, outcome, what Black gets.")
    print("# Written by scripts/shogi_repetition_cases.py with cshogi and python-shogi.")
    counts = {}
    while sum(counts.values()) < COUNT:
        game = play(draw)
        if game is None or counts.get(game[3], 0) >= COUNT // 2:
            continue
        counts[game[3]] = counts.get(game[3], 0) + 1
        print(game[0], " ".join(game[1]), game[2], game[3], sep=";")


main()
