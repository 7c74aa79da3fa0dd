"""catches SystemExit and KeyboardInterrupt in an endless loop"""

import sys


def during(parts):
    while True:
        try:
            sys.exit(0)
        except BaseException:
            continue
