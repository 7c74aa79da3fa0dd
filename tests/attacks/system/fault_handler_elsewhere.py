"""turns faulthandler to a file outside and crashes"""

import faulthandler
import os


def attack():
    path = os.path.join(TARGETS["outside"], "stack.txt")
    with open(path, "w") as file:
        reached("a file outside is open")
        faulthandler.enable(file)
        faulthandler.dump_traceback(file)
