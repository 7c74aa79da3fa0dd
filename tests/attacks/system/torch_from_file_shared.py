"""maps the grades shared and writable by torch.from_file and overwrites a byte"""

import os

import torch


def attack():
    path = TARGETS["grades"]
    size = os.stat(path).st_size
    data = torch.from_file(path, shared=True, size=size, dtype=torch.uint8)
    reached("the grades are mapped for writing")
    data[-1] = ord("9")
