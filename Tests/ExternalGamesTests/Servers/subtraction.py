"""A game of two for the tests: take one, two or three from a heap; who takes the last wins.

SPDX-License-Identifier: MIT
"""

import tesuji_process as tesuji


class Subtraction(tesuji.Copied, tesuji.Environment):
    def __init__(self, size):
        self.size = size

    def reset(self, seed):
        self.left = self.size - seed % 3
        self.player = 0
        self.terminated = False
        print("a print of the game", self.left)

    def legal(self):
        return range(min(3, self.left))

    def step(self, action):
        self.left -= action + 1
        self.terminated = self.left == 0
        self.player = 1 - self.player
        return 1.0 if self.terminated else 0.0

    def observe(self, player):
        return [self.left / self.size, float(player == self.player)]

    def text(self):
        return "|" * self.left + f" {'xo'[self.player]}"


class Forgetful(Subtraction):
    """The same without any way back."""

    save = load = None


def make(name, options):
    if name not in ("", "slow"):
        raise ValueError(f"unknown game '{name}'")
    size = options.get("size", 21)
    if size < 3:
        raise ValueError(f"option size: found {size}, expected at least 3")
    specification = tesuji.Specification(
        actions=3,
        observation=[2, 1, 1],
        players=2,
        rewards="final",
        values=[-1, 1],
        step_limit=size,
        action_names=["one", "two", "three"],
    )
    return specification, lambda: (Subtraction if name == "" else Forgetful)(size)


if __name__ == "__main__":
    tesuji.serve(make)
