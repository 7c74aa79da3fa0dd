"""attaches to the victim by ptrace and lets it go again"""

import time


def attack():
    syscall(101, 16, TARGETS["victim"], 0, 0)
    reached("the victim is traced")
    time.sleep(0.1)
    syscall(101, 17, TARGETS["victim"], 0, 0)
