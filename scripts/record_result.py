#!/usr/bin/env python3
"""Trains a preset and keeps the outcome as a small file in experiments/results.

    scripts/record_result.py PRESET SEED

The file says what was run (preset, seed, commit of the code, run and commit of the record), on what
machine, how long it took, and how many mistakes the agent makes at its end or what it gets in games of
one, by the network alone and with search. A run that is already there under the same name is gone on with.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESUJI = ROOT / ".build" / "release" / "tesuji"
# The simulations at which an agent of a game is measured; of other games, those of its own search.
SIMULATIONS = {"tic-tac-toe": [0, 32], "connect-four": [0, 200]}


def answer(*arguments):
    """The JSON documents that a command prints; its progress goes to the terminal."""
    done = subprocess.run([TESUJI, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"error: tesuji {' '.join(arguments)} exited with status {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def processor():
    """The name of the processor and the number of its cores that this process may use."""
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    name = names[0] if names else platform.machine()
    return f"{len(os.sched_getaffinity(0))} cores, {name}"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    preset, seed = sys.argv[1], sys.argv[2]
    name = f"{preset}-seed{seed}"
    start = time.monotonic()
    [result] = answer("train", preset, "--seed", seed, "--name", name, "--json")
    seconds = time.monotonic() - start
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    short = ["--positions", "1", "--episodes", "1"]
    [first] = answer("evaluate", name, *short, "--json")
    evaluations = []
    for count in SIMULATIONS.get(first["game"], [0, first["simulations"]]):
        extra = ["--lines"] if first["game"] == "tic-tac-toe" and count else []
        evaluations += answer("evaluate", name, "--simulations", str(count), *extra, "--json")
    for evaluation in evaluations:
        for key in ("game", "checkpoint"):
            del evaluation[key]
    document = {
        "preset": preset,
        "seed": int(seed),
        "code": (ROOT / ".build/release/tesuji.commit").read_text().strip(),
        "run": result["run"],
        "record": result["commit"],
        "machine": processor(),
        "wallSeconds": round(seconds),
        "processorSeconds": round(usage.ru_utime + usage.ru_stime),
        "evaluations": evaluations,
    }
    path = ROOT / "experiments" / "results" / f"{name}.json"
    path.write_text(json.dumps(document, indent=1) + "\n")
    print(f"wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
