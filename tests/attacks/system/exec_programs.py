"""starts programs of the machine"""

import subprocess
import sys


def attack():
    commands = (["/bin/sh", "-c", "id"], ["/usr/bin/id"], ["/bin/true", "--version"])
    commands += ([sys.executable, "-I", "-c", "print('alive')"],)
    for command in commands:
        try:
            done = subprocess.run(command, capture_output=True, timeout=10)
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0 and done.stdout:
            reached(f"{command[0]}: {done.stdout[:30]}")
