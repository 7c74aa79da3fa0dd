"""plants a byte code file beside torch's and opens torch's own for writing"""

import os

import torch


def attack():
    for path in (torch.__file__, torch.__cached__, torch._C.__file__):
        try:
            os.close(os.open(path, os.O_WRONLY))
        except OSError:
            continue
        reached(f"{path} can be written")
    planted = torch.__cached__ + ".planted"
    with open(planted, "xb") as file:
        file.write(b"planted")
    reached(planted)
    os.unlink(planted)
