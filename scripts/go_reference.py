#!/usr/bin/env python3
"""Makes Tests/GoRulesTests/Cases/reference.txt and perft.txt with a Go written for clearness alone.

Nothing is shared with the program under test: positions are tuples, groups are flooded anew for every
question, and superko compares whole positions.

reference.txt, one random game a line, fields separated by semicolons: size; ko; suicide (0 or 1);
scoring; komi; the moves (cells row by row from the top, the pass last); the legal moves before each
move, and after the last, as hexadecimal masks (bit a stands for move a); the score after each move and
before the first (Black minus White with komi, all stones alive).

perft.txt, fields separated by semicolons: size; ko; suicide; leaves after 0, 1, 2 … plies.

usage: go_reference.py [--seed N] [--games N] [--depth N]
"""

import argparse
import pathlib
import random

EMPTY, BLACK, WHITE = ".xo"


def neighbours(size, cell):
    """The cells beside a cell."""
    row, column = divmod(cell, size)
    steps = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return [r * size + c for r, c in steps if 0 <= r < size and 0 <= c < size]


def region(size, stones, cell):
    """The connected cells of the same content, and what lies beside them."""
    seen, stack, border = {cell}, [cell], set()
    while stack:
        for near in neighbours(size, stack.pop()):
            if stones[near] != stones[cell]:
                border.add(near)
            elif near not in seen:
                seen.add(near)
                stack.append(near)
    return seen, border


def is_dead(size, stones, cell):
    """Whether the chain at a cell has no liberty."""
    return all(stones[near] != EMPTY for near in region(size, stones, cell)[1])


def without(stones, cells):
    """The stones with some cells emptied."""
    return tuple(EMPTY if cell in cells else stone for cell, stone in enumerate(stones))


class Game:
    """A game as the list of everything that was on the board."""

    def __init__(self, size, ko, suicide):
        self.size, self.ko, self.suicide = size, ko, suicide
        self.stones, self.turn, self.passes, self.ko_cell = (EMPTY,) * size**2, BLACK, 0, None
        self.taken = {BLACK: 0, WHITE: 0}
        self.past = {self.situation(self.stones, BLACK)}

    def situation(self, stones, turn):
        """What superko compares."""
        return (stones, turn) if self.ko == "situational" else stones

    def copy(self):
        """A game that goes its own way."""
        other = Game.__new__(Game)
        other.__dict__.update(self.__dict__)
        other.past, other.taken = set(self.past), dict(self.taken)
        return other

    def after(self, cell):
        """The stones after a move, what was taken and what was given up; None for one stone."""
        other = WHITE if self.turn == BLACK else BLACK
        stones = self.stones[:cell] + (self.turn,) + self.stones[cell + 1 :]
        taken = set()
        for near in neighbours(self.size, cell):
            if stones[near] == other and is_dead(self.size, stones, near):
                taken |= region(self.size, stones, near)[0]
        stones, lost = without(stones, taken), set()
        if is_dead(self.size, stones, cell):
            lost = region(self.size, stones, cell)[0]
            if len(lost) == 1:
                return None
            stones = without(stones, lost)
        return stones, taken, lost

    def is_legal(self, cell):
        """Whether the player to move may place a stone."""
        if self.stones[cell] != EMPTY:
            return False
        result = self.after(cell)
        if result is None or (result[2] and not self.suicide):
            return False
        if self.ko == "simple":
            return cell != self.ko_cell
        other = WHITE if self.turn == BLACK else BLACK
        return self.situation(result[0], other) not in self.past

    def moves(self):
        """The legal moves; none after two passes."""
        if self.passes == 2:
            return []
        return [cell for cell in range(self.size**2) if self.is_legal(cell)] + [self.size**2]

    def play(self, move):
        """Makes a legal move."""
        other = WHITE if self.turn == BLACK else BLACK
        self.ko_cell = None
        if move == self.size**2:
            self.passes += 1
        else:
            self.passes = 0
            self.stones, taken, lost = self.after(move)
            self.taken[other] += len(taken)
            self.taken[self.turn] += len(lost)
            chain, border = region(self.size, self.stones, move)
            free = [near for near in border if self.stones[near] == EMPTY]
            if len(taken) == 1 and len(chain) == 1 and len(free) == 1:
                self.ko_cell = free[0]
        self.turn = other
        self.past.add(self.situation(self.stones, self.turn))

    def score(self, scoring, komi):
        """Black's points minus White's."""
        points = {BLACK: 0, WHITE: komi}
        if scoring == "area":
            points[BLACK] += self.stones.count(BLACK)
            points[WHITE] += self.stones.count(WHITE)
        else:
            points[BLACK] += self.taken[WHITE]
            points[WHITE] += self.taken[BLACK]
        for cell, stone in enumerate(self.stones):
            if stone == EMPTY:
                colours = {self.stones[near] for near in region(self.size, self.stones, cell)[1]}
                if len(colours) == 1:
                    points[colours.pop()] += 1
        return points[BLACK] - points[WHITE]


def random_game(draw):
    """A line that describes a random game; moves that take something are preferred."""
    size = draw.choice((2, 2, 3, 3, 4, 5, 6))
    ko = draw.choice(("simple", "positional", "situational"))
    suicide = draw.random() < 0.6
    scoring = draw.choice(("area", "territory"))
    komi = draw.choice((0, 0.5, 5.5, 7, 7.5, -3.5))
    game, moves, masks, scores = Game(size, ko, suicide), [], [], []
    while True:
        legal = game.moves()
        masks.append(f"{sum(1 << move for move in legal):x}")
        scores.append(f"{game.score(scoring, komi):g}")
        if not legal or len(moves) == 2 * size**2:
            break
        move = draw.choice(legal)
        if move == size**2:
            move = draw.choice(legal)
        taking = [cell for cell in legal[:-1] if game.after(cell)[1] or game.after(cell)[2]]
        if taking and draw.random() < 0.5:
            move = draw.choice(taking)
        game.play(move)
        moves.append(str(move))
    if len(moves) == 2 * size**2:
        # The length limit ends the game and counts it by area.
        masks[-1], scores[-1] = "0", f"{game.score('area' if game.passes < 2 else scoring, komi):g}"
    fields = (size, ko, int(suicide), scoring, f"{komi:g}")
    return ";".join(map(str, fields + (" ".join(moves), " ".join(masks), " ".join(scores))))


def leaves(game, depth):
    """The number of move sequences of a length."""
    legal = game.moves()
    if depth == 1:
        return len(legal)
    total = 0
    for move in legal:
        following = game.copy()
        following.play(move)
        total += leaves(following, depth - 1)
    return total


def main():
    """Writes both files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--games", type=int, default=300)
    parser.add_argument("--depth", type=int, default=10)
    options = parser.parse_args()
    cases = pathlib.Path(__file__).parent.parent / "Tests/GoRulesTests/Cases"
    draw = random.Random(options.seed)
    note = "# Made by scripts/go_reference.py, which tells the fields.\n"
    lines = [random_game(draw) for _ in range(options.games)]
    (cases / "reference.txt").write_text(note + "\n".join(lines) + "\n")
    lines = []
    for size, ko, suicide, depth in (
        (2, "positional", 1, options.depth),
        (2, "positional", 0, options.depth),
        (2, "situational", 1, options.depth),
        (2, "simple", 1, options.depth),
        (3, "positional", 1, options.depth - 5),
    ):
        counts = [1] + [leaves(Game(size, ko, suicide), ply) for ply in range(1, depth + 1)]
        lines.append(f"{size};{ko};{suicide};{' '.join(map(str, counts))}")
    (cases / "perft.txt").write_text(note + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
