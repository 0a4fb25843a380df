"""Makes Tests/Goldens/mctx-trees.txt: search trees of the Python package mctx on random tables.

    python3 -m venv .venv && .venv/bin/pip install mctx==0.0.71
    .venv/bin/python Tests/Scripts/make_mctx_trees.py > Tests/Goldens/mctx-trees.txt

Nothing of a table is written down: both sides make it from its seed with SplitMix64 (Steele, Lea
and Flood 2014), in numbers that 32-bit floats hold exactly. One line each:

    m SEED ACTIONS STATES SIMULATIONS     a table
    p NODES                               the tree of muzero_policy without noise
    z NOISE                               the Gumbel noise at the root
    g ACTION POLICY / NODES               what gumbel_muzero_policy played, its policy, its tree

A node is parent,action,visits,value, in the order of expansion, the root left out but for its value,
which comes first. mctx adds noise of up to 1e-7 to break ties and works in 32-bit floats. A table
whose tree is not the same under another random key, or in 64-bit floats, is left out, because there
rounding decides.
"""

import os
import sys

# The tables are small; compiling takes longer than running.
os.environ["XLA_FLAGS"] = "--xla_backend_optimization_level=0"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import mctx
import numpy as np

MASK = (1 << 64) - 1
SHAPES = [
    (2, 6, 2), (3, 10, 16), (4, 8, 64), (7, 12, 32), (9, 30, 50), (16, 40, 64), (20, 50, 40),
]
TABLES_PER_SHAPE = 32


class SplitMix64:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def uniform(self):
        return (self.next() >> 40) * 2.0**-24


def make_table(seed, actions, states):
    """A random table: two players, one player or a mixture, by seed; masks for odd seeds."""
    random = SplitMix64(seed)
    table = {
        "logits": np.zeros((states, actions)), "value": np.zeros(states),
        "next": np.zeros((states, actions), np.int32), "reward": np.zeros((states, actions)),
        "discount": np.zeros((states, actions)),
    }
    kind = seed % 3
    for s in range(states):
        table["value"][s] = 2 * random.uniform() - 1
        for a in range(actions):
            table["logits"][s, a] = 4 * random.uniform() - 2
            table["next"][s, a] = random.next() % states
            reward = 2 * random.uniform() - 1
            table["reward"][s, a] = reward if random.next() % 2 == 0 else 0
            sign = [-1.0, 0.90625, -0.96875 if random.next() % 2 == 0 else 0.96875][kind]
            table["discount"][s, a] = 0 if random.next() % 8 == 0 else sign
    invalid = np.zeros(actions, np.int32)
    for a in range(actions):
        if random.next() % 3 == 0 and seed % 2 == 1:
            invalid[a] = 1
    if invalid.all():
        invalid[0] = 0
    table["invalid"] = invalid
    return table


def search(tables, simulations, algorithm, scale, key, dtype, noise=None):
    stack = {k: jnp.asarray(np.stack([t[k] for t in tables])) for k in tables[0]}
    for k in ("logits", "value", "reward", "discount"):
        stack[k] = stack[k].astype(dtype)
    rows = jnp.arange(len(tables))

    def step(params, rng, action, state):
        following = stack["next"][rows, state, action]
        return mctx.RecurrentFnOutput(
            reward=stack["reward"][rows, state, action],
            discount=stack["discount"][rows, state, action],
            prior_logits=stack["logits"][rows, following],
            value=stack["value"][rows, following]), following

    start = jnp.zeros(len(tables), jnp.int32)
    root = mctx.RootFnOutput(
        prior_logits=stack["logits"][:, 0], value=stack["value"][:, 0], embedding=start)
    invalid = stack["invalid"].astype(dtype)

    def run(key):
        if algorithm == "puct":
            return mctx.muzero_policy(
                (), key, root, step, simulations, invalid_actions=invalid, dirichlet_fraction=0.0)
        # The noise of the 32-bit run is used again in the 64-bit run.
        draw = jax.random.gumbel
        if noise is not None:
            jax.random.gumbel = lambda *_, **__: jnp.asarray(noise, dtype)
        try:
            return mctx.gumbel_muzero_policy(
                (), key, root, step, simulations, invalid_actions=invalid, gumbel_scale=scale)
        finally:
            jax.random.gumbel = draw

    out = jax.jit(run)(jax.random.PRNGKey(key))
    tree = out.search_tree
    trees = []
    for b in range(len(tables)):
        nodes = [
            (int(tree.parents[b, n]), int(tree.action_from_parent[b, n]),
             int(tree.node_visits[b, n]), float(tree.node_values[b, n]))
            for n in range(simulations + 1)]
        trees.append(nodes)
    extra = None
    if algorithm == "gumbel":
        extra = (np.asarray(tree.extra_data.root_gumbel), np.asarray(out.action),
                 np.asarray(out.action_weights))
    return trees, extra


def shape_of(nodes):
    return [n[:3] for n in nodes]


def write(nodes):
    return " ".join([f"{nodes[0][3]:.5f}"] + [f"{p},{a},{v},{x:.5f}" for p, a, v, x in nodes[1:]])


def main():
    left_out = 0
    print("# search trees of mctx", mctx.__version__, "made by Tests/Scripts/make_mctx_trees.py")
    for index, (actions, states, simulations) in enumerate(SHAPES):
        seeds = [1000 * (index + 1) + i for i in range(TABLES_PER_SHAPE)]
        tables = [make_table(seed, actions, states) for seed in seeds]
        # Noise in every other shape.
        scale = float(index % 2)
        puct, _ = search(tables, simulations, "puct", 0, 1, jnp.float32)
        gumbel, extra = search(tables, simulations, "gumbel", scale, 1, jnp.float32)
        noise = extra[0]
        with jax.enable_x64(True):
            puct64, _ = search(tables, simulations, "puct", 0, 2, jnp.float64)
            gumbel64, _ = search(
                tables, simulations, "gumbel", scale, 2, jnp.float64,
                noise if scale > 0 else None)
        for b, seed in enumerate(seeds):
            if (shape_of(puct[b]) != shape_of(puct64[b])
                    or shape_of(gumbel[b]) != shape_of(gumbel64[b])):
                left_out += 1
                continue
            print("m", seed, actions, states, simulations)
            print("p", write(puct[b]))
            print("z", " ".join(f"{x:.9g}" for x in noise[b]))
            weights = " ".join(f"{x:.5f}" for x in extra[2][b])
            print("g", int(extra[1][b]), weights, "/", write(gumbel[b]))
        print(f"{actions} actions, {states} states, {simulations} simulations", file=sys.stderr)
    print(f"{left_out} tables left out", file=sys.stderr)


main()
