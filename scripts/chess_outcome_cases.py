"""Writes Tests/ChessRulesTests/Cases/outcomes.txt: games and how they end, as python-chess sees it.

python3 -m pip install chess
python3 scripts/chess_outcome_cases.py > Tests/ChessRulesTests/Cases/outcomes.txt

A line is: draws option; variant; start FEN; UCI moves; outcome; final FEN. The outcome is the first that
applies, in the order of the rules' page, and no earlier position has one.
"""

import random
import sys
from collections import Counter

import chess

draw = random.Random(7)
WANTED = {
    "checkmate": 50,
    "stalemate": 50,
    "insufficient-material": 60,
    "fivefold-repetition": 30,
    "seventy-five-moves": 20,
    "threefold-repetition": 50,
    "fifty-moves": 25,
    "length-limit": 6,
}


def outcome(board, draws, plies):
    if board.is_checkmate():
        return "checkmate"
    if board.is_stalemate():
        return "stalemate"
    if board.is_insufficient_material():
        return "insufficient-material"
    if board.is_repetition(5):
        return "fivefold-repetition"
    if board.halfmove_clock >= 150:
        return "seventy-five-moves"
    if draws == "claim":
        if board.is_repetition(3):
            return "threefold-repetition"
        if board.halfmove_clock >= 100:
            return "fifty-moves"
    return "length-limit" if plies >= 512 else None


def sparse_board(pieces):
    """A legal position with kings and the given other pieces."""
    while True:
        board = chess.Board(None, chess960=False)
        squares = draw.sample(range(64), len(pieces) + 2)
        for square, symbol in zip(squares, ["K", "k", *pieces]):
            board.set_piece_at(square, chess.Piece.from_symbol(symbol))
        board.turn = draw.random() < 0.5
        if board.is_valid() and outcome(board, "claim", 0) is None:
            return board


def start_board(kind):
    if kind == "checkmate":
        return sparse_board(draw.choice([["Q"], ["R", "R"], ["q", "r"], ["Q", "R", "n"], ["r", "b", "q"]]))
    if kind == "stalemate":
        return sparse_board(draw.choice([["Q"], ["P"], ["Q", "R"], ["q", "b"], ["p", "p"]]))
    if kind == "insufficient-material":
        return sparse_board(
            draw.choice(
                [["P"], ["R"], ["N", "p"], ["B", "b"], ["B", "n"], ["N", "n"], ["B", "B", "r"], ["b", "q"], ["N", "N", "r"]]
            )
        )
    if kind in ("fifty-moves", "seventy-five-moves"):
        board = sparse_board(draw.choice([["Q", "r"], ["R", "r", "P"], ["N", "N", "p"], ["B", "n", "P", "p"]]))
        limit = 100 if kind == "fifty-moves" else 150
        board.halfmove_clock = draw.randrange(limit - 60, limit)
        board.fullmove_number = draw.randrange(80, 200)
        return board
    if kind.endswith("repetition"):
        start = draw.randrange(6)
        if start == 0:
            return chess.Board()
        if start == 1:
            return chess.Board.from_chess960_pos(draw.randrange(960))
        if start == 2:  # Castling rights get lost on the way.
            return chess.Board("r3k2r/p6p/8/8/8/8/P6P/R3K2R w KQkq - 3 20")
        if start == 3:  # En passant is possible in the first occurrence only.
            return chess.Board("4k3/8/8/8/pP6/8/8/R3K2R b KQ b3 0 20")
        if start == 4:  # The capture is pinned, so every occurrence is the same.
            return chess.Board("8/8/8/8/R1pP3k/8/8/4K3 b - d3 0 20")
        return sparse_board(["R", "r", "N", "b"])
    return chess.Board()


def choose(board, kind):
    moves = list(board.legal_moves)
    quiet = [m for m in moves if not board.is_zeroing(m)]
    if kind.endswith("repetition"):
        # Going back to where a piece came from makes repetitions likely, with some wandering between.
        if len(board.move_stack) >= 2 and draw.random() < 0.8:
            last = board.move_stack[-2]
            back = chess.Move(last.to_square, last.from_square)
            if back in moves and not board.is_zeroing(back):
                return back
        return draw.choice(quiet or moves)
    if kind == "length-limit":
        # Pawns hurry slowly, so that neither 75 moves nor mate come first.
        if board.halfmove_clock < 20 or not [m for m in moves if board.is_zeroing(m)]:
            calm = [m for m in quiet if not gives_end(board, m)]
            return draw.choice(calm or quiet or moves)
        pawns = [m for m in moves if board.is_zeroing(m) and not board.is_capture(m)]
        return draw.choice(pawns or quiet or moves)
    if kind.endswith("moves"):
        return draw.choice(quiet or moves)
    return draw.choice(moves)


def gives_end(board, move):
    board.push(move)
    ends = not any(board.legal_moves) or board.is_repetition(2)
    board.pop()
    return ends


def main():
    found = Counter()
    lines = set()
    attempts = 0
    while any(found[kind] < count for kind, count in WANTED.items()):
        kind = draw.choice([k for k, count in WANTED.items() if found[k] < count])
        attempts += 1
        if attempts > 60000:
            sys.exit(f"too few cases: {found}")
        draws = "automatic" if kind in ("fivefold-repetition", "seventy-five-moves") else draw.choice(["claim", "automatic"])
        if kind in ("threefold-repetition", "fifty-moves"):
            draws = "claim"
        board = start_board(kind)
        if outcome(board, draws, 0):
            continue
        start = board.fen(en_passant="fen")
        end, moves = None, []
        limit = 512 if kind == "length-limit" else 160
        for plies in range(1, limit + 1):
            move = choose(board, kind)
            moves.append(board.uci(move))
            board.push(move)
            end = outcome(board, draws, plies)
            if end:
                break
        if end is None or found[end] >= WANTED[end]:
            continue
        variant = "chess960" if board.chess960 else "chess"
        line = ";".join([draws, variant, start, " ".join(moves), end, board.fen()])
        if line not in lines:
            lines.add(line)
            found[end] += 1
            print(line)


print("# Written by scripts/chess_outcome_cases.py with python-chess", chess.__version__)
main()
