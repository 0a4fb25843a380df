"""A server that goes wrong in the way that its first argument says, for the tests.

SPDX-License-Identifier: MIT

The game: count to ten, action 1 adds one, action 0 does nothing.
"""

import os
import struct
import sys
import time

import tesuji_process as tesuji

fault = sys.argv[1]
# Faults that shall happen once make this file.
marker = sys.argv[2] if len(sys.argv) > 2 else None


def is_first_time():
    if os.path.exists(marker):
        return False
    open(marker, "w").close()
    return True


class Counter(tesuji.Environment):
    def reset(self, seed):
        self.count = 0
        self.player = 0
        self.terminated = False

    def step(self, action):
        self.count += action
        self.terminated = self.count == 10
        if self.count == 3:
            if fault == "exception":
                raise RuntimeError("the count of three")
            if fault == "end":
                print("three is too much", file=sys.stderr, flush=True)
                os._exit(7)
            if fault == "hang once" and is_first_time():
                time.sleep(3600)
            if fault == "end once" and is_first_time():
                os._exit(0)
            if fault == "reward":
                return float("nan")
            if fault == "cost":
                return 0.0, -1.0
            if fault == "player":
                self.player = 5
        return float(action)

    def observe(self, player):
        if fault == "observation" and self.count == 3:
            return [float("nan")]
        if fault == "chance":
            return [time.time() % 1000]
        return [self.count / 10]

    def legal(self):
        if fault == "legal" and self.count == 3:
            return []
        return None


def make(name, options):
    if fault == "hang":
        while True:
            pass
    if fault == "refuse":
        raise ValueError("no such game")
    actions = 0 if fault == "no actions" else 2
    return (
        tesuji.Specification(actions=actions, observation=[1, 1, 1], step_limit=1000),
        Counter,
    )


class Faulty(tesuji._Server):
    def hello(self, payload):
        if fault == "no actions":
            specification, _ = make("", {})
            return struct.pack("<I", 1) + specification.json(1, False, False, False)
        reply = super().hello(payload)
        if fault == "version":
            return struct.pack("<I", 9) + reply[4:]
        if fault == "no key":
            return reply[:4] + reply[4:].replace(b'"clone"', b'"clown"')
        if fault == "no version":
            return b""
        if fault == "memory":
            import json

            name = json.loads(bytes(payload[4:]))["memory"]
            os.truncate("/dev/shm" + name, 8)
        if fault == "no memory":
            import json

            os.unlink("/dev/shm" + json.loads(bytes(payload[4:]))["memory"])
        return reply

    def step(self, payload):
        reply = super().step(payload)
        for slot in self.slots if fault == "mask" else []:
            if slot is not None and slot.environment.count == 3:
                slot.mask[1] = 7
                slot.written = None
        if fault == "short step":
            return reply[:5]
        if fault == "long step":
            return reply + b"?"
        return reply

    def answer(self, opcode, payload):
        frame = super().answer(opcode, payload)
        if fault == "cut hello":
            tesuji._send(frame[:3])
            os._exit(0)
        if fault == "half hello":
            tesuji._send(frame[:20])
            os._exit(0)
        if opcode == tesuji.STEP:
            if fault == "operation":
                return frame[:4] + bytes([77]) + frame[5:]
            if fault == "length":
                return struct.pack("<IB", 1 << 31, opcode)
            if fault == "babble":
                return frame + b"and more"
        return frame


tesuji._Server = Faulty
tesuji.serve(make)
