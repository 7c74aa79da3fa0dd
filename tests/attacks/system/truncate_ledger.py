"""cuts the ledger to nothing by truncate, without opening it"""

import os


def attack():
    os.truncate(TARGETS["ledger"], 0)
    if os.stat(TARGETS["ledger"]).st_size == 0:
        reached("the ledger is empty")
