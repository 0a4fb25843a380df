#!/usr/bin/env python3
"""Makes Tests/GoRulesTests/Cases/gnugo.txt and open_spiel.txt: games of which other programs tell the
legal moves and the score.

Both files have the fields of reference.txt, told in go_reference.py; a score that nobody told is "-".

gnugo.txt: GNU Go 3.8 (Debian: gnugo) tells the legal moves under simple ko and both kinds of superko,
with and without suicide, and the prisoners; sgfmill (PyPI) counts the area after every ply. GNU Go
misses superko where a suicide of several stones makes the repeat: with superko and suicide a game stops
before the first ply that has such a suicide. Games are stopped, not finished, where the file says so by
a last mask that is not 0.

open_spiel.txt: OpenSpiel (PyPI: open_spiel) tells the legal moves under simple ko without suicide, and
the area at the end, found by trying values of komi. It calls a repeat a draw: a game stops there.

usage: go_engine_cases.py [--seed N] [--games N] [--gnugo PROGRAM]
"""

import argparse
import pathlib
import random
import subprocess

import pyspiel
from sgfmill import boards

from go_reference import BLACK, Game

LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"
KO_FLAGS = {"simple": "--simple-ko", "positional": "--positional-superko"}
KO_FLAGS["situational"] = "--situational-superko"
NOTE = "# Made by scripts/go_engine_cases.py, which tells the fields.\n"


def vertex(size, move):
    """The GTP name of a move."""
    if move == size**2:
        return "pass"
    return f"{LETTERS[move % size]}{size - move // size}"


def move_of(size, name):
    """The move of a GTP name."""
    return (size - int(name[1:])) * size + LETTERS.index(name[0].upper())


class Engine:
    """A program that speaks GTP."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def ask(self, line):
        """The answer to a command, which must not fail."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = []
        while True:
            text = self.process.stdout.readline()
            if text in ("\n", ""):
                break
            answer.append(text)
        answer = "".join(answer)
        if not answer.startswith("="):
            raise RuntimeError(f"{line}: {answer}")
        return answer[1:].strip()


def choose(draw, game, legal):
    """A random move; passes are rare and moves that take something frequent."""
    move = draw.choice(legal)
    if move == game.size**2:
        move = draw.choice(legal)
    taking = [cell for cell in legal if cell != game.size**2 and any(game.after(cell)[1:])]
    return draw.choice(taking) if taking and draw.random() < 0.4 else move


def line(game, rules, moves, masks, scores):
    """The fields of a game."""
    scoring, komi, suicide = rules
    fields = (game.size, game.ko, int(suicide), scoring, f"{komi:g}")
    masks = [f"{sum(1 << move for move in legal):x}" for legal in masks]
    scores = [score if score == "-" else f"{score:g}" for score in scores]
    return ";".join([*map(str, fields), *(" ".join(map(str, x)) for x in (moves, masks, scores))])


class Observer:
    """What GNU Go and sgfmill know of a game."""

    def __init__(self, engine, size, scoring, komi):
        self.engine, self.size, self.scoring, self.komi = engine, size, scoring, komi
        self.board = boards.Board(size)
        engine.ask(f"boardsize {size}")
        engine.ask("clear_board")

    def legal(self, turn):
        """The legal moves by GNU Go."""
        names = self.engine.ask(f"all_legal {turn}").split()
        return sorted(move_of(self.size, name) for name in names) + [self.size**2]

    def play(self, turn, move):
        """Makes a move on both boards."""
        self.engine.ask(f"play {turn} {vertex(self.size, move)}")
        if move < self.size**2:
            row, column = divmod(move, self.size)
            self.board.play(self.size - 1 - row, column, turn[0])

    def score(self, scoring=None):
        """Black's points minus White's."""
        points = self.board.area_score()
        if (scoring or self.scoring) == "territory":
            for colour, _ in self.board.list_occupied_points():
                points += -1 if colour == "b" else 1
            points += int(self.engine.ask("captures black"))
            points -= int(self.engine.ask("captures white"))
        return points - self.komi


def gnugo_game(draw, program, engines):
    """A line of gnugo.txt."""
    size = draw.choice((2, 3, 3, 4, 4, 5, 6, 7, 9))
    ko = draw.choice(tuple(KO_FLAGS))
    suicide = draw.random() < 0.5
    scoring = draw.choice(("area", "territory"))
    komi = draw.choice((0, 0.5, 6.5, 7, 7.5))
    if (ko, suicide) not in engines:
        flags = [KO_FLAGS[ko], "--allow-suicide" if suicide else "--forbid-suicide"]
        engines[ko, suicide] = Engine([program, "--mode", "gtp", "--level", "0", *flags])
    observer = Observer(engines[ko, suicide], size, scoring, komi)
    game, moves, masks, scores = Game(size, ko, suicide), [], [], []
    while True:
        turn = "black" if game.turn == BLACK else "white"
        over = game.passes == 2 or len(moves) == 2 * size**2
        legal = [] if over else observer.legal(turn)
        masks.append(legal)
        at_limit = len(moves) == 2 * size**2 and game.passes < 2
        scores.append(observer.score("area" if at_limit else None))
        if over:
            break
        if suicide and ko != "simple":
            empty = [cell for cell in range(size**2) if game.stones[cell] == "."]
            # What the fault of GNU Go could concern is not asked for.
            if any(game.after(cell) and game.after(cell)[2] for cell in empty):
                masks.pop()
                scores.pop()
                moves = moves[: max(0, len(masks) - 1)]
                break
        move = choose(draw, game, legal)
        observer.play(turn, move)
        game.play(move)
        moves.append(move)
    return line(game, (scoring, komi, suicide), moves, masks, scores) if masks else None


def area(size, names):
    """The area at the end of a game, by the komi that makes it a draw."""
    low, high = -(size**2), size**2
    while low < high:
        middle = (low + high) // 2
        state = pyspiel.load_game(f"go(board_size={size},komi={middle + 0.5})").new_initial_state()
        for name in names:
            state.apply_action(state.string_to_action(name))
        if state.returns()[0] > 0:
            low = middle + 1
        else:
            high = middle
    return low


def open_spiel_game(draw):
    """A line of open_spiel.txt."""
    size = draw.choice((2, 3, 4, 5, 5, 7, 9, 9))
    komi = draw.choice((0.5, 6.5, 7.5))
    rules = pyspiel.load_game(f"go(board_size={size},komi={komi})")
    state = rules.new_initial_state()
    game, moves, masks, names = Game(size, "simple", False), [], [], []
    while True:
        moves_of = {}
        for action in state.legal_actions():
            name = state.action_to_string(action)
            place = name.split()[1].upper()
            move = size**2 if place == "PASS" else move_of(size, place)
            moves_of[move] = (action, name)
        masks.append(sorted(moves_of))
        if state.is_terminal():
            break
        move = choose(draw, game, sorted(moves_of))
        action, name = moves_of[move]
        state.apply_action(action)
        game.play(move)
        moves.append(move)
        names.append(name)
    scores = ["-"] * len(masks)
    if game.passes == 2 or len(moves) == 2 * size**2:
        scores[-1] = area(size, names) - komi
    else:
        # The repeat: another rule, which is not asked for.
        masks.pop()
        scores.pop()
        moves.pop()
    return line(game, ("area", komi, False), moves, masks, scores)


def main():
    """Writes both files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--games", type=int, default=240)
    parser.add_argument("--gnugo", default="gnugo")
    options = parser.parse_args()
    cases = pathlib.Path(__file__).parent.parent / "Tests/GoRulesTests/Cases"
    draw, engines = random.Random(options.seed), {}
    lines = [gnugo_game(draw, options.gnugo, engines) for _ in range(options.games)]
    (cases / "gnugo.txt").write_text(NOTE + "\n".join(filter(None, lines)) + "\n")
    lines = [open_spiel_game(draw) for _ in range(options.games // 2)]
    (cases / "open_spiel.txt").write_text(NOTE + "\n".join(lines) + "\n")
    for engine in engines.values():
        engine.ask("quit")


if __name__ == "__main__":
    main()
