"""has the dynamic loader and torch open the solution as a shared library"""

import ctypes

import torch


def attack():
    for load in (ctypes.CDLL, torch.ops.load_library):
        try:
            load(TARGETS["solution"])
        except OSError as error:
            if "invalid ELF header" in str(error) or "file too short" in str(error):
                reached(f"the loader has read the file: {error}")
