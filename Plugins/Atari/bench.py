#!/usr/bin/env python3
"""Measures the library beside ale-py's own loop, in turns in one run; times are processor time.

    bench.py LIBRARY [--game NAME] [--steps N] [--turns N]

A step holds an action for four frames. In ale-py's loop that is one call of `act` and one of `game_over`
and, with an observation, one of `getScreenRGB` without making it smaller. The library is called from Python
as well, so each of its calls pays about a microsecond for ctypes. A turn is short, so that another load on
the machine, or a slower phase of it, meets all that is compared; said are the medians of the turns and the
best of them, and of the speeds against each other the median of those within a turn.
"""

import argparse
import random
import statistics
import time

from table import Library, U8


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("--game", default="breakout")
    parser.add_argument("--steps", type=int, default=100, help="in a turn")
    parser.add_argument("--turns", type=int, default=60)
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

    clock = time.process_time

    def theirs(observe):
        def run():
            start = clock()
            for action in actions:
                ale.act(codes[action])
                if observe:
                    ale.getScreenRGB()
                if ale.game_over():
                    ale.reset_game()
            return clock() - start

        return run

    state = game.state()

    def ours():
        nonlocal state
        step, pointer, result = library.state_step, state.pointer, state.reference
        start = clock()
        for action in actions:
            step(pointer, action, result)
            if state.result.terminal:
                state = game.state()
                pointer, result = state.pointer, state.reference
        return clock() - start

    def observing():
        nonlocal state
        seconds = 0
        for action in actions:
            if state.step(action).terminal:
                state = game.state()
            start = clock()
            library.state_observe(state.pointer, 0, out)
            seconds += clock() - start
        return seconds

    def copying():
        copy = game.state()
        start = clock()
        for action in actions:
            # What a simulation of a search does: a copy of some node takes an action.
            copy.copy_from(state)
            copy.step(action)
        return clock() - start

    def cloning():
        state.hash()
        start = clock()
        for _ in actions:
            state.clone()
        return clock() - start

    rows = [
        ("ale-py: step", theirs(False)),
        ("library: step", ours),
        ("ale-py: step and raw screen", theirs(True)),
        ("library: 96×96 observation", observing),
        ("library: copy, restore, step", copying),
        ("library: clone", cloning),
    ]
    for _, run in rows:
        run()
    turns = [[1e6 * run() / arguments.steps for _, run in rows] for _ in range(arguments.turns)]
    columns = list(zip(*turns))
    print(f"{arguments.game}, {arguments.turns} turns of {arguments.steps}: median, best")
    for (name, _), costs in zip(rows, columns):
        print(f"{name:32} {statistics.median(costs):8.1f} µs {min(costs):8.1f} µs")
    ratios = [turn[0] / turn[1] for turn in turns]
    print(f"{'speed against ale-py, step':32} {statistics.median(ratios):8.2f} times, by the best turns "
          f"{min(columns[0]) / min(columns[1]):.2f}")


main()
