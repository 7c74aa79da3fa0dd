"""takes leases on files that it may read, so that who opens them waits, and watches a folder"""

import fcntl
import os

F_SETLEASE, F_NOTIFY, DN_ACCESS = 1024, 1026, 1


def attack():
    with open("own", "w"):
        pass
    # Only an owner gets one: of its own file always, of the packages where the user owns them.
    for path in ("own", os.__file__):
        fd = os.open(path, os.O_RDONLY)
        for kind in (fcntl.F_RDLCK, fcntl.F_WRLCK):
            try:
                fcntl.fcntl(fd, F_SETLEASE, kind)
            except OSError:
                continue
            reached(f"a lease on {path}")
            fcntl.fcntl(fd, F_SETLEASE, fcntl.F_UNLCK)
    folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
    try:
        fcntl.fcntl(folder, F_NOTIFY, DN_ACCESS)
        reached("a folder of the interpreter is watched")
    except OSError:
        pass
    os.close(folder)
