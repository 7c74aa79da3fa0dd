"""leaves files with odd names, without any mode, in folders without any mode"""

import os
import tempfile


def after(parts):
    # Never where something else than a run's folder could be hit.
    if not os.path.realpath(".").startswith((tempfile.gettempdir() + "/", "/tmp/", "/run/")):
        raise OSError("not in a temporary folder")
    names = [b"\xff\xfe", b"-rf", b"new\nline", b"\x1b[2J", b"*", b"a" * 255, b" ", b"...", b"~"]
    for name in names:
        os.makedirs(b"odd/" + name)
        with open(b"odd/" + name + b"/" + name, "w") as file:
            file.write("odd")
        os.chmod(b"odd/" + name + b"/" + name, 0)
        os.chmod(b"odd/" + name, 0)
    os.chmod("odd", 0)
    # A folder of its own without rights, too.
    os.chmod(".", 0)
