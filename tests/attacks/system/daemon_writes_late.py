"""leaves a process that makes its folder anew and writes outside when the run is over"""

import os
import time


def after(parts):
    here = os.getcwd()
    if os.fork() == 0:
        os.setsid()
        end = time.time() + 20
        while time.time() < end:
            for path in (here, TARGETS["outside"]):
                try:
                    os.makedirs(path, exist_ok=True)
                    with open(os.path.join(path, "late.txt"), "a") as file:
                        file.write("late\n")
                except OSError:
                    pass
            time.sleep(0.02)
        os._exit(0)
