"""The plugin table of a game library, called from Python; for compare.py and bench.py."""

import ctypes
import json

FIELDS = (
    "game_name game_summary game_option game_create game_destroy game_spec state_create state_destroy "
    "state_clone state_copy_from state_reseed state_status state_step state_step_f state_legal "
    "state_observe state_return state_hash state_serialize state_deserialize state_text state_parse "
    "action_text action_parse action_draw"
).split()
POINTER, TEXT = ctypes.c_void_p, ctypes.c_char_p
U8, I32, U32, U64, SIZE = (
    ctypes.c_uint8,
    ctypes.c_int32,
    ctypes.c_uint32,
    ctypes.c_uint64,
    ctypes.c_size_t,
)
SIGNATURES = {
    "game_name": (TEXT, U32),
    "game_summary": (TEXT, U32),
    "game_option": (I32, U32, U32, POINTER),
    "game_create": (POINTER, U32, TEXT, TEXT, SIZE),
    "game_destroy": (None, POINTER),
    "game_spec": (None, POINTER, POINTER),
    "state_create": (POINTER, POINTER, U64),
    "state_destroy": (None, POINTER),
    "state_clone": (POINTER, POINTER),
    "state_copy_from": (None, POINTER, POINTER),
    "state_step": (I32, POINTER, I32, POINTER),
    "state_reseed": (None, POINTER, U64),
    "state_status": (None, POINTER, POINTER),
    "state_legal": (U32, POINTER, POINTER, U32),
    "state_observe": (None, POINTER, U32, POINTER),
    "state_return": (ctypes.c_float, POINTER, U32),
    "state_hash": (U64, POINTER),
    "state_serialize": (SIZE, POINTER, POINTER, SIZE),
    "state_deserialize": (I32, POINTER, POINTER, SIZE),
    "action_draw": (None, POINTER, I32, POINTER),
}


class Head(ctypes.Structure):
    _fields_ = [(name, U32) for name in ("struct_size", "major", "minor", "game_count")] + [
        (name, TEXT) for name in ("name", "version", "license")
    ]


class Spec(ctypes.Structure):
    _fields_ = (
        [(name, U32) for name in "struct_size rules_version players action_count dimensions".split()]
        + [(name, U32) for name in "channels height width type action_planes step_limit".split()]
        + [(name, ctypes.c_float) for name in "discount value_min value_max".split()]
        + [("capabilities", U64)]
    )


class Step(ctypes.Structure):
    _fields_ = [("reward", ctypes.c_float), ("cost", ctypes.c_float)] + [
        (name, U8) for name in "terminal truncated to_move flags".split()
    ]


class Library:
    def __init__(self, path):
        self.handle = ctypes.CDLL(path)
        self.handle.game_plugin_v1.restype = POINTER
        address = self.handle.game_plugin_v1(None)
        self.head = Head.from_address(address)
        slots = (POINTER * len(FIELDS)).from_address(address + ctypes.sizeof(Head))
        for name, slot in zip(FIELDS, slots):
            if name in SIGNATURES:
                setattr(self, name, ctypes.CFUNCTYPE(*SIGNATURES[name])(slot))
        self.games = {self.game_name(n).decode(): n for n in range(self.head.game_count)}

    def game(self, name, **options):
        error = ctypes.create_string_buffer(1000)
        made = self.game_create(self.games[name], json.dumps(options).encode(), error, 1000)
        if not made:
            raise ValueError(error.value.decode())
        return Game(self, made)


class Game:
    def __init__(self, library, pointer):
        self.library, self.pointer, self.spec = library, pointer, Spec()
        self.spec.struct_size = ctypes.sizeof(Spec)
        library.game_spec(pointer, ctypes.byref(self.spec))

    def state(self, seed=0):
        return State(self, self.library.state_create(self.pointer, seed))


class State:
    def __init__(self, game, pointer):
        self.game, self.pointer, self.library = game, pointer, game.library
        self.result = Step()
        self.reference = ctypes.byref(self.result)

    def __del__(self):
        self.library.state_destroy(self.pointer)

    def clone(self):
        return State(self.game, self.library.state_clone(self.pointer))

    def copy_from(self, other):
        self.library.state_copy_from(self.pointer, other.pointer)

    def step(self, action):
        if self.library.state_step(self.pointer, action, self.reference) != 0:
            raise ValueError(f"action {action} is refused")
        return self.result

    def hash(self):
        return self.library.state_hash(self.pointer)

    def observation(self):
        spec = self.game.spec
        out = (U8 * (spec.channels * spec.height * spec.width))()
        self.library.state_observe(self.pointer, 0, out)
        return bytes(out)

    def bytes(self):
        size = self.library.state_serialize(self.pointer, None, 0)
        out = (U8 * size)()
        self.library.state_serialize(self.pointer, out, size)
        return bytes(out)

    def read(self, data):
        return self.library.state_deserialize(self.pointer, data, len(data)) == 0

    def memory(self):
        out = (U8 * 128)()
        if self.library.handle.atari_memory(POINTER(self.pointer), out) != 0:
            raise ValueError("no memory of a state that failed")
        return bytes(out)

    def screen(self, before=False):
        call = self.library.handle.atari_screen
        call.restype = SIZE
        out = (U8 * call(POINTER(self.pointer), int(before), None))()
        call(POINTER(self.pointer), int(before), out)
        return bytes(out)
