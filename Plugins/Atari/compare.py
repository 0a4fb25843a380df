#!/usr/bin/env python3
"""Plays games in the library and in ale-py at once, and says where they differ.

    compare.py LIBRARY [--games NAMES] [--steps N]      against ale-py, which has to be installed
    compare.py LIBRARY --copies [--games NAMES] [--steps N]   copies against their originals

Against ale-py: rewards, ends, all 128 bytes of memory and every pixel of the last two screens, step
by step under scripted actions; and the observation against a filter written here.

With --copies: at random moments a state is cloned, copied over and written to bytes and read back; other
games are played on the same emulators in between; then the original and all copies take the same
actions and must agree in rewards, hashes, memory and observations.
"""

import argparse
import random
import sys

from table import Library

TEN = "breakout pong qbert seaquest space-invaders ms-pacman tetris pitfall2 montezuma-revenge video-chess"


def compare(library, name, steps):
    import ale_py
    import numpy as np
    from ale_py.roms import get_rom_path

    ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
    ale = ale_py.ALEInterface()
    ale.setInt("random_seed", 0)
    ale.setFloat("repeat_action_probability", 0.0)
    ale.setInt("frame_skip", 1)
    ale.loadROM(get_rom_path(name.replace("-", "_")))
    actions = ale.getMinimalActionSet()
    game = library.game("atari-" + name, noOps=0, history=1, historyActions=False)
    state = game.state()
    if len(actions) != game.spec.action_count:
        return f"{game.spec.action_count} actions, not {len(actions)}"
    choice = random.Random(name)
    games = 1
    for step in range(steps):
        action = choice.randrange(len(actions)) if step % 3 == 0 else action
        result = state.step(action)
        reward = 0
        earlier = None
        for _ in range(4):
            if ale.game_over():
                break
            earlier = ale.getScreen()
            colours_before = ale.getScreenRGB()
            reward += ale.act(actions[action])
        where = f"game {games}, step {step}"
        if result.reward != reward:
            return f"{where}: reward {result.reward}, not {reward}"
        if bool(result.terminal) != ale.game_over():
            return f"{where}: terminal {result.terminal}, not {ale.game_over()}"
        if state.memory() != ale.getRAM().tobytes():
            return f"{where}: another memory"
        if state.screen() != ale.getScreen().tobytes():
            return f"{where}: another screen"
        if state.screen(before=True) != earlier.tobytes():
            return f"{where}: another screen before the last"
        if step % 20 == 0:
            seen = np.frombuffer(state.observation(), np.uint8).reshape(3, 96, 96).astype(float)
            brighter = np.maximum(ale.getScreenRGB(), colours_before).astype(float)
            expected = np.stack([shrunk(brighter[:, :, c], 96) for c in range(3)])
            if abs(seen - expected).max() > 1:
                return f"{where}: another observation, by {abs(seen - expected).max()}"
        if result.terminal:
            # A second game in ale-py begins with another memory, so both begin anew.
            games += 1
            ale.loadROM(get_rom_path(name.replace("-", "_")))
            state = game.state()
    return None


def shrunk(image, side):
    """The mean of what each pixel covers."""
    import numpy as np

    def matrix(size):
        weights = np.zeros((side, size))
        for row in range(side):
            begin, end = row * size / side, (row + 1) * size / side
            for cell in range(int(begin), min(size, int(np.ceil(end)))):
                weights[row, cell] = max(0, min(end, cell + 1) - max(begin, cell))
        return weights / weights.sum(axis=1, keepdims=True)

    return matrix(image.shape[0]) @ image @ matrix(image.shape[1]).T


def copies(library, name, steps):
    game = library.game("atari-" + name, stickyActions=0.25, allActions=True, history=4)
    choice = random.Random(name)
    state, other = game.state(1), game.state(2)
    overwritten, read = game.state(3), game.state(4)
    taken = 0
    while taken < steps:
        for _ in range(choice.randrange(30)):
            if state.step(choice.randrange(18)).terminal:
                state = game.state(taken)
        twins = [state, state.clone(), overwritten, read]
        overwritten.copy_from(state)
        if not read.read(state.bytes()):
            return f"step {taken}: its own bytes are refused"
        for _ in range(20):
            action = choice.randrange(18)
            taken += 1
            seen = []
            for twin in twins:
                # Something else runs on the emulator in between.
                if choice.random() < 0.5 and other.step(choice.randrange(18)).terminal:
                    other = game.state(taken)
                result = twin.step(action)
                seen.append((result.reward, result.terminal, twin.hash(), twin.memory(), twin.screen(),
                             twin.observation()))
            for index, what in enumerate(("a clone", "a state copied over", "a state read back"), 1):
                if seen[index] != seen[0]:
                    parts = "reward terminal hash memory screen observation".split()
                    differ = [part for part, a, b in zip(parts, seen[0], seen[index]) if a != b]
                    return f"step {taken}: {what} differs in {' '.join(differ)}"
            if seen[0][1]:
                state = game.state(taken)
                break
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("--copies", action="store_true")
    parser.add_argument("--games", default=TEN, help="names without atari-, or 'all'")
    parser.add_argument("--steps", type=int, default=1000)
    arguments = parser.parse_args()
    library = Library(arguments.library)
    names = arguments.games.replace(",", " ").split()
    if names == ["all"]:
        names = [name.removeprefix("atari-") for name in library.games]
    faults = 0
    for name in names:
        fault = (copies if arguments.copies else compare)(library, name, arguments.steps)
        print(f"{name}: {fault or 'equal'}", flush=True)
        faults += fault is not None
    print(f"{len(names) - faults} of {len(names)} games equal over {arguments.steps} steps")
    sys.exit(1 if faults else 0)


main()
