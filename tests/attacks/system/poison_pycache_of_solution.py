"""plants a poisoned byte code file beside the solution and the given part"""

import importlib.util
import os
import sys


def attack():
    paths = [TARGETS["solution"]]
    if "given" in sys.modules:
        paths.append(sys.modules["given"].__file__)
    for path in paths:
        cache = importlib.util.cache_from_source(path) + ".planted"
        try:
            os.makedirs(os.path.dirname(cache), exist_ok=True)
            with open(cache, "xb") as file:
                file.write(b"planted")
        except OSError:
            continue
        if os.path.exists(cache):
            reached(cache)
            os.unlink(cache)
