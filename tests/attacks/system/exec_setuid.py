"""starts programs that are setuid root and looks whether they run as root"""

import os
import subprocess
import time


def attack():
    for path in ("/usr/bin/su", "/usr/bin/passwd", "/usr/bin/mount", "/usr/bin/newgrp"):
        if os.geteuid() == 0 or not os.path.exists(path):
            continue
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        try:
            child = subprocess.Popen([path], stdin=subprocess.PIPE, **quiet)
        except OSError:
            continue
        for _ in range(50):
            if child.poll() is not None:
                break
            try:
                with open(f"/proc/{child.pid}/status") as file:
                    line = next(line for line in file if line.startswith("Uid"))
            except OSError:
                break
            if line.split()[2] == "0":
                reached(f"{path} runs as root: {line.strip()}")
                break
            time.sleep(0.01)
        child.kill()
        child.wait()
