// Written by scripts/embed_templates.py.

extension Scaffold {
  /// `Plugins/Gymnasium/tesuji_process.py`, byte for byte.
  static let processModule = #"""
    """Serves a game written in Python to Tesuji, over pipes and shared memory.

    SPDX-License-Identifier: MIT

    Import this module before anything that might print. Then write an `Environment`, describe it with a
    `Specification`, and call `serve(make)`, where `make(name, options)` returns the specification and a
    function that makes one environment. No package is needed; observations may be NumPy arrays.

    docs/process-plugins.md of Tesuji tells what goes over the pipes, byte by byte.
    """

    import copy
    import json
    import mmap
    import os
    import random
    import select
    import struct
    import sys
    import threading
    import traceback
    from array import array
    from dataclasses import dataclass
    from typing import Any, Callable, Optional, Sequence

    # What a game prints must not get into the channel, and what it reads must not come out of it: from here
    # on standard output is standard error, and standard input is empty.
    _CHANNEL_IN = os.dup(0)
    _CHANNEL_OUT = os.dup(1)
    os.dup2(2, 1)
    _nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(_nothing, 0)
    os.close(_nothing)

    PROTOCOL_VERSION = 1

    HELLO, RESET, STEP, SAVE, LOAD, DROP, BYE, RESEED, TEXT, ERROR = 1, 2, 3, 4, 5, 6, 7, 8, 9, 255

    # How a step went: taken, refused because the action is illegal, or failed inside the game.
    TAKEN, REFUSED, FAILED = 0, 1, 2

    _HEAD = struct.Struct("<IB")
    _COUNT = struct.Struct("<I")
    _RECORD = struct.Struct("<ffBBBB")
    _STEP = struct.Struct("<Ii")
    _SEED = struct.Struct("<IQ")
    _HANDLE = struct.Struct("<Q")

    _LARGEST_FRAME = 1 << 24


    @dataclass
    class Specification:
        """The facts of a game, which never change in play."""

        actions: int
        observation: Sequence[int]
        """Channels, height and width."""
        type: str = "float32"
        """Of the elements: `float32`, or `uint8`, which the network sees as 0 to 1."""
        players: int = 1
        version: int = 1
        """Raised whenever play, observation or the encoding of actions changes."""
        rewards: str = "step"
        """`step` if any step may have a reward, `final` if only the last one has."""
        chance: bool = False
        """Whether steps draw random numbers."""
        step_limit: Optional[int] = None
        discount: float = 1.0
        values: Optional[Sequence[float]] = None
        """The smallest and the largest return, where they are known."""
        action_names: Optional[Sequence[str]] = None
        action_planes: Optional[int] = None
        """Planes of height × width that draw an action; as many as give each action a cell of its own."""

        def json(self, environments: int, clone: bool, reseed: bool, text: bool) -> bytes:
            """The reply to HELLO, without the version of the protocol."""
            cells = self.observation[1] * self.observation[2]
            planes = self.action_planes or max(1, -(-self.actions // cells))
            fields = {
                "version": self.version,
                "players": self.players,
                "actions": self.actions,
                "observation": list(self.observation),
                "type": self.type,
                "actionPlanes": planes,
                "rewards": self.rewards,
                "chance": self.chance,
                "discount": self.discount,
                "clone": clone,
                "reseed": reseed,
                "text": text,
                "environments": environments,
            }
            if self.step_limit is not None:
                fields["stepLimit"] = self.step_limit
            if self.values is not None:
                fields["values"] = list(self.values)
            if self.action_names is not None:
                fields["actionNames"] = list(self.action_names)
            return json.dumps(fields).encode()


    class Environment:
        """One game in play. Subclasses write `reset`, `step` and `observe`, and keep the attributes.

        A game that can go back to an earlier position adds `save()`, which returns anything, and
        `load(saved)`, which may be called several times with the same thing; `Copied` is the easy way. One
        whose steps draw random numbers adds `reseed(seed)`, which replaces those to come. One that can show
        itself adds `text()`.
        """

        terminated = False
        """Whether the rules ended the game."""
        truncated = False
        """Whether a step limit cut it off."""
        player = 0
        """Whose turn it is."""

        def reset(self, seed: int) -> None:
            """Starts a game; the seed, of 64 bits, decides the start and all chance to come."""
            raise NotImplementedError

        def step(self, action: int):
            """Takes a legal action. Returns the reward of the player who moved, or (reward, cost)."""
            raise NotImplementedError

        def observe(self, player: int):
            """All numbers of the observation of a player, channel by channel and row by row."""
            raise NotImplementedError

        def legal(self) -> Optional[Sequence[int]]:
            """The legal actions; `None` for all. Not asked after the end."""
            return None


    class Copied:
        """Saves an environment by a deep copy of its attributes."""

        def save(self) -> Any:
            return copy.deepcopy(self.__dict__)

        def load(self, saved: Any) -> None:
            self.__dict__ = copy.deepcopy(saved)


    Make = Callable[[str, dict], "tuple[Specification, Callable[[], Environment]]"]


    class ProtocolError(Exception):
        """What the host asked makes no sense; its text is the answer."""


    def _aligned(count: int, unit: int) -> int:
        return -(-count // unit) * unit


    class _Slot:
        """An environment and its place in the shared memory."""

        def __init__(self, environment, specification, memory, start):
            self.environment = environment
            self.specification = specification
            count = 1
            for side in specification.observation:
                count *= side
            self.count = count
            is_float = specification.type == "float32"
            self.code = "f" if is_float else "B"
            size = count * (4 if is_float else 1)
            self.views = []
            for player in range(specification.players):
                place = start + player * _aligned(size, 8)
                self.views.append(memory[place : place + size].cast(self.code))
            place = start + specification.players * _aligned(size, 8)
            self.mask = memory[place : place + specification.actions]
            self.arrays = [None] * specification.players
            self.all = bytes([1]) * specification.actions
            self.none = bytes(specification.actions)
            self.written = None
            self.array_type = ()
            self.is_ready = False

        def write(self):
            """Writes observations and legal actions."""
            environment = self.environment
            for player, view in enumerate(self.views):
                values = environment.observe(player)
                target = self.arrays[player]
                if target is None and "numpy" in sys.modules:
                    numpy = sys.modules["numpy"]
                    self.array_type = numpy.ndarray
                    target = self.arrays[player] = numpy.frombuffer(view, dtype=view.format)
                if isinstance(values, self.array_type):
                    if values.size != self.count:
                        raise ValueError(f"{values.size} numbers observed, expected {self.count}")
                    target[:] = values if values.ndim == 1 else values.ravel()
                else:
                    values = array(self.code, values)
                    if len(values) != self.count:
                        raise ValueError(f"{len(values)} numbers observed, expected {self.count}")
                    view[:] = values
            if environment.terminated or environment.truncated:
                mask = self.none
            else:
                legal = environment.legal()
                if legal is None:
                    mask = self.all
                else:
                    mask = bytearray(self.none)
                    for action in legal:
                        if action < 0:
                            raise ValueError(f"legal action {action}, expected at least 0")
                        mask[action] = 1
            if mask is not self.written:
                self.mask[:] = mask
                self.written = mask

        def record(self, reward=0.0, cost=0.0):
            environment = self.environment
            return _RECORD.pack(
                reward,
                cost,
                bool(environment.terminated),
                bool(environment.truncated),
                environment.player,
                TAKEN,
            )

        def reset(self, seed):
            self.is_ready = False
            self.environment.reset(seed)
            self.write()
            self.is_ready = True
            return self.record()

        def step(self, action):
            """Takes an action that the mask allows."""
            self.is_ready = False
            result = self.environment.step(action)
            reward, cost = result if type(result) is tuple else (result, 0.0)
            self.write()
            self.is_ready = True
            return self.record(reward, cost)

        def load(self, saved):
            self.is_ready = False
            self.environment.load(saved)
            self.write()
            self.is_ready = True
            return self.record()

        def sight(self):
            """A copy of all that the host can see."""
            return [bytes(view) for view in self.views] + [bytes(self.mask)]


    def _clones(slot: _Slot, other: _Slot) -> bool:
        """Whether what an environment saves leads back to the same game there and in another, tried out."""
        environment = slot.environment
        if not (getattr(environment, "save", None) and getattr(environment, "load", None)):
            return False
        choice = random.Random(1)

        def play(limit):
            trace = []
            for _ in range(limit):
                legal = [action for action, is_legal in enumerate(slot.mask) if is_legal]
                if not legal:
                    break
                action = choice.choice(legal)
                trace.append((action, slot.step(action), slot.sight()))
            return trace

        try:
            for attempt in range(2):
                other.reset(attempt + 10)
                slot.reset(attempt + 1)
                play(3 + 4 * attempt)
                before = slot.sight()
                saved = environment.save()
                trace = play(12)
                # Both environments go on from the position side by side, in either order.
                for pair in ((slot, other), (other, slot)) if other is not slot else ((slot,),):
                    for place in pair:
                        place.load(saved)
                    if any(place.sight() != before for place in pair):
                        raise ValueError("a position is not as it was saved")
                    for action, record, sight in trace:
                        for place in pair:
                            if place.step(action) != record or place.sight() != sight:
                                raise ValueError("a game goes on differently after it is loaded")
            return True
        except Exception as error:  # Any failure means the same: it cannot be relied on.
            print(f"games are not cloned: {error}", file=sys.stderr)
            return False


    class _Server:
        def __init__(self, make: Make):
            self.make = make
            self.slots: list = []
            self.saved: dict = {}
            self.next_handle = 1
            self.answers = {
                HELLO: self.hello,
                RESET: self.reset,
                STEP: self.step,
                SAVE: self.save,
                LOAD: self.load,
                DROP: self.drop,
                RESEED: self.reseed,
                TEXT: self.text,
            }

        def hello(self, payload):
            if self.slots:
                raise ProtocolError("HELLO a second time")
            (version,) = _COUNT.unpack_from(payload)
            if version != PROTOCOL_VERSION:
                raise ProtocolError(
                    f"the host speaks version {version} of the protocol, expected {PROTOCOL_VERSION}"
                )
            request = json.loads(bytes(payload[4:]))
            try:
                specification, self.start = self.make(request["game"], request["options"])
            except ValueError as error:
                # What the game says of what it was asked for; where it says it helps nobody.
                raise ProtocolError(str(error)) from error
            self.specification = specification
            count = request["environments"]
            size = 1
            for side in specification.observation:
                size *= side
            size *= 4 if specification.type == "float32" else 1
            self.stride = _aligned(
                specification.players * _aligned(size, 8) + specification.actions, 64
            )
            import _posixshmem

            file = _posixshmem.shm_open(
                request["memory"], os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600
            )
            os.ftruncate(file, count * self.stride)
            self.memory = memoryview(mmap.mmap(file, count * self.stride))
            os.close(file)
            self.slots = [None] * count
            first = self.slot(0, is_new=True)
            second = self.slot(min(1, count - 1), is_new=True)
            self.can_clone = _clones(first, second)
            first.is_ready = second.is_ready = False
            environment = first.environment
            return _COUNT.pack(PROTOCOL_VERSION) + specification.json(
                count, self.can_clone, hasattr(environment, "reseed"), hasattr(environment, "text")
            )

        def slot(self, index, is_new=False):
            if not 0 <= index < len(self.slots):
                raise ProtocolError(f"environment {index} of {len(self.slots)}")
            slot = self.slots[index]
            if slot is None:
                if not is_new:
                    raise ProtocolError(f"environment {index} has not been reset")
                slot = _Slot(self.start(), self.specification, self.memory, index * self.stride)
                self.slots[index] = slot
            return slot

        def entries(self, payload, entry):
            (count,) = _COUNT.unpack_from(payload)
            if len(payload) != 4 + count * entry.size:
                raise ProtocolError(f"{len(payload)} bytes for {count} entries of {entry.size}")
            return entry.iter_unpack(payload[4:])

        def each(self, entries, take):
            """Answers a record for each entry, and after the records the text of the first failure."""
            records = []
            text = b""
            for index, value in entries:
                try:
                    records.append(take(index, value))
                except ProtocolError:
                    raise
                except Exception:
                    records.append(_RECORD.pack(0, 0, 0, 0, 0, FAILED))
                    text = text or _last_traceback()
            return b"".join(records) + text

        def reset(self, payload):
            return self.each(
                self.entries(payload, _SEED), lambda index, seed: self.slot(index, True).reset(seed)
            )

        def step(self, payload):
            return self.each(self.entries(payload, _STEP), self.step_one)

        def step_one(self, index, action):
            slot = self.slot(index)
            if not slot.is_ready:
                raise RuntimeError("the environment failed before and was not reset")
            if not (0 <= action < len(slot.mask) and slot.mask[action]):
                return _RECORD.pack(0, 0, 0, 0, slot.environment.player, REFUSED)
            return slot.step(action)

        def save(self, payload):
            slot = self.slot(*_COUNT.unpack(payload))
            if not self.can_clone:
                raise ProtocolError("this game cannot be saved")
            handle = self.next_handle
            self.saved[handle] = slot.environment.save()
            self.next_handle += 1
            return _HANDLE.pack(handle)

        def load(self, payload):
            index, handle = _SEED.unpack(payload)
            if handle not in self.saved:
                raise ProtocolError(f"nothing is saved as {handle}")
            return self.slot(index, True).load(self.saved[handle])

        def drop(self, payload):
            for (handle,) in self.entries(payload, _HANDLE):
                self.saved.pop(handle, None)
            return b""

        def reseed(self, payload):
            index, seed = _SEED.unpack(payload)
            environment = self.slot(index).environment
            if not hasattr(environment, "reseed"):
                raise ProtocolError("this game cannot be reseeded")
            environment.reseed(seed)
            return b""

        def text(self, payload):
            environment = self.slot(*_COUNT.unpack(payload)).environment
            if not hasattr(environment, "text"):
                raise ProtocolError("this game has no text")
            return environment.text().encode()

        def answer(self, opcode, payload):
            """The whole frame of a reply."""
            try:
                handler = self.answers.get(opcode)
                if handler is None:
                    raise ProtocolError(f"unknown operation {opcode}")
                reply = handler(payload)
            except ProtocolError as error:
                opcode, reply = ERROR, str(error).encode()
            except Exception:
                opcode, reply = ERROR, _last_traceback()
            return _HEAD.pack(len(reply), opcode) + reply

        def run(self):
            """Serves until the host says BYE or is gone."""
            received = bytearray()
            while True:
                while len(received) < 5:
                    _receive(received)
                length, opcode = _HEAD.unpack_from(received)
                if length > _LARGEST_FRAME:
                    print(f"a frame of {length} bytes; giving up", file=sys.stderr)
                    return
                while len(received) < 5 + length:
                    _receive(received)
                payload = bytes(received[5 : 5 + length])
                del received[: 5 + length]
                if opcode == BYE:
                    _send(_HEAD.pack(0, BYE))
                    return
                _send(self.answer(opcode, payload))


    def _last_traceback() -> bytes:
        """The present exception in a few lines, the most telling part last."""
        lines = traceback.format_exc().strip().splitlines()
        return "\n".join(lines[-6:]).encode()


    def _receive(received: bytearray) -> None:
        data = os.read(_CHANNEL_IN, 1 << 16)
        if not data:
            os._exit(0)  # The host is gone.
        received += data


    def _send(frame: bytes) -> None:
        while frame:
            frame = frame[os.write(_CHANNEL_OUT, frame) :]


    def _exit_with_host() -> None:
        """Ends the process when the host closes the pipe, even in the middle of a step that never ends."""
        poll = select.poll()
        poll.register(_CHANNEL_IN, 0)
        poll.poll()
        os._exit(0)


    def write_manifest(
        path: str, name: str, command: Sequence[str], summary: str = "", options: Optional[dict] = None
    ) -> None:
        """Writes the file by which Tesuji finds a server.

        `options` are pairs of a default, whose type is that of the option, and a line on what it does.
        """
        types = {bool: "flag", int: "integer", float: "number", str: "text"}
        manifest = {
            "name": name,
            "kind": "process",
            "command": list(command),
            "summary": summary or name,
            "options": {
                key: {"default": default, "type": types[type(default)], "summary": line}
                for key, (default, line) in (options or {}).items()
            },
        }
        with open(path, "w", encoding="utf-8") as file:
            json.dump(manifest, file, indent=2)
            file.write("\n")


    def serve(make: Make) -> None:
        """Serves games until the host ends the conversation; never returns.

        `make(name, options)` is called once, with the part of the game's name after the colon (or an empty
        text) and the options. It raises an exception with a telling text for what it does not know.
        """
        threading.Thread(target=_exit_with_host, daemon=True).start()
        status = 0
        try:
            _Server(make).run()
        except BrokenPipeError:
            pass  # The host is gone.
        except BaseException:
            traceback.print_exc()
            status = 1
        sys.stderr.flush()
        os._exit(status)

    """#
}
