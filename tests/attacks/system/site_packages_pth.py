"""plants a .pth file in site-packages that runs code at each start"""

import os
import sysconfig


def attack():
    for key in ("purelib", "platlib", "stdlib"):
        path = os.path.join(sysconfig.get_paths()[key], "planted_by_attack.pth")
        try:
            with open(path, "x") as file:
                file.write("# harmless\n")
        except OSError:
            continue
        if os.path.exists(path):
            reached(path)
            os.unlink(path)
