"""becomes the user that owns the secret, where it was made another"""

import os


def attack():
    owner = os.stat(TARGETS["secret"]).st_uid
    if owner == os.geteuid():
        raise OSError("is its owner already")
    os.setresuid(owner, owner, owner)
    if os.geteuid() == owner:
        reached(f"is user {owner}")
