"""Plays `tesuji engine --gtp` against GNU Go and counts what goes wrong.

apt-get install gnugo
python3 scripts/engine_match_gtp.py > experiments/results/engine-gtp.txt

The script is the referee: it hands moves and clocks from one side to the other, and at the end of a game
asks both for the score. GNU Go takes all dead stones off before it passes, so that both count the same
board. Every third game has handicap stones. The aim is a protocol without faults, not strength.
"""

import argparse
import collections
import subprocess
import time

GNU_GO = ("/usr/games/gnugo --mode gtp --level 0 --chinese-rules --positional-superko --forbid-suicide "
          "--capture-all-dead --seed 1")


class ProtocolError(Exception):
    pass


class Engine:
    """One side of a conversation by GTP."""

    def __init__(self, command, name):
        self.name = name
        self.number = 0
        self.process = subprocess.Popen(
            command.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, bufsize=1)

    def ask(self, command, may_fail=False):
        """The answer, checked to the letter: `=`, the number, a blank, the text, an empty line."""
        self.number += 1
        self.process.stdin.write(f"{self.number} {command}\n")
        lines = []
        while True:
            line = self.process.stdout.readline()
            if not line:
                raise ProtocolError(f"{self.name}: ended after '{command}'")
            if line == "\n":
                break
            lines.append(line.rstrip("\n"))
        head = f"{self.number}"
        if not lines or lines[0][1:].split(" ")[0] != head or lines[0][0] not in "=?":
            raise ProtocolError(f"{self.name}: '{command}' got {lines}")
        if lines[0][0] == "?" and not may_fail:
            raise ProtocolError(f"{self.name}: '{command}' was refused: {lines[0]}")
        return "\n".join([lines[0][1 + len(head):].strip()] + lines[1:])


def play(engine, opponent, is_black, handicap, arguments, tally):
    """Plays a game and returns its result in the view of the engine."""
    sides = {"b": engine if is_black else opponent, "w": opponent if is_black else engine}
    for side in (engine, opponent):
        side.ask(f"boardsize {arguments.size}")
        side.ask("clear_board")
        side.ask(f"komi {0.5 if handicap else 7.5}")
    left = arguments.seconds
    engine.ask(f"time_settings {left:g} 0 0")
    if handicap:
        stones = engine.ask(f"fixed_handicap {handicap}")
        if sorted(opponent.ask(f"fixed_handicap {handicap}").split()) != sorted(stones.split()):
            raise ProtocolError("handicap stones differ")
    colour = "w" if handicap else "b"
    passes = plies = 0
    own = "b" if is_black else "w"
    while passes < 2:
        side = sides[colour]
        if colour == own:
            engine.ask(f"time_left {own} {max(0, left):.2f} 0")
        begin = time.monotonic()
        move = side.ask(f"genmove {colour}").lower()
        taken = time.monotonic() - begin
        if colour == own:
            left -= taken
            tally["moves"] += 1
            tally["longest move, ms"] = max(tally["longest move, ms"], int(1000 * taken))
            if left < 0:
                tally["time losses"] += 1
        if move == "resign":
            return "loss" if colour == own else "win"
        other = "w" if colour == "b" else "b"
        if sides[other].ask(f"play {colour} {move}", may_fail=True) != "":
            # The opponent misses a repeat by a suicide of several stones, which is forbidden here.
            tally["illegal moves" if colour == own else "faults of the opponent"] += 1
            return "stopped"
        passes = passes + 1 if move == "pass" else 0
        colour = other
        plies += 1
        if plies >= 400:
            return "stopped"
    scores = [side.ask("final_score") for side in (engine, opponent)]
    points = [0 if text == "0" else float(text[2:]) * (1 if text[0] == "B" else -1)
              for text in scores]
    if points[0] != points[1]:
        tally["disputed results"] += 1
        print(f"# engine {scores[0]}, opponent {scores[1]}")
        print("# dead: " + engine.ask("final_status_list dead").replace("\n", " "))
        print("# " + engine.ask("showboard").replace("\n", "\n# "))
    return "win" if (points[0] > 0) == is_black else "loss"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default=".build/release/tesuji engine --gtp go --ponder")
    parser.add_argument("--opponent", default=GNU_GO)
    parser.add_argument("--games", type=int, default=100)
    parser.add_argument("--size", type=int, default=9)
    parser.add_argument("--simulations", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20, help="for all moves of a game")
    arguments = parser.parse_args()
    engine = Engine(arguments.engine, "engine")
    opponent = Engine(arguments.opponent, "opponent")
    engine.ask("kata-set-rules koPOSITIONALscoreAREAtaxNONEsui0whbN")
    tally = collections.Counter(
        {"moves": 0, "protocol errors": 0, "illegal moves": 0, "time losses": 0,
         "disputed results": 0})
    results = collections.Counter(win=0, loss=0)
    begin = time.monotonic()
    for number in range(arguments.games):
        # Every fourth game goes by the clock alone.
        limit = arguments.simulations if number % 4 else (1 << 24) - 1
        engine.ask(f"kata-set-param maxVisits {limit}")
        try:
            outcome = play(
                engine, opponent, number % 2 == 0, 2 + number // 3 % 3 if number % 3 == 2 else 0,
                arguments, tally)
        except ProtocolError as error:
            tally["protocol errors"] += 1
            print(f"# {error}")
            outcome = "stopped"
        results[outcome] += 1
    name = opponent.ask("name") + " " + opponent.ask("version")
    for side in (engine, opponent):
        side.ask("quit")
        side.process.wait(timeout=30)
    version = subprocess.run(
        [arguments.engine.split()[0], "--version"], capture_output=True, text=True).stdout
    print(version.strip())
    print(f"opponent: {name}, level 0")
    print(f"board: {arguments.size}×{arguments.size}, area scoring, positional superko, no suicide")
    print(f"clock: {arguments.seconds:g} s a game; in three of four games also at most "
          f"{arguments.simulations} simulations a move")
    print(f"games: {arguments.games}, in {time.monotonic() - begin:.0f} s")
    print("results: " + ", ".join(f"{key} {value}" for key, value in results.items()))
    for key, value in tally.items():
        print(f"{key}: {value}")


main()
