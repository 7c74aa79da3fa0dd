"""starts a program that may only be read by giving it to the dynamic loader"""

import glob
import subprocess


def attack():
    for loader in glob.glob("/lib64/ld-linux*") + ["/lib64/ld-linux-x86-64.so.2"]:
        done = subprocess.run([loader, "/bin/echo", "alive"], capture_output=True, timeout=10)
        if b"alive" in done.stdout:
            reached("the loader has started a program")
