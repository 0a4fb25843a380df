#!/usr/bin/env python3
"""Measures in eager PyTorch the training step that Tesuji's `TrainingBenchmark` makes.

Prints one JSON object in the form of `tesuji bench --json`. Needs the package torch of the version
that scripts/setup-native.sh installs.
"""

import argparse
import json
import statistics
import time

import torch
import torch.nn.functional as F
from torch import nn

BATCH, UNROLL, CHANNELS, BLOCKS, ACTIONS, ATOMS, SIDE = 128, 5, 64, 6, 82, 601, 9


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, bias=False)
        self.first_norm = nn.BatchNorm2d(CHANNELS)
        self.second = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, bias=False)
        self.second_norm = nn.BatchNorm2d(CHANNELS)

    def forward(self, x):
        y = F.relu(self.first_norm(self.first(x)))
        return F.relu(x + self.second_norm(self.second(y)))


def tower(inputs):
    stem = [nn.Conv2d(inputs, CHANNELS, 3, padding=1, bias=False), nn.BatchNorm2d(CHANNELS), nn.ReLU()]
    return nn.Sequential(*stem, *[Block() for _ in range(BLOCKS)])


def head(planes, width, outputs):
    layers = [nn.Conv2d(CHANNELS, planes, 1, bias=False), nn.BatchNorm2d(planes), nn.ReLU(), nn.Flatten()]
    features = planes * SIDE * SIDE
    if width:
        layers += [nn.Linear(features, width), nn.ReLU()]
        features = width
    return nn.Sequential(*layers, nn.Linear(features, outputs))


class ScaleGradient(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x.view_as(x)

    @staticmethod
    def backward(ctx, gradient):
        return gradient * 0.5


def scaled(x):
    lowest = x.amin((1, 2, 3), keepdim=True)
    highest = x.amax((1, 2, 3), keepdim=True)
    return (x - lowest) / (highest - lowest + 1e-5)


class Networks(nn.Module):
    def __init__(self):
        super().__init__()
        self.representation = tower(17)
        self.dynamics = tower(CHANNELS + 1)
        self.policy = head(2, 0, ACTIONS)
        self.value = head(1, 256, ATOMS)
        self.reward = head(1, 256, ATOMS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=10)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)

    networks = Networks().to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.SGD(
        networks.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4, foreach=None, fused=True
    )
    observations = torch.rand(BATCH, 17, SIDE, SIDE).contiguous(memory_format=torch.channels_last)
    actions = torch.randint(ACTIONS, (UNROLL, BATCH))
    # A pass, the last action, is drawn as zeros.
    planes = F.one_hot(actions, ACTIONS)[:, :, : SIDE * SIDE].float()
    planes = planes.view(UNROLL, BATCH, 1, SIDE, SIDE)
    policies = F.one_hot(torch.randint(ACTIONS, (UNROLL + 1, BATCH)), ACTIONS).float()
    atoms = torch.zeros(UNROLL + 1, BATCH, ATOMS)
    share = torch.rand(UNROLL + 1, BATCH) * 0.4
    atoms[:, :, 300] = 1 - share
    atoms[:, :, 301] = share

    def step():
        hidden = scaled(networks.representation(observations))
        loss = 0
        for k in range(UNROLL + 1):
            if k:
                hidden = torch.cat([ScaleGradient.apply(hidden), planes[k - 1]], 1)
                hidden = scaled(networks.dynamics(hidden))
            part = F.cross_entropy(networks.policy(hidden), policies[k])
            part = part + F.cross_entropy(networks.value(hidden), atoms[k])
            if k:
                part = part + F.cross_entropy(networks.reward(hidden), atoms[k])
            loss = loss + (part / UNROLL if k else part)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.get_total_norm([p.grad for p in networks.parameters()]).item()
        optimizer.step()
        return loss.item()

    for _ in range(2):
        step()
    wall, user = [], []
    for _ in range(arguments.steps):
        begin, begin_user = time.perf_counter(), time.process_time()
        step()
        wall.append((time.perf_counter() - begin) * 1000)
        user.append((time.process_time() - begin_user) * 1000)
    print(
        json.dumps(
            {
                "name": f"training step in PyTorch {torch.__version__}, {arguments.threads} threads",
                "value": round(statistics.median(wall), 1),
                "unit": "ms",
                "spread": round(max(wall) - min(wall), 1),
                "processorTime": round(statistics.median(user), 1),
                "runs": arguments.steps,
            }
        )
    )


if __name__ == "__main__":
    main()
