#!/usr/bin/env python3
"""Makes the cases of Tests/ArcadeRulesTests/Cases with the packages minatar and gymnasium.

Each MinAtar line is one stretch of play in JSON: the settings, the moves, the random draws that were
given to the package (`randomTape`), and what the package answered: rewards, the steps that ended the
game (`ends`), and a hash of every observation. In an `immortal` stretch the end is ignored, so that
the late stages of a game are reached. Each CartPole line is one episode with its exact states. Needs
`minatar` (1.0.15 made the committed files), `gymnasium` (1.4.0) and `numpy`.

usage: arcade_cases.py [--steps N] [--out FOLDER]

The committed files have 1,000 steps a game. For the long comparison:

    scripts/arcade_cases.py --steps 200000 --out FOLDER
    TESUJI_ARCADE_CASES=FOLDER swift test -c release --filter ArcadeCasesTests
"""

import argparse
import hashlib
import json
import pathlib
import random

import gymnasium
import minatar
import numpy

GAMES = ["breakout", "asterix", "freeway", "space_invaders", "seaquest"]
STAY, LEFT, UP, RIGHT, DOWN, FIRE = range(6)


class Tape:
    """Stands in for numpy's random generator and writes down every draw."""

    def __init__(self, draw):
        self.draw, self.results = draw, []

    def unit(self):
        """A number in [0, 1), short in decimals; the thresholds 0.1 and 0.5 are among them."""
        self.results.append(self.draw.randrange(1000) / 1000)
        return self.results[-1]

    def below(self, bound):
        """An integer below a bound."""
        self.results.append(self.draw.randrange(bound))
        return self.results[-1]

    def rand(self, *shape):
        """As numpy's function of that name, for no or one dimension."""
        return numpy.array([self.sign() for _ in range(shape[0])]) if shape else self.unit()

    def sign(self):
        """A unit draw for a direction in Freeway; at 0.5 the package fails, a car has no speed."""
        if self.unit() == 0.5:
            self.results[-1] = 0.501
        return self.results[-1]

    def randint(self, low, high=None, size=None):
        """As numpy's function of that name."""
        low, high = (0, low) if high is None else (low, high)
        if size is None:
            return low + self.below(high - low)
        return numpy.array([low + self.below(high - low) for _ in range(size)])


def cells(board, channel):
    """The cells (x, y) of a channel, row by row."""
    return [(x, y) for y, x in zip(*numpy.nonzero(board[:, :, channel]))]


def towards(here, there):
    """A move from one cell to another."""
    if there[0] != here[0]:
        return RIGHT if there[0] > here[0] else LEFT
    if there[1] != here[1]:
        return DOWN if there[1] > here[1] else UP
    return STAY


def planned(game, board, draw):
    """A move that gets far in a game."""
    if game == "breakout":
        return towards((cells(board, 0)[0][0], 0), (cells(board, 1)[0][0], 0))
    if game == "asterix":
        gold = cells(board, 3)
        return towards(cells(board, 0)[0], gold[0]) if gold else STAY
    if game == "freeway":
        return UP
    if game == "space_invaders":
        return FIRE if draw.random() < 0.5 else draw.choice([LEFT, RIGHT])
    here, divers = cells(board, 0)[0], cells(board, 9)
    oxygen, aboard = len(cells(board, 7)), len(cells(board, 8))
    if aboard == 6 or oxygen < 3 and aboard > 0:
        return UP
    if here[1] == 0:
        return DOWN
    if draw.random() < 0.3:
        return FIRE
    return towards(here, divers[0]) if divers else draw.choice([LEFT, RIGHT, DOWN])


def stretch(game, number, limit, draw):
    """Plays until the end of the game or for a number of steps."""
    # Without a ball the original of Breakout cannot go on.
    immortal = game != "breakout" and number % 3 == 1
    sticky, ramping = [(0.1, True), (0.0, True), (0.25, False), (0.0, True)][number % 4]
    if immortal:
        ramping = True
    noise = [0.25, 0.0 if game == "breakout" else 0.25, 1.0][number % 3]
    environment = minatar.Environment(
        game, sticky_action_prob=sticky, difficulty_ramping=ramping)
    tape = Tape(draw)
    environment.random = environment.env.random = tape
    environment.last_action = STAY
    environment.reset()
    moves, rewards, ends, hashes = [], [], [], []
    while len(moves) < limit:
        board = environment.state()
        move = draw.randrange(6) if draw.random() < noise else planned(game, board, draw)
        reward, over = environment.act(move)
        packed = numpy.packbits(environment.state().astype(bool).reshape(-1)).tobytes()
        hashes.append(hashlib.sha256(packed).hexdigest()[:16])
        moves.append(int(move))
        rewards.append(int(reward))
        if over:
            ends.append(len(moves) - 1)
            if not immortal:
                break
            environment.env.terminal = False
    return {
        "id": number,
        "options": {"stickyActions": sticky, "ramping": ramping},
        "immortal": immortal,
        "moves": moves,
        "randomTape": tape.results,
        "rewards": rewards,
        "ends": ends,
        "observationHashes": hashes,
    }


def minatar_lines(game, steps):
    """Stretches with a number of steps together."""
    draw, number = random.Random(f"1 {game}"), 0
    while steps > 0:
        # Long enough to reach the fastest stage now and then.
        limit = min(steps, [400, 250, 1000, 6000][number % 4] if steps > 2000 else 250)
        line = stretch(game, number, limit, draw)
        steps -= len(line["moves"])
        number += 1
        yield line


def cartpole_lines(steps):
    """Episodes with a number of steps together; two of three by a policy that balances."""
    draw, number = random.Random("1 cartpole"), 0
    environment = gymnasium.make("CartPole-v1")
    while steps > 0:
        environment.reset(seed=number)
        inner = environment.unwrapped
        start = [float(value) for value in inner.state]
        moves, states, observations, over, cut = [], [], [], False, False
        while not (over or cut) and steps > 0:
            _, _, angle, spin = inner.state
            balanced = int(angle + spin > 0)
            noise = [0.0, 0.2, 1.0][number % 3]
            moves.append(draw.randrange(2) if draw.random() < noise else balanced)
            observation, reward, over, cut, _ = environment.step(moves[-1])
            assert reward == 1.0
            states.append([float(value) for value in inner.state])
            observations.append([float(value) for value in observation])
            steps -= 1
        yield {
            "id": number, "start": start, "moves": moves, "states": states,
            "observations": observations, "terminated": bool(over), "truncated": bool(cut),
        }
        number += 1


def main():
    """Writes one file a game."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    cases = pathlib.Path(__file__).parent.parent / "Tests" / "ArcadeRulesTests" / "Cases"
    out = options.out or cases
    out.mkdir(parents=True, exist_ok=True)
    sources = {f"minatar-{game.replace('_', '-')}": minatar_lines(game, options.steps)
               for game in GAMES}
    # Its exact numbers are long.
    sources["cartpole"] = cartpole_lines(options.steps if options.out else 100)
    for name, lines in sources.items():
        with open(out / f"{name}.jsonl", "w", encoding="utf-8") as file:
            for line in lines:
                file.write(json.dumps(line, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
