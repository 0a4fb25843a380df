"""The game of two, with a line in a file for each operation that it is asked for, for the tests.

SPDX-License-Identifier: MIT
"""

import sys

import subtraction
import tesuji_process as tesuji


class Recorded(tesuji._Server):
    def answer(self, opcode, payload):
        with open(sys.argv[1], "a") as record:
            print(opcode, file=record)
        return super().answer(opcode, payload)


tesuji._Server = Recorded
tesuji.serve(subtraction.make)
