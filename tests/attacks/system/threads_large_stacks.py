"""starts 400 threads with stacks of 512 MB each"""

import threading
import time


def during(parts):
    threading.stack_size(512 << 20)
    started = 0
    for _ in range(400):
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
        started += 1
    if started == 400:
        reached("200 GB of stacks")
