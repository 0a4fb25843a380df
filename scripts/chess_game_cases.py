"""Writes the game cases of Tests/ChessRulesTests/Cases, made by random play of python-chess.

python3 -m pip install chess
python3 scripts/chess_game_cases.py Tests/ChessRulesTests/Cases

san.txt: a game a line: start FEN or '-' for the usual start; moves in SAN; final FEN.
annotated.pgn: games with tags, comments, clocks, glyphs and variations, as python-chess writes them.
annotated.txt: for each of these games, its main line in SAN, and how many comments, glyphs and
variations it has in all.
"""

import random
import sys

import chess
import chess.pgn

draw = random.Random(11)
GAMES, ANNOTATED = 1000, 100


def late_board():
    """A board with few pawns and many pieces, where moves need origins and pawns promote."""
    while True:
        board = chess.Board(None)
        symbols = "KkQQRRNNNBqrrnnnbPPPppp"
        for square, symbol in zip(draw.sample(range(64), len(symbols)), symbols):
            board.set_piece_at(square, chess.Piece.from_symbol(symbol))
        board.turn = draw.random() < 0.5
        if board.is_valid() and any(board.legal_moves):
            return board


def start_board(index):
    if index % 3 == 0:
        return chess.Board()
    if index % 3 == 1:
        return chess.Board.from_chess960_pos(draw.randrange(960))
    return late_board()


def choose(board):
    moves = list(board.legal_moves)
    # Castling, en passant and promotion are rare in random play; give them a better chance.
    special = [m for m in moves if m.promotion or board.is_castling(m) or board.is_en_passant(m)]
    return draw.choice(special if special and draw.random() < 0.5 else moves)


def write_games(folder):
    with open(f"{folder}/san.txt", "w") as file:
        print("# Written by scripts/chess_game_cases.py with python-chess", chess.__version__, file=file)
        for index in range(GAMES):
            board = start_board(index)
            start = "-" if index % 3 == 0 else board.fen()
            moves = []
            for _ in range(draw.randrange(10, 90)):
                if not any(board.legal_moves):
                    break
                move = choose(board)
                moves.append(board.san(move))
                board.push(move)
            print(start, " ".join(moves), board.fen(), sep=";", file=file)


WORDS = "a move (as ever) that keeps  the  rook, \"good\" or bad; 100% [sic] – schön".split(" ")


def comment():
    text = " ".join(draw.choices(WORDS, k=draw.randrange(1, 30))).strip()
    return text if text else "fine"


def annotate(node, depth, counts):
    """Plays on from a node, with a variation here and there."""
    board = node.board()
    for ply in range(draw.randrange(2, 40) if depth == 0 else draw.randrange(1, 6)):
        moves = list(board.legal_moves)
        if not moves:
            return
        move = choose(board)
        child = node.add_main_variation(move) if depth == 0 else node.add_variation(move)
        if draw.random() < 0.2:
            child.comment = comment()
            counts["comments"] += 1
        if depth == 0 and draw.random() < 0.3:
            if not child.comment:
                counts["comments"] += 1
            child.set_clock(draw.randrange(0, 7200))
        if draw.random() < 0.15:
            child.nags.add(draw.choice([1, 2, 3, 4, 5, 6, 10, 14, 146]))
            counts["glyphs"] += 1
        others = [m for m in moves if m != move]
        if others and depth < 3 and draw.random() < 0.12:
            side = node.add_variation(draw.choice(others))
            counts["variations"] += 1
            annotate(side, depth + 1, counts)
        node = child
        board.push(move)


def write_annotated(folder):
    with open(f"{folder}/annotated.pgn", "w") as file, open(f"{folder}/annotated.txt", "w") as facts:
        for index in range(ANNOTATED):
            board = start_board(index)
            game = chess.pgn.Game()
            game.setup(board)
            # python-chess writes no escapes in tags, so there is nothing to escape here.
            game.headers["White"] = "O'Neill, J."
            game.headers["Round"] = str(index + 1)
            game.headers["Annotator"] = "nobody"
            counts = {"comments": 0, "glyphs": 0, "variations": 0}
            if draw.random() < 0.3:
                game.comment = comment()
                counts["comments"] += 1
            annotate(game, 0, counts)
            game.headers["Result"] = game.end().board().result()
            print(game.accept(chess.pgn.StringExporter(columns=79)), end="\n\n", file=file)
            moves = []
            board = game.board()
            for move in game.mainline_moves():
                moves.append(board.san(move))
                board.push(move)
            print(" ".join(moves), *counts.values(), sep=";", file=facts)


write_games(sys.argv[1])
write_annotated(sys.argv[1])
