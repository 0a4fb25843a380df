"""Writes Tests/ShogiRulesTests/Cases/declaration.txt: who may declare an entering king.

python3 -m pip install cshogi python-shogi
python3 scripts/shogi_declaration_cases.py > Tests/ShogiRulesTests/Cases/declaration.txt

Random pieces stand around a king that has all but entered. cshogi says whether the side to move wins by
27 points, wins by 24 points, or would draw by 24 points; python-shogi that the position is legal.
"""

import random

import cshogi
import shogi

COUNT = 400
TOTALS = {"P": 18, "L": 4, "N": 4, "S": 4, "G": 4, "B": 2, "R": 2}


def setup(draw):
    """A position from Black's view, as rows of pieces and two hands."""
    rows = [[None] * 9 for _ in range(9)]
    rows[draw.choice([0, 1, 1, 2, 2, 2, 3])][draw.randrange(9)] = "K"
    rows[8][draw.randrange(9)] = "k"
    rest = [letter for letter, count in TOTALS.items() for _ in range(count)]
    draw.shuffle(rest)
    hands = {}
    in_camp = draw.randrange(8, 14)
    for letter in rest:
        kind = draw.random()
        if in_camp > 0 and kind < 0.5:
            row, column = draw.randrange(3), draw.randrange(9)
            if rows[row][column] is None:
                promoted = letter != "G" and draw.random() < 0.7
                rows[row][column] = ("+" if promoted else "") + letter
                in_camp -= 1
                continue
        owner = letter if draw.random() < 0.6 else letter.lower()
        if kind < 0.9:
            hands[owner] = hands.get(owner, 0) + 1
        elif kind < 0.95:
            row, column = draw.randrange(3, 7), draw.randrange(9)
            if rows[row][column] is None:
                rows[row][column] = owner
    return rows, hands


def sfen(rows, hands, turn):
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
    hand = "".join(
        (str(hands[letter]) if hands[letter] > 1 else "") + letter
        for letter in "RBGSNLPrbgsnlp"
        if hands.get(letter)
    )
    return f"{'/'.join(lines)} {turn} {hand or '-'} 1"


def turned(rows, hands):
    rows = [[piece and piece.swapcase() for piece in reversed(row)] for row in reversed(rows)]
    return rows, {letter.swapcase(): count for letter, count in hands.items()}


def is_legal(text):
    """No second pawn on a file, no dead piece, and the side not to move is not in check."""
    board = shogi.Board(text)
    for square in shogi.SQUARES:
        piece = board.piece_at(square)
        if piece is None:
            continue
        row = square // 9 if piece.color == shogi.BLACK else 8 - square // 9
        if piece.piece_type in (shogi.PAWN, shogi.LANCE) and row == 0:
            return False
        if piece.piece_type == shogi.KNIGHT and row < 2:
            return False
    for color in (shogi.BLACK, shogi.WHITE):
        for file in range(9):
            pawns = [board.piece_at(row * 9 + file) for row in range(9)]
            if sum(p is not None and p.piece_type == shogi.PAWN and p.color == color for p in pawns) > 1:
                return False
    board.turn ^= 1
    return not board.is_check()


def main():
    draw = random.Random(22)
    print("# SFEN, wins by 27 points, wins by 24 points, draws by 24 points.")
    print("# Written by scripts/shogi_declaration_cases.py with cshogi and python-shogi.")
    written = 0
    names = {True: "true", False: "false"}
    while written < COUNT:
        rows, hands = setup(draw)
        turn = "b"
        if written % 2:
            (rows, hands), turn = turned(rows, hands), "w"
        text = sfen(rows, hands, turn)
        if not is_legal(text):
            continue
        board = cshogi.Board(text)
        by27 = board.is_nyugyoku(cshogi.LAW_27)
        result = board.nyugyoku_result(cshogi.LAW_24)
        # Half of the cases are near the border.
        if written % 4 < 2 and result == cshogi.NYUGYOKU_NONE and not by27:
            continue
        by24 = result == cshogi.NYUGYOKU_WIN
        drawn = result == cshogi.NYUGYOKU_DRAW
        print(text, names[bool(by27)], names[by24], names[drawn], sep=";")
        written += 1


main()
