"""Writes Tests/ChessRulesTests/Cases/material.txt: who can still give mate, as python-chess sees it.

python3 -m pip install chess
python3 scripts/chess_material_cases.py > Tests/ChessRulesTests/Cases/material.txt

A line is: FEN; 1 if White's material is insufficient, else 0; the same for Black.
"""

import random

import chess

draw = random.Random(5)
print("# Written by scripts/chess_material_cases.py with python-chess", chess.__version__)
seen = set()
while len(seen) < 400:
    board = chess.Board(None)
    # Light pieces are drawn more often: with them it is that sides differ.
    symbols = ["K", "k"] + draw.choices("NBnbNBnbQqRrPp", k=draw.randrange(0, 5))
    for square, symbol in zip(draw.sample(range(64), len(symbols)), symbols):
        board.set_piece_at(square, chess.Piece.from_symbol(symbol))
    board.turn = draw.random() < 0.5
    if board.is_valid() and board.fen() not in seen:
        seen.add(board.fen())
        verdicts = [int(board.has_insufficient_material(color)) for color in (True, False)]
        print(board.fen(), *verdicts, sep=";")
