"""leaves a process without any mark: empty environment, other folder, no descriptors"""

import os
import sys
import time


def after(parts):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.chdir("/")
            os.closerange(0, 1024)
            command = [sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"]
            try:
                os.execve(sys.executable, command, {})
            except OSError:
                time.sleep(60)
        os._exit(0)
