#!/usr/bin/env python3
"""Measures the library beside ale-py's own loop, in turns in one run; times are processor time.

    bench.py LIBRARY [--game NAME] [--steps N]

A step holds an action for four frames. In ale-py's loop that is one call of `act` and one of `game_over`
and, with an observation, one of `getScreenRGB` without making it smaller. The library is called from Python
as well, so each of its calls pays about a microsecond for ctypes.
"""

import argparse
import random
import time

from table import Library, U8


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("--game", default="breakout")
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--turns", type=int, default=5)
    arguments = parser.parse_args()

    import ale_py
    from ale_py.roms import get_rom_path

    ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
    ale = ale_py.ALEInterface()
    ale.setInt("random_seed", 0)
    ale.setFloat("repeat_action_probability", 0.0)
    ale.setInt("frame_skip", 4)
    ale.setInt("max_num_frames_per_episode", 108000)
    ale.loadROM(get_rom_path(arguments.game.replace("-", "_")))
    codes = ale.getMinimalActionSet()
    choice = random.Random(0)
    actions = [choice.randrange(len(codes)) for _ in range(arguments.steps)]

    library = Library(arguments.library)
    game = library.game("atari-" + arguments.game, history=1, historyActions=False)
    out = (U8 * (3 * 96 * 96))()

    def theirs(observe):
        def run():
            for action in actions:
                ale.act(codes[action])
                if observe:
                    ale.getScreenRGB()
                if ale.game_over():
                    ale.reset_game()

        return run

    def ours(observe):
        def run():
            state = game.state()
            step, pointer, result = library.state_step, state.pointer, state.reference
            for action in actions:
                step(pointer, action, result)
                if observe:
                    library.state_observe(pointer, 0, out)
                if state.result.terminal:
                    state = game.state()
                    pointer, result = state.pointer, state.reference

        return run

    def copying():
        state, copy = game.state(), game.state()
        for action in actions:
            # What a simulation of a search does: a copy of some node takes an action.
            copy.copy_from(state)
            if copy.step(action).terminal:
                copy.copy_from(state)

    def cloning():
        state = game.state()
        state.hash()
        for _ in actions:
            state.clone()

    rows = [
        ("ale-py: step", theirs(False)),
        ("library: step", ours(False)),
        ("ale-py: step and raw screen", theirs(True)),
        ("library: step and 96×96 observation", ours(True)),
        ("library: copy, restore, step", copying),
        ("library: clone", cloning),
    ]
    for _, run in rows:
        run()
    best = [float("inf")] * len(rows)
    for _ in range(arguments.turns):
        for index, (_, run) in enumerate(rows):
            start = time.process_time()
            run()
            best[index] = min(best[index], time.process_time() - start)
    micros = [1e6 * seconds / arguments.steps for seconds in best]
    for (name, _), cost in zip(rows, micros):
        print(f"{name:38} {cost:8.1f} µs {1e6 / cost:10.0f} a second")
    print(f"{'speed against ale-py, step':38} {micros[0] / micros[1]:8.2f} times")
    print(f"{'observation of 96×96':38} {micros[3] - micros[1]:8.1f} µs")
    print(f"{'restore and save':38} {micros[4] - micros[1]:8.1f} µs")


main()
