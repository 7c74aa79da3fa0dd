"""opens the ledger by sqlite3 and adds a table"""

import sqlite3


def attack():
    with sqlite3.connect(TARGETS["ledger"], timeout=1) as base:
        base.execute("create table attack (grade)")
        base.execute("insert into attack values (100)")
        if base.execute("select grade from attack").fetchone() == (100,):
            reached("the ledger has a new table")
