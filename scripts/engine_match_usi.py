"""Plays `tesuji engine --usi` against Fairy-Stockfish in shogi mode and counts what goes wrong.

apt-get install fairy-stockfish; python3 -m pip install python-shogi==1.1.1
python3 scripts/engine_match_usi.py > experiments/results/engine-usi.txt

python-shogi judges every move and a clock is kept for both sides. The aim is a protocol without faults,
not strength. Every fourth game is played by byoyomi alone, the others with 20 simulations a move; in every
second game our engine ponders while the opponent moves.
"""

import argparse
import collections
import queue
import random
import subprocess
import threading
import time

import shogi

MARGIN = 60


class ProtocolError(Exception):
    pass


class Engine:
    """One side of a conversation by USI."""

    def __init__(self, command, name):
        self.name = name
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def say(self, line):
        self.process.stdin.write(line + "\n")

    def wait(self, word):
        """The next line that begins with a word; every line before it must be known."""
        end = time.monotonic() + MARGIN
        while True:
            try:
                line = self.lines.get(timeout=max(0, end - time.monotonic()))
            except queue.Empty:
                raise ProtocolError(f"{self.name}: no '{word}' within {MARGIN} s") from None
            if line is None:
                raise ProtocolError(f"{self.name}: ended")
            words = line.split()
            if words and words[0] == word:
                return words
            if words and words[0] not in ("info", "id", "option", "Fairy-Stockfish"):
                raise ProtocolError(f"{self.name}: '{line}' while '{word}' is awaited")
            if words[:2] == ["info", "string"] and self.name == "engine":
                raise ProtocolError(f"{self.name}: {line}")

    def begin(self, options):
        self.say("usi")
        self.wait("usiok")
        for key, value in options.items():
            self.say(f"setoption name {key} value {value}")
        self.ready()

    def ready(self):
        self.say("isready")
        self.wait("readyok")
        self.say("usinewgame")


def play(engine, opponent, is_black, ponders, tally, arguments, draw):
    """Plays a game and returns its result in the view of the engine."""
    board = shogi.Board()
    moves = []
    for _ in range(2):
        move = draw.choice(list(board.legal_moves)).usi()
        board.push_usi(move)
        moves.append(move)
    expected = None
    pondering = False
    byoyomi = arguments.byoyomi
    while len(moves) < arguments.plies:
        own = (board.turn == shogi.BLACK) == is_black
        side = engine if own else opponent
        position = "position startpos moves " + " ".join(moves)
        clock = f"btime 0 wtime 0 byoyomi {byoyomi}"
        begin = time.monotonic()
        if own and pondering and expected == moves[-1]:
            side.say("ponderhit")
            tally["ponder hits"] += 1
        else:
            if own and pondering:
                side.say("stop")
                side.wait("bestmove")
                begin = time.monotonic()
            side.say(position)
            side.say("go " + (clock if own else "nodes 100"))
        pondering = pondering and not own
        words = side.wait("bestmove")
        taken = time.monotonic() - begin
        move = words[1]
        if own:
            tally["moves"] += 1
            tally["longest move, ms"] = max(tally["longest move, ms"], int(1000 * taken))
            if 1000 * taken > byoyomi:
                tally["time losses"] += 1
                return "loss"
        if move in ("resign", "win", "(none)"):
            if own and move == "(none)":
                tally["protocol errors"] += 1
            if own and move == "resign" and any(True for _ in board.legal_moves):
                tally["protocol errors"] += 1
            return "win" if own == (move == "win") else "loss"
        if shogi.Move.from_usi(move) not in board.legal_moves:
            if own:
                tally["illegal moves"] += 1
            else:
                # A pawn drop that mates, which the opponent takes for legal.
                tally["faults of the opponent"] += 1
            return "loss" if own else "win"
        board.push_usi(move)
        moves.append(move)
        if board.is_checkmate() or board.is_stalemate():
            return "win" if own else "loss"
        if board.is_fourfold_repetition():
            return "draw"
        if own and ponders and len(words) == 4:
            expected = words[3]
            if shogi.Move.from_usi(expected) not in board.legal_moves:
                tally["illegal moves"] += 1
                return "loss"
            side.say("position startpos moves " + " ".join(moves + [expected]))
            side.say("go ponder " + clock)
            pondering = True
    return "draw"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default=".build/release/tesuji engine --usi")
    parser.add_argument("--opponent", default="/usr/games/fairy-stockfish")
    parser.add_argument("--games", type=int, default=50)
    parser.add_argument("--byoyomi", type=int, default=400, help="milliseconds")
    parser.add_argument("--overhead", type=int, default=300, help="milliseconds in reserve")
    parser.add_argument("--plies", type=int, default=160, help="a longer game is a draw")
    arguments = parser.parse_args()
    command = arguments.engine.split()
    # A machine that is busy with other work needs a larger reserve.
    own = {"USI_Ponder": "true", "USI_Hash": 64, "MoveOverhead": arguments.overhead}
    engine = Engine(command, "engine")
    engine.begin(own)
    opponent = Engine([arguments.opponent], "opponent")
    opponent.begin({"UCI_Variant": "shogi", "Skill Level": -20})
    tally = collections.Counter(
        {"moves": 0, "ponder hits": 0, "protocol errors": 0, "illegal moves": 0, "time losses": 0})
    results = collections.Counter(win=0, draw=0, loss=0)
    draw = random.Random(1)
    start = time.monotonic()
    for number in range(arguments.games):
        engine.say(f"setoption name Simulations value {20 if number % 4 else 0}")
        try:
            outcome = play(
                engine, opponent, number % 2 == 0, number % 2 == 1, tally, arguments, draw)
            engine.say("gameover " + outcome.replace("loss", "lose"))
            # A search that ponders is ended by gameover, and then the engine is ready again.
            engine.say("isready")
            while engine.lines.get(timeout=MARGIN) != "readyok":
                pass
            engine.say("usinewgame")
            opponent.ready()
        except ProtocolError as error:
            tally["protocol errors" if "engine" in str(error) else "faults of the opponent"] += 1
            print(f"# {error}")
            outcome = "stopped"
            engine.process.kill()
            opponent.process.kill()
            engine, opponent = Engine(command, "engine"), Engine([arguments.opponent], "opponent")
            engine.begin(own)
            opponent.begin({"UCI_Variant": "shogi", "Skill Level": -20})
        results[outcome] += 1
    engine.say("quit")
    opponent.say("quit")
    engine.process.wait(timeout=MARGIN)
    version = subprocess.run([command[0], "--version"], capture_output=True, text=True).stdout
    print(version.strip())
    print("opponent: Fairy-Stockfish (Debian fairy-stockfish), shogi, Skill Level -20, 100 nodes a move")
    print(f"clock: byoyomi {arguments.byoyomi} ms a move, {arguments.overhead} ms of it in reserve")
    print(f"games: {arguments.games}, in {time.monotonic() - start:.0f} s")
    print("results: " + ", ".join(f"{key} {value}" for key, value in results.items()))
    for key, value in tally.items():
        print(f"{key}: {value}")


main()
