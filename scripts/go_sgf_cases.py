#!/usr/bin/env python3
"""Makes Tests/GoRulesTests/Cases/sgf: records that other programs wrote, and what is in them.

The writers are GNU Go 3.8 (Debian: gnugo; games against itself, and positions), and from PyPI sgfmill,
pysgf and sgf (random games with variations, comments, set-up stones and two encodings).

index.txt, fields separated by semicolons, as sgfmill reads the record: file; size; komi, or "-" without
one; the moves of the main line (cells row by row from the top, the pass last); the stones after them
(rows from the top, x Black, o White, . empty).

Records that are there stay as they are; remove the folder to have all of them written anew.

usage: go_sgf_cases.py [--seed N] [--gnugo PROGRAM]
"""

import argparse
import io
import pathlib
import random
import subprocess

import pysgf
import sgf
from sgfmill import sgf as sgfmill
from sgfmill import sgf_moves

from go_reference import BLACK, EMPTY, Game

COMMENTS = (
    "plain",
    "brackets [a] and \\ backslash: colon",
    "several\nlines\n\nwith a gap",
    "Ω 囲碁 바둑 é",
    "trailing backslash \\",
    "]];)(",
)


def gnugo_game(draw, program, path):
    """A game of GNU Go against itself."""
    size = draw.choice((5, 7, 7, 9, 9, 9, 11))
    command = [program, "--mode", "ascii", "--quiet", "--level", "0", "--seed", str(draw.getrandbits(24))]
    command += ["--boardsize", str(size), "--komi", str(draw.choice((0, 0.5, 5.5, 7)))]
    if size >= 7:
        command += ["--handicap", str(draw.choice((0, 0, 2, 3, 4)))]
    if draw.random() < 0.5:
        command.append("--chinese-rules")
    # A game that is over hears no more commands: it is saved on the way.
    orders = f"switch\nswitch\nsave {path}\n" * draw.choice((3, 10, 20, 40)) + "quit\n"
    subprocess.run(command, input=orders, text=True, check=False, stdout=subprocess.DEVNULL)
    # When the game is over GNU Go asks for more, and takes the end of the line into the name.
    path.with_name(path.name + "\n").unlink(missing_ok=True)


def gnugo_position(draw, program, path):
    """A position that GNU Go wrote as set-up stones."""
    game = random_game(draw, draw.choice((5, 9, 13, 19)), draw.randrange(1, 40))[0]
    lines = [f"boardsize {game.size}", "clear_board", f"komi {draw.choice((0, 6.5))}"]
    for cell, stone in enumerate(game.stones):
        if stone != EMPTY:
            column = "ABCDEFGHJKLMNOPQRST"[cell % game.size]
            colour = "black" if stone == BLACK else "white"
            lines.append(f"play {colour} {column}{game.size - cell // game.size}")
    lines += [f"printsgf {path}", "quit"]
    subprocess.run(
        [program, "--mode", "gtp"], input="\n".join(lines) + "\n", text=True, check=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


def random_game(draw, size, length):
    """A game that is legal under all rules, and its moves."""
    game, moves = Game(size, "positional", False), []
    while len(moves) < length and game.passes < 2:
        moves.append(play_any(draw, game))
    return game, moves


def play_any(draw, game):
    """Plays a random legal move, rarely a pass."""
    tries = [draw.randrange(game.size**2) for _ in range(8)]
    move = next((cell for cell in tries if game.is_legal(cell)), game.size**2)
    game.play(move)
    return move


def sgfmill_game(draw, path):
    """A random game that sgfmill wrote."""
    size = draw.choice((2, 3, 5, 9, 13, 19, 25))
    moves = random_game(draw, size, draw.randrange(1, 50))[1]
    latin = draw.random() < 0.4
    record = sgfmill.Sgf_game(size=size, encoding="ISO-8859-1" if latin else "UTF-8")
    root = record.get_root()
    root.set("KM", draw.choice((0, 0.5, 5.5, 7.5, -3)))
    root.set("PB", "José" if latin else draw.choice(("李", "José", "a]b\\c")))
    if draw.random() < 0.7:
        root.set("RU", draw.choice(("Japanese", "Chinese", "AGA", "NZ", "a house rule")))
    comments = [text for text in COMMENTS if not latin or text.isascii()]
    for ply, move in enumerate(moves):
        node = record.extend_main_sequence()
        row, column = divmod(move, size)
        point = None if move == size**2 else (size - 1 - row, column)
        node.set_move("b" if ply % 2 == 0 else "w", point)
        if draw.random() < 0.3:
            node.set("C", draw.choice(comments))
        if draw.random() < 0.2 and move < size**2:
            node.set("LB", [(point, draw.choice(("A", "1", "x]")))])
            node.set("TR", [point])
        if draw.random() < 0.2:
            side = node.parent.new_child()
            side.set("C", draw.choice(comments))
            side.new_child().set("N", "deeper")
    path.write_bytes(record.serialise(wrap=draw.choice((None, 40, 79))))


def pysgf_game(draw, path):
    """A random game that pysgf wrote, some with set-up stones."""
    size = draw.choice((3, 5, 9, 13, 19))
    moves = random_game(draw, size, draw.randrange(1, 50))[1]
    root = pysgf.GoNode(properties={"GM": [1], "FF": [4], "SZ": [size], "CA": ["UTF-8"]})
    root.set_property("KM", draw.choice((0.5, 6.5, 7.5)))
    if draw.random() < 0.5:
        root.set_property("RU", draw.choice(("japanese", "chinese", "aga")))
    node = root
    for ply, move in enumerate(moves):
        row, column = divmod(move, size)
        point = None if move == size**2 else (column, size - 1 - row)
        node = node.play(pysgf.Move(point, "B" if ply % 2 == 0 else "W"))
        if draw.random() < 0.3:
            node.set_property("C", draw.choice(COMMENTS))
        if draw.random() < 0.2:
            node.parent.play(pysgf.Move((0, 0), "B" if ply % 2 == 0 else "W"))
    path.write_text(root.sgf(), encoding="utf-8")


def sgf_game(draw, path):
    """A record with set-up stones that the package sgf wrote anew."""
    size = draw.choice((5, 9, 19))
    game, _ = random_game(draw, size, draw.randrange(2, 30))
    letters = "abcdefghijklmnopqrstuvwxy"
    points = [letters[cell % size] + letters[cell // size] for cell in range(size**2)]
    text = f"(;GM[1]FF[4]SZ[{size}]KM[6.5]"
    for name, colour in (("AB", BLACK), ("AW", "o")):
        cells = [cell for cell in range(size**2) if game.stones[cell] == colour]
        if cells:
            text += name + "".join(f"[{points[cell]}]" for cell in cells)
    text += f"PL[{'B' if game.turn == BLACK else 'W'}]C[{draw.choice(COMMENTS[:1] + COMMENTS[2:4])}]"
    game.passes = 0
    for _ in range(draw.randrange(1, 30)):
        if game.passes == 2:
            break
        turn = "B" if game.turn == BLACK else "W"
        move = play_any(draw, game)
        text += f";{turn}[{'' if move == size**2 else points[move]}]"
    stream = io.StringIO()
    for tree in sgf.parse(text + ")").children:
        tree.output(stream)
    path.write_text(stream.getvalue(), encoding="utf-8")


def contents(path):
    """A line of the index."""
    record = sgfmill.Sgf_game.from_bytes(path.read_bytes())
    size = record.get_size()
    board, plays = sgf_moves.get_setup_and_moves(record)
    moves = []
    for colour, point in plays:
        moves.append(size**2 if point is None else (size - 1 - point[0]) * size + point[1])
        if point is not None:
            board.play(*point, colour)
    names = {None: ".", "b": "x", "w": "o"}
    rows = [
        "".join(names[board.get(row, column)] for column in range(size))
        for row in reversed(range(size))
    ]
    komi = record.get_komi() if record.get_root().has_property("KM") else "-"
    return ";".join((path.name, str(size), str(komi), " ".join(map(str, moves)), "/".join(rows)))


def main():
    """Writes the records and the index."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--gnugo", default="gnugo")
    options = parser.parse_args()
    folder = pathlib.Path(__file__).parent.parent / "Tests/GoRulesTests/Cases/sgf"
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    writers = (
        ("gnugo-game", 80, lambda draw, path: gnugo_game(draw, options.gnugo, path)),
        ("gnugo-position", 30, lambda draw, path: gnugo_position(draw, options.gnugo, path)),
        ("sgfmill", 80, sgfmill_game),
        ("pysgf", 70, pysgf_game),
        ("sgf", 60, sgf_game),
    )
    for name, count, write in writers:
        for number in range(count):
            path = folder / f"{name}-{number:02}.sgf"
            if not path.exists():
                write(random.Random(f"{options.seed} {path.name}"), path)
            lines.append(contents(path))
    note = "# Made by scripts/go_sgf_cases.py, which tells the fields.\n"
    (folder / "index.txt").write_text(note + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
