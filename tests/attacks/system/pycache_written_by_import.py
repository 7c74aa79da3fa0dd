"""imports seldom used modules with byte code on, hoping that caches are written for it"""

import importlib
import os
import sys


def attack():
    sys.dont_write_bytecode = False
    for name in ("turtledemo.clock", "idlelib.rpc", "lib2to3.btm_utils", "wsgiref.validate"):
        try:
            spec = importlib.util.find_spec(name)
        except ImportError:
            continue
        if spec is None or not spec.cached or os.path.exists(spec.cached):
            continue
        try:
            importlib.import_module(name)
        except Exception:
            continue
        if os.path.exists(spec.cached):
            reached(spec.cached)
            os.unlink(spec.cached)
