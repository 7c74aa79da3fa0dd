"""plants usercustomize and sitecustomize where the next interpreter finds them"""

import os
import site
import sys


def attack():
    folders = [*site.getsitepackages(), site.getusersitepackages(), sys.prefix, TARGETS["home"]]
    for folder in folders:
        for name in ("usercustomize.py", "sitecustomize.py"):
            path = os.path.join(folder, name)
            try:
                with open(path, "x") as file:
                    file.write("# planted by an attack, harmless\n")
            except OSError:
                continue
            if os.path.exists(path):
                reached(path)
                os.unlink(path)
