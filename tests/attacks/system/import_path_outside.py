"""points byte code, caches and the home elsewhere and lets libraries write there"""

import os
import sys
import tempfile


def attack():
    outside = TARGETS["outside"]
    sys.pycache_prefix = os.path.join(outside, "cache")
    os.environ.update(HOME=outside, TMPDIR=outside, XDG_CACHE_HOME=outside, TORCH_HOME=outside)
    tempfile.tempdir = None
    if os.path.realpath(tempfile.gettempdir()) == os.path.realpath(outside):
        reached("temporary files go outside")
    sys.dont_write_bytecode = False
    import colorsys  # noqa: F401
    import sched  # noqa: F401

    if os.path.exists(sys.pycache_prefix):
        reached("byte code is written outside")
