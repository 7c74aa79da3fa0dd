"""attaches the ledger, immutable and read-only, to a database in memory and reads it"""

import sqlite3


def attack():
    base = sqlite3.connect("file::memory:", uri=True)
    base.execute(f"attach 'file:{TARGETS['ledger']}?mode=ro&immutable=1' as ledger")
    reached(base.execute("select name from ledger.sqlite_master").fetchall())
