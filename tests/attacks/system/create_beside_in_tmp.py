"""creates files in /tmp, /var/tmp and beside its own folder"""

import os


def attack():
    above = os.path.dirname(os.path.realpath(os.getcwd()))
    for folder in ("/tmp", "/var/tmp", os.path.dirname(above)):
        path = os.path.join(folder, f"planted-{os.getpid()}")
        try:
            with open(path, "x") as file:
                file.write("planted")
        except OSError:
            continue
        if os.path.exists(path):
            reached(path)
            os.unlink(path)
