"""Offers every Gymnasium environment with discrete actions to Tesuji.

SPDX-License-Identifier: MIT

The part of a game's name after the colon names the environment: `gymnasium:CartPole-v1`,
`gymnasium:ALE/Breakout-v5`, `gymnasium:MinAtar/Breakout-v1`. `OPTIONS` lists what can be set.
"""

import tesuji_process as tesuji  # First, so that nothing that is printed gets into the channel.

import copy
import json
import math
import os
import random
import sys

# Images are so small that threads for them cost more than they bring.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import gymnasium
import numpy as np
from gymnasium import spaces
from gymnasium.utils import seeding

# Every option: its default, which is also its type, and what it does.
OPTIONS = {
    "arguments": ("{}", "a JSON object for gymnasium.make, such as {\"map_name\": \"8x8\"}"),
    "grey": (False, "whether an RGB image is made grey"),
    "height": (0, "rows of the image, 0: as it is"),
    "width": (0, "columns of the image, 0: as it is"),
    "flatten": (False, "whether the observation is made one column of numbers"),
    "channels": ("last", "where an image has its channels: last or first"),
    "frameSkip": (0, "frames for which an action is repeated, 0: as the environment has it"),
    "stickyActions": (-1.0, "probability of each frame that the last action is repeated instead, -1: as the environment has it"),
    "noops": (0, "at most so many times action 0 before a game starts, at least once if not 0"),
    "timeLimit": (0, "steps of the environment after which a game is cut off, 0: as the environment has it"),
    "discount": (0.997, "the discount of a step"),
    "chance": ("auto", "whether steps draw random numbers: yes, no, or auto to try it out"),
}

_WORD = (1 << 64) - 1


def _folded(seed):
    """A seed that every environment takes: of 32 bits, and small seeds as they are."""
    return (seed ^ seed >> 32) & 0xFFFFFFFF


class Draws:
    """Random numbers with a state of one integer, which is cheap to save.

    Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
    """

    def __init__(self, seed):
        self.state = seed & _WORD

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & _WORD
        bits = self.state
        bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9 & _WORD
        bits = (bits ^ bits >> 27) * 0x94D049BB133111EB & _WORD
        return ((bits ^ bits >> 31) >> 11) * 2.0**-53


def _area_weights(source, target):
    """The share that each source pixel has in each target pixel, `[target, source]`."""
    edges = np.arange(target + 1) * (source / target)
    starts = np.maximum(edges[:-1, None], np.arange(source)[None, :])
    ends = np.minimum(edges[1:, None], np.arange(1, source + 1)[None, :])
    weights = np.maximum(ends - starts, 0)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


class View:
    """Makes planes of what an environment shows."""

    def __init__(self, space, options):
        self.space = space
        self.is_grey = False
        self.rows = self.columns = None
        if not isinstance(space, spaces.Box) or options["flatten"] or len(space.shape) > 3:
            count = spaces.flatdim(space)
            self.shape = (count, 1, 1)
            is_box = isinstance(space, spaces.Box)
            self.arrange = np.ravel if is_box else lambda seen: spaces.flatten(space, seen)
        elif len(space.shape) < 2:
            self.shape = (int(np.prod(space.shape)), 1, 1)
            self.arrange = np.ravel
        elif len(space.shape) == 2:
            self.shape = (1, *space.shape)
            self.arrange = np.ravel
        elif options["channels"] == "first":
            self.shape = space.shape
            self.arrange = np.ravel
        else:
            height, width, channels = space.shape
            self.shape = (channels, height, width)
            self.arrange = lambda seen: seen.transpose(2, 0, 1)
        dtype = space.dtype if isinstance(space, spaces.Box) else None
        self.is_bool = dtype == bool
        self.type = "uint8" if dtype == np.uint8 or self.is_bool else "float32"
        is_image = isinstance(space, spaces.Box) and len(space.shape) in (2, 3)
        is_image = is_image and self.shape[1] > 1 and not options["flatten"]
        if options["grey"]:
            if not is_image or self.shape[0] != 3:
                raise ValueError(f"option grey: the environment shows {space}, expected RGB")
            self.is_grey = True
            self.shape = (1, *self.shape[1:])
        height = options["height"] or self.shape[1]
        width = options["width"] or self.shape[2]
        if (height, width) != tuple(self.shape[1:]):
            if not is_image:
                raise ValueError(f"options height and width: the environment shows {space}, expected an image")
            self.rows = _area_weights(self.shape[1], height)
            self.columns = _area_weights(self.shape[2], width).T.copy()
            self.shape = (self.shape[0], height, width)
        self.is_plain = not (self.is_grey or self.is_bool or self.rows is not None)

    def __call__(self, seen):
        if self.is_plain:
            return self.arrange(seen)
        planes = self.arrange(np.asarray(seen))
        if self.is_bool:
            planes = planes * np.uint8(255)
        if self.is_grey or self.rows is not None:
            planes = planes.astype(np.float32)
            if planes.ndim == 2:
                planes = planes[None]
            if self.is_grey:
                # Source: ITU-R Recommendation BT.601, section 2.5.1.
                weights = np.array([0.299, 0.587, 0.114], np.float32)
                planes = np.tensordot(weights, planes, axes=1)[None]
            if self.rows is not None:
                planes = self.rows @ planes @ self.columns
            if self.type == "uint8":
                planes = np.rint(planes).astype(np.uint8)
        return planes


class Adapter(tesuji.Environment):
    """A Gymnasium environment in play."""

    def __init__(self, make, view, actions, options):
        self.make = make
        self.view = view
        self.actions = actions
        self.skip = max(1, options["frameSkip"])
        self.sticky = max(0.0, options["stickyActions"])
        self.noops = options["noops"]
        self.is_image = len(view.shape) == 3 and view.shape[1] > 1
        self.is_made_anew = False
        self.draws = Draws(0)
        self.last = actions[0]
        self.env = make()

    def reset(self, seed):
        if self.is_made_anew:
            self.env = self.make()
        if _is_minatar(self.env):
            # Its wrapper carries the last action from one game into the next.
            self.env.unwrapped.game.last_action = 0
        seen, _ = self.env.reset(seed=_folded(seed))
        self.terminated = self.truncated = False
        self.draws = Draws(seed)
        self.last = self.actions[0]
        if self.noops:
            for _ in range(1 + int(self.draws.uniform() * self.noops)):
                seen, _, terminated, truncated, _ = self.env.step(self.actions[0])
                if terminated or truncated:
                    seen, _ = self.env.reset(seed=_folded(seed))
                    break
        self.seen = self.view(seen)

    def step(self, action):
        action = self.actions[action]
        if self.skip > 1 or self.sticky > 0:
            return self.step_frames(action)
        seen, reward, self.terminated, self.truncated, info = self.env.step(action)
        self.seen = self.view(seen)
        return (reward, info["cost"]) if info and "cost" in info else reward

    def step_frames(self, chosen):
        """Repeats an action for several frames, and shows the maximum of the last two."""
        total, cost, before, seen = 0.0, 0.0, None, None
        for _ in range(self.skip):
            action = chosen
            if self.sticky > 0 and self.draws.uniform() < self.sticky:
                action = self.last
            self.last = action
            before = seen
            seen, reward, self.terminated, self.truncated, info = self.env.step(action)
            total += reward
            cost += info.get("cost", 0)
            if self.terminated or self.truncated:
                break
        if self.is_image and before is not None:
            seen = np.maximum(before, seen)
        self.seen = self.view(seen)
        return total, cost

    def observe(self, player):
        return self.seen

    def layers(self):
        """The wrappers from the outside in, and the environment itself."""
        layer = self.env
        yield layer
        while layer is not layer.unwrapped:
            layer = layer.env
            yield layer

    def save(self):
        layers = list(self.layers())
        has_own = hasattr(layers[-1], "clone_state")
        own = layers.pop().clone_state(include_rng=True) if has_own else None
        own_state = (self.terminated, self.truncated, self.seen, self.draws.state, self.last)
        changing = [
            {name: value for name, value in layer.__dict__.items() if not isinstance(value, _FIXED)}
            for layer in layers
        ]
        return own_state, own, _copied(changing)

    def load(self, saved):
        own_state, own, dicts = saved
        self.terminated, self.truncated, self.seen, self.draws.state, self.last = own_state
        layers = list(self.layers())
        if own is not None:
            layers.pop().restore_state(own)
        for layer, values in zip(layers, _copied(dicts)):
            # What is fixed belongs to this environment, not to the one that was saved.
            fixed = {
                name: value for name, value in layer.__dict__.items() if isinstance(value, _FIXED)
            }
            layer.__dict__.clear()
            layer.__dict__.update(fixed)
            layer.__dict__.update(values)


class Reseedable(Adapter):
    """An environment whose chance is the generator that Gymnasium gives it, or the server's own."""

    def reseed(self, seed):
        self.draws = Draws(seed)
        if _is_minatar(self.env):
            self.env.unwrapped.game.seed(_folded(seed))
        for layer in self.layers():
            if getattr(layer, "_np_random", None) is not None:
                layer._np_random = seeding.np_random(_folded(seed))[0]


class Unkept(Adapter):
    """An environment that draws its chance out of reach: its copies would go on differently."""

    save = load = None


# Attributes of an environment that no step changes, or that are environments themselves.
_FIXED = (gymnasium.Env, spaces.Space, gymnasium.envs.registration.EnvSpec)


def _copied(dicts):
    """A deep copy of attributes, faster for the generators among them."""
    memo = {}
    for values in dicts:
        for value in values.values():
            if isinstance(value, np.random.Generator):
                twin = type(value.bit_generator)(0)
                twin.state = value.bit_generator.state
                memo[id(value)] = np.random.Generator(twin)
    return copy.deepcopy(dicts, memo)


def _is_minatar(env):
    return type(env.unwrapped).__module__ == "minatar.gym"


def _options(given):
    options = {name: default for name, (default, _) in OPTIONS.items()}
    for name, value in given.items():
        if name not in options:
            raise ValueError(f"unknown option '{name}'; options: {', '.join(sorted(options))}")
        if type(options[name]) is float and type(value) is int:
            value = float(value)
        if type(value) is not type(options[name]):
            raise ValueError(f"option {name}: found {value!r}, expected one like {options[name]!r}")
        options[name] = value
    for name in ("height", "width", "frameSkip", "noops", "timeLimit"):
        if options[name] < 0:
            raise ValueError(f"option {name}: found {options[name]}, expected 0 or more")
    if options["stickyActions"] > 1:
        raise ValueError(f"option stickyActions: found {options['stickyActions']}, expected at most 1")
    for name, words in (("channels", ("last", "first")), ("chance", ("auto", "yes", "no"))):
        if options[name] not in words:
            raise ValueError(f"option {name}: found '{options[name]}', expected {' or '.join(words)}")
    return options


def _arguments(name, options):
    """What `gymnasium.make` is given beside the name."""
    try:
        arguments = json.loads(options["arguments"])
    except ValueError as error:
        raise ValueError(f"option arguments: found '{options['arguments']}', expected JSON: {error}")
    if not isinstance(arguments, dict):
        raise ValueError(f"option arguments: found '{options['arguments']}', expected a JSON object")
    # What the server does itself must not be done by the environment as well.
    if name.startswith("ALE/"):
        if options["frameSkip"] > 0:
            arguments["frameskip"] = 1
        if options["stickyActions"] >= 0:
            arguments["repeat_action_probability"] = 0.0
    elif name.startswith("MinAtar/") and options["stickyActions"] >= 0:
        arguments["sticky_action_prob"] = 0.0
    if options["timeLimit"] > 0:
        arguments["max_episode_steps"] = options["timeLimit"]
    return arguments


def _actions(space):
    """What each action index stands for in the environment."""
    if isinstance(space, spaces.Discrete):
        return [int(space.start) + index for index in range(int(space.n))]
    if isinstance(space, (spaces.MultiDiscrete, spaces.MultiBinary)):
        is_binary = isinstance(space, spaces.MultiBinary)
        sides = np.full(space.shape, 2) if is_binary else np.asarray(space.nvec)
        count = math.prod(int(side) for side in sides.ravel())
        if count <= 4096:
            places = np.array(np.unravel_index(np.arange(count), sides.ravel())).T
            return [place.reshape(sides.shape).astype(space.dtype) for place in places]
    raise ValueError(f"the environment has the actions {space}, expected discrete ones, at most 4096")


def _action_names(env, count):
    """The names that an environment has for its actions, if it has one for each."""
    meanings = getattr(env.unwrapped, "get_action_meanings", None)
    names = [str(name).lower() for name in meanings()] if meanings else []
    return names if len(names) == count and len(set(names)) == count else None


def _trial(adapter, count, steps=100):
    """One random game: what was seen, and whether random numbers were drawn on the way."""
    choice = random.Random(1)
    adapter.reset(1)
    generator = getattr(adapter.env.unwrapped, "_np_random", None)
    before = str(generator.bit_generator.state) if generator is not None else None
    seen = [np.array(adapter.seen)]
    for _ in range(steps):
        seen.append((adapter.step(choice.randrange(count)), np.array(adapter.seen)))
        if adapter.terminated or adapter.truncated:
            break
    after = str(generator.bit_generator.state) if generator is not None else None
    return str([np.asarray(seen[0]).tolist()]) + "".join(
        f"{step} {planes.tobytes().hex()}" for step, planes in seen[1:]
    ), before != after


def make(name, given):
    """Finds an environment and what is to be known of it."""
    options = _options(given)
    if not name:
        raise ValueError("no environment named; expected a name such as gymnasium:CartPole-v1")
    if name.startswith("ALE/"):
        import ale_py

        ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
        gymnasium.register_envs(ale_py)
    elif name.startswith("MinAtar/"):
        import minatar.gym

        if hasattr(minatar.gym, "register_envs"):
            minatar.gym.register_envs()
    arguments = _arguments(name, options)

    def make_one():
        return gymnasium.make(name, disable_env_checker=True, **arguments)

    try:
        first = make_one()
    except gymnasium.error.Error as error:
        # Names that it does not know, packages that are not there: its own words are enough.
        raise ValueError(str(error)) from error
    actions = _actions(first.action_space)
    view = View(first.observation_space, options)
    limit = first.spec.max_episode_steps if first.spec is not None else None
    names = _action_names(first, len(actions))
    own_chance = getattr(first.unwrapped, "clone_state", None) is not None and (
        arguments.get("repeat_action_probability", first.spec.kwargs.get("repeat_action_probability", 0)) > 0
        or not isinstance(arguments.get("frameskip", first.spec.kwargs.get("frameskip", 1)), int)
    )
    first.close()

    is_made_anew = False

    def start(kind=Reseedable):
        adapter = kind(make_one, view, actions, options)
        adapter.is_made_anew = is_made_anew
        return adapter

    trial, draws = _trial(start(), len(actions))
    # An environment that remembers something over a reset is made anew for each game.
    twice = start()
    _trial(twice, len(actions), steps=7)
    if _trial(twice, len(actions))[0] != trial:
        is_made_anew = True
        twice = start()
        _trial(twice, len(actions), steps=7)
        if _trial(twice, len(actions))[0] != trial:
            raise ValueError(f"the environment {name} is not repeatable: one seed gives two games")
    has_chance = draws or own_chance or options["stickyActions"] > 0 or name.startswith("MinAtar/")
    if options["chance"] != "auto":
        has_chance = options["chance"] == "yes"
    can_reseed = not own_chance and (draws or not has_chance or options["stickyActions"] > 0 or name.startswith("MinAtar/"))
    specification = tesuji.Specification(
        actions=len(actions),
        observation=[int(side) for side in view.shape],
        type=view.type,
        chance=has_chance,
        step_limit=None if limit is None else -(-limit // max(1, options["frameSkip"])),
        discount=options["discount"],
        action_names=names,
    )
    return specification, lambda: start(Reseedable if can_reseed else Unkept if own_chance else Adapter)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--manifest"]:
        tesuji.write_manifest(
            sys.argv[2], "gymnasium", [sys.executable, "-u", os.path.abspath(__file__)],
            summary="a Gymnasium environment with discrete actions, such as gymnasium:CartPole-v1",
            options=OPTIONS,
        )
    else:
        tesuji.serve(make)
