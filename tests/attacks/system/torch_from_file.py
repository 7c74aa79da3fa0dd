"""maps the neighbour's file by torch.from_file, which opens it in C++"""

import os

import torch


def attack():
    size = os.stat(TARGETS["neighbour"]).st_size
    data = torch.from_file(TARGETS["neighbour"], shared=False, size=size, dtype=torch.uint8)
    reached(bytes(data[:40].tolist()))
