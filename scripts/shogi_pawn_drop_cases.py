"""Writes Tests/ShogiRulesTests/Cases/pawn-drops.txt: pawns dropped before a king.

python3 -m pip install cshogi python-shogi
apt-get install fairy-stockfish
python3 scripts/shogi_pawn_drop_cases.py > Tests/ShogiRulesTests/Cases/pawn-drops.txt

Few pieces stand around a king in whose front a pawn may be dropped. cshogi and python-shogi must agree
on the legal moves, or the script stops. In half of the cases the drop is illegal because it mates.
Fairy-Stockfish's count of moves follows: it generates the drop that mates and calls it a loss later.
"""

import random
import subprocess
import sys

import cshogi
import shogi

COUNT = 300


class Fairy:
    """Fairy-Stockfish, asked for counts of moves."""

    def __init__(self):
        self.engine = subprocess.Popen(
            ["/usr/games/fairy-stockfish"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.send("usi", "setoption name USI_Variant value shogi", "usinewgame")

    def send(self, *lines):
        self.engine.stdin.write("\n".join(lines) + "\n")
        self.engine.stdin.flush()

    def perft(self, sfen, depth):
        self.send(f"position sfen {sfen}", f"go perft {depth}")
        for line in self.engine.stdout:
            if line.startswith("Nodes searched:"):
                return int(line.split(":")[1])
        sys.exit("Fairy-Stockfish has gone")


def setup(draw):
    """Black is to move; White's king is near its back row."""
    rows = [[None] * 9 for _ in range(9)]
    row, column = draw.choice([0, 0, 0, 1]), draw.randrange(9)
    rows[row][column] = "k"

    def place(piece):
        r, c = row + draw.randrange(-1, 4), column + draw.randrange(-2, 3)
        if not (0 <= r < 9 and 0 <= c < 9) or rows[r][c] or (r, c) == (row + 1, column):
            return
        if piece == "N" and r < 2 or piece == "L" and r < 1 or piece == "n" and r > 6:
            return
        rows[r][c] = piece

    for _ in range(draw.randrange(2, 6)):
        place(draw.choice(["G", "S", "N", "L", "R", "B", "+R", "+B", "+P", "G", "S"]))
    for _ in range(draw.randrange(0, 5)):
        place(draw.choice(["g", "s", "n", "l", "r", "b", "+p", "g"]))
    rows[8][draw.randrange(9)] = "K"
    return rows, 9 - column, row


def text(rows, turn, hand):
    lines = []
    for row in rows:
        line, gap = "", 0
        for piece in row:
            if piece is None:
                gap += 1
                continue
            line += (str(gap) if gap else "") + piece
            gap = 0
        lines.append(line + (str(gap) if gap else ""))
    return f"{'/'.join(lines)} {turn} {hand} 1"


def turned(rows):
    return [[piece and piece.swapcase() for piece in reversed(row)] for row in reversed(rows)]


def within_a_set(rows):
    pieces = [piece.upper().lstrip("+") for row in rows for piece in row if piece]
    return all(pieces.count(p) <= n for p, n in {"L": 4, "N": 4, "S": 4, "G": 4, "B": 2, "R": 2}.items())


def main():
    draw = random.Random(25)
    fairy = Fairy()
    print("# SFEN, a pawn's drop before the king, whether it is legal, moves that Fairy-Stockfish lists.")
    print("# Written by scripts/shogi_pawn_drop_cases.py with cshogi, python-shogi and Fairy-Stockfish.")
    written = {True: 0, False: 0}
    while sum(written.values()) < COUNT:
        rows, file, row = setup(draw)
        if not within_a_set(rows):
            continue
        turn, rank = "b", row + 2
        if sum(written.values()) % 2:
            rows, turn, file, rank = turned(rows), "w", 10 - file, 10 - rank
        sfen = text(rows, turn, "P" if turn == "b" else "p")
        board = cshogi.Board(sfen)
        if board.is_check():
            continue
        names = sorted(cshogi.move_to_usi(move) for move in board.legal_moves)
        drop = f"P*{file}{'abcdefghi'[rank - 1]}"
        is_legal = drop in names
        if written[is_legal] >= COUNT // 2:
            continue
        other = shogi.Board(sfen)
        other.turn ^= 1
        if other.is_check():
            continue
        other.turn ^= 1
        if sorted(move.usi() for move in other.legal_moves) != names:
            sys.exit(f"cshogi and python-shogi differ on {sfen}")
        count = fairy.perft(sfen, 1)
        if count != len(names) + (0 if is_legal else 1):
            sys.exit(f"Fairy-Stockfish lists {count} moves, not one more than the rules, on {sfen}")
        written[is_legal] += 1
        print(sfen, drop, "true" if is_legal else "false", count, sep=";")
    fairy.send("quit")


main()
