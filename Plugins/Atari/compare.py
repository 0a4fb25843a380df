#!/usr/bin/env python3
"""Plays games in the library and in ale-py at once, and says where they differ.

    compare.py LIBRARY [--games NAMES | --all] [--steps N]      against ale-py, which has to be installed
    compare.py LIBRARY --copies [--games NAMES | --all] [--steps N]   copies against their originals
    compare.py LIBRARY --options                                the options, one by one, against ale-py,
                                                                and what has to be refused

Against ale-py: rewards, ends, lost lives, all 128 bytes of memory and every pixel of the last two
screens, step by step under scripted actions; and the observation against a filter written here. Each game
is played by its minimal actions and then, as many steps again, by all 18 with sticky actions, for which
the library's draws are repeated here.

With --copies: at random moments a state is cloned, copied over and written to bytes and read back; other
games are played on the same emulators in between; then the original and all copies take the same
actions and must agree in rewards, hashes, memory and observations. At last a state's bytes are read in a
process that has played nothing, which has to go on in the same way.
"""

import argparse
import ctypes
import hashlib
import json
import random
import subprocess
import sys

from table import Library

TEN = "breakout pong qbert seaquest space-invaders ms-pacman tetris pitfall2 montezuma-revenge video-chess"
# Games with lives, rewards and an end within reach of random play.
THREE = "ms-pacman seaquest space-invaders"


def emulator(name, **settings):
    """ale-py with a game loaded, and its path."""
    import ale_py
    from ale_py.roms import get_rom_path

    ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
    ale = ale_py.ALEInterface()
    ale.setInt("random_seed", 0)
    ale.setFloat("repeat_action_probability", 0.0)
    ale.setInt("frame_skip", 1)
    for setting, value in settings.items():
        ale.setInt(setting, value)
    path = get_rom_path(name.replace("-", "_"))
    ale.loadROM(path)
    return ale, path


def units(seed):
    """The numbers in [0, 1) that the library draws, one after another."""
    mask = (1 << 64) - 1
    drawn = 0
    while True:
        drawn += 1
        bits = (seed + drawn * 0x9E3779B97F4A7C15) & mask
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9 & mask
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB & mask
        yield ((bits ^ bits >> 31) >> 11) / (1 << 53)


def compare(library, name, steps):
    fault = compare_play(library, name, steps, 0)
    if fault is None:
        fault = compare_play(library, name, steps, 0.25)
        fault = fault and "18 sticky actions: " + fault
    return fault


def compare_play(library, name, steps, sticky):
    import ale_py
    import numpy as np

    ale, path = emulator(name)
    # A few games refuse some of the 18, which then count as doing nothing.
    actions = [ale_py.Action(code) for code in range(18)] if sticky else ale.getMinimalActionSet()
    game = library.game("atari-" + name, noOps=0, history=1, historyActions=False, stickyActions=sticky,
                        allActions=sticky > 0)
    games = 1
    state, chance, executed = game.state(games), units(games), actions[0]
    if len(actions) != game.spec.action_count:
        return f"{game.spec.action_count} actions, not {len(actions)}"
    choice = random.Random(name)
    for step in range(steps):
        action = choice.randrange(len(actions)) if step % 3 == 0 else action
        lives = ale.lives()
        result = state.step(action)
        reward = 0
        earlier = None
        for _ in range(4):
            if ale.game_over():
                break
            if not sticky or next(chance) >= sticky:
                executed = actions[action]
            earlier = ale.getScreen()
            colours_before = ale.getScreenRGB()
            reward += ale.act(executed)
        where = f"game {games}, step {step}"
        if result.reward != reward:
            return f"{where}: reward {result.reward}, not {reward}"
        if bool(result.terminal) != ale.game_over() or result.truncated:
            return f"{where}: terminal {result.terminal}, truncated {result.truncated}, not {ale.game_over()}"
        if bool(result.flags & 1) != (ale.lives() < lives):
            return f"{where}: life lost {result.flags}, but {lives} lives became {ale.lives()}"
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
            ale.loadROM(path)
            state, chance, executed = game.state(games), units(games), actions[0]
    return None


def options(library, name):
    """No-ops, the limit of frames, lost lives and cut rewards."""
    ale, path = emulator(name)
    waited = []
    for _ in range(30):
        ale.act(ale.getLegalActionSet()[0])
        waited.append((ale.getRAM().tobytes(), ale.getScreen().tobytes()))
    game = library.game("atari-" + name)
    starts = [game.state(seed) for seed in range(30)]
    found = {(state.memory(), state.screen()) for state in starts}
    if not found <= set(waited):
        return "a start that is not 1 to 30 no-ops after ale-py's"
    if len(found) < 10:
        return f"only {len(found)} starts for 30 seeds"

    ale, path = emulator(name, frame_skip=3, max_num_frames_per_episode=100)
    state = library.game("atari-" + name, noOps=0, frameSkip=3, frameLimit=100).state()
    for step in range(1, 35):
        result = state.step(0)
        ale.act(ale.getMinimalActionSet()[0])
        ends = (result.terminal, result.truncated)
        if ends != (ale.game_over(False), ale.game_truncated()) or ends != (0, step == 34):
            return f"limit of 100 frames: step {step} has terminal and truncated {ends}"
    if state.memory() != ale.getRAM().tobytes():
        return "limit of 100 frames: another memory"
    try:
        state.step(0)
        return "a step after the end is not refused"
    except ValueError:
        pass

    choice = random.Random(name)
    state = library.game("atari-" + name).state()
    cut = library.game("atari-" + name, clipRewards=True).state()
    short = library.game("atari-" + name, lifeLossEnds=True).state()
    rewards = 0
    for step in range(5000):
        action = choice.randrange(state.game.spec.action_count)
        whole, clipped, ending = state.step(action), cut.step(action), short and short.step(action)
        if clipped.reward != (whole.reward > 0) - (whole.reward < 0):
            return f"step {step}: {whole.reward} is cut to {clipped.reward}"
        rewards += whole.reward != 0
        if ending and bool(ending.terminal) != bool(whole.flags & 1 or whole.terminal):
            return f"step {step}: life lost {whole.flags}, but terminal {ending.terminal}"
        short = short if ending and not ending.terminal else None
        if whole.terminal:
            break
    if short or not rewards or not whole.terminal:
        return f"{rewards} rewards, life lost: {not short}, ended: {whole.terminal}: nothing to compare"
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
    game = library.game("atari-" + name, **COPIED)
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


def border(library):
    """Calls that have to be refused, with nothing broken after them."""
    error = ctypes.create_string_buffer(300)
    number = library.games["atari-pong"]
    refused = [
        "", "{", "[]", "null", "{} x", '{"noOps":}', '{"noOps": 1,}', '{"noOps": 1.5}', '{"noOps": -1}',
        '{"noOps": true}', '{"noOps": 1e999}', '{"noOps": 0x10}', '{"noOps": 1, "noOps": 2}', '{"nothing": 1}',
        '{"frameSkip": 0}', '{"history": 33}', '{"stickyActions": 1.1}', '{"stickyActions": nan}',
        '{"observation": "red"}', '{"observation": {"a": 1}}', '{"clipRewards": "true"}',
    ]
    for text in refused:
        error.value = b""
        if library.game_create(number, text.encode(), error, 300) or not error.value:
            return f"options {text} are taken, or refused without a word"
    if library.game_create(number, None, error, 300) or library.game_create(104, b"{}", error, 300):
        return "a game of no number or no options is made"
    if library.game_create(number, b"[]", None, 0):
        return "bad options are taken where there is no room for an error"
    if library.game_name(104) or library.game_summary(104) or library.game_option(104, 0, None) != -1:
        return "a game of no number has a name"

    game = library.game("atari-pong")
    state, out = game.state(1), (ctypes.c_uint8 * 1000)()
    for _ in range(10):
        state.step(0)
    before, data = state.hash(), state.bytes()
    step, drawn = library.state_step, (ctypes.c_float * 10)()
    if step(state.pointer, -1, state.reference) >= 0 or step(state.pointer, 6, state.reference) >= 0:
        return "an action of no number is taken"
    if step(state.pointer, 0, None) >= 0 or step(None, 0, state.reference) >= 0:
        return "a step of nothing is taken"
    if library.state_clone(None) or library.state_create(None, 0) or library.state_hash(None):
        return "there is a copy of nothing"
    if library.state_deserialize(state.pointer, None, 9) == 0 or library.state_serialize(None, out, 9):
        return "bytes of nothing are read or written"
    library.state_copy_from(state.pointer, None)
    library.state_copy_from(state.pointer, state.pointer)
    library.state_observe(state.pointer, 0, None)
    library.state_observe(None, 0, out)
    library.state_status(None, state.reference)
    library.state_reseed(None, 1)
    library.state_destroy(None)
    library.game_destroy(None)
    for action in (-1, 6, 2**31 - 1):
        library.action_draw(game.pointer, action, drawn)
    if library.state_legal(state.pointer, None, 9) != 6 or library.state_legal(None, None, 0) != 0:
        return "another number of legal actions"
    choice = random.Random(0)
    for size in [*range(0, 300, 7), len(data) - 1, len(data) + 1]:
        if state.read((data + b"x")[:size]):
            return f"{size} bytes of a state are taken"
    for _ in range(300):
        place = choice.randrange(len(data))
        if state.read(data[:place] + bytes([data[place] ^ 1 << choice.randrange(8)]) + data[place + 1:]):
            return f"a state changed at byte {place} is taken"
    if any(library.game("atari-" + other).state().read(data) for other in ("breakout", "tennis")):
        return "a state of another game is taken"
    return None if state.hash() == before and state.read(data) and state.hash() == before else "a state is broken"


def digest(state, actions):
    """What a state shows while it takes actions."""
    seen = hashlib.sha256()
    for action in actions:
        result = state.step(action)
        seen.update(repr((result.reward, result.terminal, result.truncated, result.flags, state.hash())).encode())
        seen.update(state.memory() + state.screen() + state.screen(before=True) + state.observation())
        if result.terminal:
            break
    return seen.hexdigest()


COPIED = dict(stickyActions=0.25, allActions=True, history=4)


def fresh(path, library, name, steps):
    """A state's bytes in a process that has played nothing."""
    game = library.game("atari-" + name, **COPIED)
    choice = random.Random(name)
    while True:
        state = game.state(choice.randrange(1000))
        if not any(state.step(choice.randrange(18)).terminal for _ in range(25 + choice.randrange(8))):
            break
    data = state.bytes()
    actions = [choice.randrange(18) for _ in range(steps)]
    task = json.dumps({"name": name, "data": data.hex(), "actions": actions})
    child = subprocess.run([sys.executable, __file__, path, "--continue"], input=task, text=True,
                           stdout=subprocess.PIPE, check=False)
    if child.stdout.strip() != digest(state, actions):
        return "a state read in a fresh process goes on differently"
    return None


def go_on(library):
    """The other end of `fresh`."""
    task = json.load(sys.stdin)
    state = library.game("atari-" + task["name"], **COPIED).state()
    if not state.read(bytes.fromhex(task["data"])):
        sys.exit("these bytes are refused")
    print(digest(state, task["actions"]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("library")
    parser.add_argument("--copies", action="store_true")
    parser.add_argument("--options", action="store_true")
    parser.add_argument("--continue", dest="goes_on", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--games", help="names without atari-, or 'all'; ten games unless given")
    parser.add_argument("--all", action="store_true", help="all games")
    parser.add_argument("--steps", type=int, default=1000)
    arguments = parser.parse_args()
    library = Library(arguments.library)
    if arguments.goes_on:
        return go_on(library)

    def copy(library, name, steps):
        return copies(library, name, steps) or fresh(arguments.library, library, name, min(steps, 200))

    def option(library, name, steps):
        return options(library, name)

    check = copy if arguments.copies else option if arguments.options else compare
    names = (arguments.games or (THREE if arguments.options else TEN)).replace(",", " ").split()
    if arguments.all or names == ["all"]:
        names = [name.removeprefix("atari-") for name in library.games]
    faults = 0
    if arguments.options:
        fault = border(library)
        print(f"what has to be refused: {fault or 'refused'}", flush=True)
        faults += fault is not None
    for name in names:
        fault = check(library, name, arguments.steps)
        print(f"{name}: {fault or 'equal'}", flush=True)
        faults += fault is not None
    extent = "in their options" if arguments.options else f"over {arguments.steps} steps"
    print(f"{len(names)} games, {faults} faults {extent}")
    sys.exit(1 if faults else 0)


main()
