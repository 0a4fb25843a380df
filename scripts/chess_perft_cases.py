"""Writes Tests/ChessRulesTests/Cases/random.perft: perft of random positions, checked by two programs.

apt-get install stockfish; python3 -m pip install chess
python3 scripts/chess_perft_cases.py > Tests/ChessRulesTests/Cases/random.perft

Positions come from random play of orthodox chess and of all kinds of Chess960 starts. Counts to depth 3
are Stockfish's; python-chess must agree on depth 2 of each, or the script stops.
"""

import random
import subprocess
import sys

import chess

ORTHODOX, CHESS960 = 220, 180


class Stockfish:
    def __init__(self):
        self.process = subprocess.Popen(
            ["/usr/games/stockfish"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def perft(self, fen, depth, is_chess960):
        flag = "true" if is_chess960 else "false"
        self.process.stdin.write(
            f"setoption name UCI_Chess960 value {flag}\nposition fen {fen}\ngo perft {depth}\n"
        )
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("Nodes searched"):
                return int(line.split(":")[1])


def perft(board, depth):
    if depth == 1:
        return board.legal_moves.count()
    total = 0
    for move in list(board.legal_moves):
        board.push(move)
        total += perft(board, depth - 1)
        board.pop()
    return total


def interesting(board):
    """Prefers positions with castling rights, en passant, checks or promotions at hand."""
    seventh = chess.BB_RANK_7 if board.turn else chess.BB_RANK_2
    return bool(
        board.has_legal_en_passant()
        or board.is_check()
        or board.pawns & board.occupied_co[board.turn] & seventh
        or (board.castling_rights and any(board.is_castling(m) for m in board.legal_moves))
    )


def main():
    draw = random.Random(20)
    engine = Stockfish()
    print("# Perft of random positions: number of arrangement or '-', FEN, counts to depth 1, 2, 3.")
    print("# Written by scripts/chess_perft_cases.py with Stockfish 15.1 and python-chess", chess.__version__)
    for index in range(ORTHODOX + CHESS960):
        is_chess960 = index >= ORTHODOX
        while True:
            number = draw.randrange(960)
            board = chess.Board.from_chess960_pos(number) if is_chess960 else chess.Board()
            for _ in range(draw.randrange(4, 160)):
                moves = list(board.legal_moves)
                if not moves:
                    break
                board.push(draw.choice(moves))
            # Every other position must have something special.
            if any(board.legal_moves) and (index % 2 or interesting(board)):
                break
        # The file carries both ways of writing castling: X-FEN here, Shredder-FEN every third time.
        fen = board.shredder_fen() if is_chess960 and index % 3 == 0 else board.fen()
        fen = fen.split(" ")
        fen[4] = str(min(int(fen[4]), 99))
        fen = " ".join(fen)
        counts = [engine.perft(board.fen(), depth, is_chess960) for depth in (1, 2, 3)]
        if counts[0] != perft(board, 1) or counts[1] != perft(board, 2):
            sys.exit(f"Stockfish and python-chess differ on {fen}")
        print(number if is_chess960 else "-", fen, *counts, sep=";")
    engine.process.kill()


main()
