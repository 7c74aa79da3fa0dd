"""floods both outputs from ten processes at once"""

import os
import signal


def during(parts):
    for _ in range(10):
        if os.fork() == 0:
            block = b"x" * 65536
            signal.alarm(60)
            try:
                # 10 times 1 500 times 128 KB are 2 GB.
                for _ in range(1_500):
                    os.write(2, block)
                    os.write(1, block)
            finally:
                os._exit(0)
