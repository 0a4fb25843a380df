"""Plays `tesuji engine --uci` against Stockfish at its weakest and counts what goes wrong.

apt-get install stockfish; python3 -m pip install chess==1.11.2
python3 scripts/engine_match_uci.py > experiments/results/engine-uci.txt

python-chess is the match runner: it judges every move, and a clock is kept for both sides. The aim is
a protocol without faults, not strength. Every fourth game is played by the clock alone, the others with
20 simulations a move; every third game is Chess960.
"""

import argparse
import collections
import random
import subprocess
import time

import chess
import chess.engine


def play(engine, opponent, board, is_white, tally, own_limit, base, increment):
    """Plays a game and returns its result in the view of the engine."""
    clocks = {chess.WHITE: base, chess.BLACK: base}
    game = object()
    while not board.is_game_over(claim_draw=False):
        own = (board.turn == chess.WHITE) == is_white
        limit = chess.engine.Limit(
            white_clock=clocks[True], black_clock=clocks[False], white_inc=increment,
            black_inc=increment, nodes=own_limit if own else 200)
        begin = time.monotonic()
        try:
            result = (engine if own else opponent).play(board, limit, game=game)
        except chess.engine.EngineError as error:
            tally["protocol errors" if own else "faults of the opponent"] += 1
            print(f"# {'engine' if own else 'opponent'}: {error}")
            return "stopped"
        taken = time.monotonic() - begin
        mover = board.turn
        clocks[mover] += increment - taken
        if own:
            tally["moves"] += 1
            tally["longest move, ms"] = max(tally["longest move, ms"], int(1000 * taken))
            left = int(1000 * (clocks[mover] - increment))
            tally["least time left, ms"] = min(tally["least time left, ms"], left)
            if left < 0:
                tally["time losses"] += 1
                return "loss"
        if result.move not in board.legal_moves:
            tally["illegal moves" if own else "faults of the opponent"] += 1
            return "loss" if own else "win"
        board.push(result.move)
        if len(board.move_stack) >= 200:
            return "draw"
    winner = board.outcome(claim_draw=False).winner
    return "draw" if winner is None else "win" if winner == is_white else "loss"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", default=".build/release/tesuji engine --uci")
    parser.add_argument("--opponent", default="/usr/games/stockfish")
    parser.add_argument("--games", type=int, default=100)
    parser.add_argument("--base", type=float, default=4, help="seconds")
    parser.add_argument("--increment", type=float, default=0.05, help="seconds")
    parser.add_argument("--overhead", type=int, default=100, help="milliseconds in reserve")
    arguments = parser.parse_args()
    command = arguments.engine.split()
    engine = chess.engine.SimpleEngine.popen_uci(command, timeout=60)
    opponent = chess.engine.SimpleEngine.popen_uci(arguments.opponent, timeout=60)
    engine.configure({"MoveOverhead": arguments.overhead})
    opponent.configure({"Skill Level": 0})
    tally = collections.Counter(
        {"moves": 0, "protocol errors": 0, "illegal moves": 0, "time losses": 0,
         "least time left, ms": 1 << 30})
    results = collections.Counter(win=0, draw=0, loss=0)
    draw = random.Random(1)
    begin = time.monotonic()
    for number in range(arguments.games):
        is_960 = number % 3 == 2
        board = chess.Board.from_chess960_pos(draw.randrange(960)) if is_960 else chess.Board()
        # Two random plies make the games differ.
        for _ in range(2):
            board.push(draw.choice(list(board.legal_moves)))
        own_limit = 20 if number % 4 else None
        outcome = play(
            engine, opponent, board, number % 2 == 0, tally, own_limit, arguments.base,
            arguments.increment)
        results[outcome] += 1
        if outcome == "stopped":
            engine.close()
            engine = chess.engine.SimpleEngine.popen_uci(command, timeout=60)
            engine.configure({"MoveOverhead": arguments.overhead})
    name = opponent.id.get("name")
    engine.quit()
    opponent.quit()
    version = subprocess.run([command[0], "--version"], capture_output=True, text=True).stdout
    print(version.strip())
    print(f"opponent: {name}, Skill Level 0, 200 nodes a move")
    print(f"clock: {arguments.base:g} s + {arguments.increment:g} s a move")
    print(f"games: {arguments.games}, in {time.monotonic() - begin:.0f} s")
    print("results: " + ", ".join(f"{key} {value}" for key, value in results.items()))
    for key, value in tally.items():
        print(f"{key}: {value}")


main()
