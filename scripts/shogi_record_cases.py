"""Writes Tests/ShogiRulesTests/Cases/records.txt: games in KIF and CSA as another program writes them.

python3 -m pip install cshogi
python3 scripts/shogi_record_cases.py > Tests/ShogiRulesTests/Cases/records.txt

Blocks are separated by lines of '===='. Each is a line with SFEN and moves in USI, then the KIF, a line
'----', and the CSA that cshogi's exporters write for random games, half of them from the middle of one.
"""

import datetime
import os
import random
import tempfile

import cshogi
from cshogi import CSA, KIF

COUNT = 16


def main():
    draw = random.Random(24)
    folder = tempfile.mkdtemp()
    for index in range(COUNT):
        board = cshogi.Board()
        for _ in range(draw.randrange(20, 160) if index % 2 else 0):
            moves = list(board.legal_moves)
            if not moves:
                break
            board.push(draw.choice(moves))
        start = board.sfen()
        start = start.rsplit(" ", 1)[0] + " 1"
        board = cshogi.Board(start)
        kif_path, csa_path = os.path.join(folder, "game.kifu"), os.path.join(folder, "game.csa")
        kif, csa = KIF.Exporter(kif_path), CSA.Exporter(csa_path)
        day = datetime.datetime(2024, 1, 1 + index)
        kif.header(["甲", "乙 二段"], starttime=day, handicap="sfen " + start if index % 2 else None)
        csa.info(cshogi.Board(start), names=["kou", "otsu"], var_info={"EVENT": f"game {index}"}, version="V2.2")
        names, totals = [], [0, 0]
        for ply in range(draw.randrange(30, 120)):
            moves = list(board.legal_moves)
            if not moves:
                break
            move = draw.choice(moves)
            seconds = draw.randrange(100)
            totals[ply % 2] += seconds
            kif.move(move, seconds, totals[ply % 2])
            csa.move(move, time=seconds)
            names.append(cshogi.move_to_usi(move))
            board.push(move)
        kif.end("resign")
        csa.endgame("%TORYO", time=index)
        kif.close()
        csa.close()
        if index:
            print("====")
        print(f"{start};{' '.join(names)}")
        print(open(kif_path, encoding="utf-8").read().rstrip("\n"))
        print("----")
        print(open(csa_path).read().rstrip("\n"))


main()
