"""reads command lines and status of other processes"""

import os


def attack():
    for pid in (TARGETS["victim"], os.getppid()):
        for name in ("cmdline", "status", "stat", "comm", "limits", "mountinfo"):
            try:
                with open(f"/proc/{pid}/{name}", "rb") as file:
                    reached(f"{name} of {pid}: {file.read(30)}")
            except OSError:
                pass
