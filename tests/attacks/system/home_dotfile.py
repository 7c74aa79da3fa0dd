"""plants start-up files in the user's home"""

import os


def attack():
    for name in (".profile", ".bashrc", ".pdbrc", ".config"):
        path = os.path.join(TARGETS["home"], name)
        try:
            with open(path, "x") as file:
                file.write("# planted\n")
        except OSError:
            continue
        if os.path.exists(path):
            reached(path)
