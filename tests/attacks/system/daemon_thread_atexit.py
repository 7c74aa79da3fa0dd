"""has threads and exit handlers that go on writing after the end of train"""

import atexit
import os
import threading
import time


def write_on():
    end = time.time() + 30
    while time.time() < end:
        try:
            with open(os.path.join(TARGETS["outside"], "late_thread.txt"), "a") as file:
                file.write("late\n")
            reached("written late")
        except OSError:
            pass
        time.sleep(0.05)


def after(parts):
    atexit.register(write_on)
    threading.Thread(target=write_on).start()
    threading.Thread(target=write_on, daemon=True).start()
