"""Writes ZobristNumbers.swift: the 781 numbers that the PolyGlot book format fixes.

python3 -m pip install chess
python3 scripts/chess_zobrist.py > Sources/Plugins/ChessRules/ZobristNumbers.swift
"""

import chess.polyglot


def literal(number):
    digits = f"{number:016X}"
    return "0x" + "_".join(digits[i : i + 4] for i in range(0, 16, 4))


numbers = [literal(n) for n in chess.polyglot.POLYGLOT_RANDOM_ARRAY]
assert len(numbers) == 781
print("/// The numbers from which a position's key is made, as the PolyGlot book format fixes them.")
print("///")
print("/// `64 * kind + square` for the pieces (kinds: black pawn, white pawn, black knight … white")
print("/// king), then four castling rights, eight en-passant files, and White to move.")
print("///")
print("/// Written by `scripts/chess_zobrist.py`.")
print("///")
print("/// Source: M. Van den Bergh, \"Polyglot book format\", 2008, section \"Random array\".")
print("enum ZobristNumbers {")
print("  static let all: [UInt64] = [")
for i in range(0, 781, 4):
    print("    " + " ".join(n + "," for n in numbers[i : i + 4]))
print("  ]")
print("}")
