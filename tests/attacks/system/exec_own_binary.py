"""writes a program of 132 bytes into its own folder and starts it"""

import os
import struct

# exit(42): mov eax, 60; mov edi, 42; syscall
CODE = bytes.fromhex("b83c000000bf2a0000000f05")


def program():
    size = 120 + len(CODE)
    head = b"\x7fELF\x02\x01\x01" + b"\0" * 9
    head += struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, 0x400078, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    return head + struct.pack("<IIQQQQQQ", 1, 5, 0, 0x400000, 0x400000, size, size, 4096) + CODE


def attack():
    with open("tool", "wb") as file:
        file.write(program())
    os.chmod("tool", 0o700)
    pid = os.fork()
    if pid == 0:
        try:
            os.execv("./tool", ["tool"])
        finally:
            os._exit(1)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 42:
        reached("a program of its own has run")
