"""Writes Tests/ShogiRulesTests/Cases/random.perft: perft of random positions, checked by two programs.

python3 -m pip install cshogi python-shogi
python3 scripts/shogi_perft_cases.py > Tests/ShogiRulesTests/Cases/random.perft

Positions come from random play that likes captures, promotions and drops. Counts to depth 2 are
cshogi's; python-shogi must agree on the legal moves of each, or the script stops. Every line carries a
check number of the sorted USI moves, so that sets and not only counts are compared.
"""

import random
import sys
import zlib

import cshogi
import shogi

COUNT = 400


def moves(board):
    return [cshogi.move_to_usi(move) for move in board.legal_moves]


def count(board, depth):
    if depth == 1:
        return len(list(board.legal_moves))
    total = 0
    for move in list(board.legal_moves):
        board.push(move)
        total += count(board, depth - 1)
        board.pop()
    return total


def position(draw, length):
    board = cshogi.Board()
    for _ in range(length):
        names = moves(board)
        if not names:
            break
        # Random play alone leaves hands nearly empty.
        special = [name for name in names if "+" in name or board.piece(board.move_from_usi(name) & 0x7F)]
        drops = [name for name in names if "*" in name]
        kind = draw.random()
        if special and kind < 0.4:
            names = special
        elif drops and kind < 0.6:
            names = drops
        board.push_usi(draw.choice(names))
    return board


def main():
    draw = random.Random(21)
    print("# Perft of random positions: SFEN, counts to depth 1 and 2 (and 3 of every eighth).")
    print("# The last field is the CRC-32 of the legal moves, sorted and joined by spaces.")
    print("# Written by scripts/shogi_perft_cases.py with cshogi and python-shogi.")
    written = 0
    while written < COUNT:
        board = position(draw, draw.randrange(4, 240))
        names = sorted(moves(board))
        # Every third position must be a check.
        if not names or (written % 3 == 0 and not board.is_check()):
            continue
        other = shogi.Board(board.sfen())
        if sorted(move.usi() for move in other.legal_moves) != names:
            sys.exit(f"cshogi and python-shogi differ on {board.sfen()}")
        depth = 3 if written % 8 == 0 and len(names) < 60 else 2
        counts = [count(board, step) for step in range(1, depth + 1)]
        print(board.sfen(), *counts, zlib.crc32(" ".join(names).encode()), sep=";")
        written += 1


main()
