"""reads the environment block that the kernel put on the stack of the first process"""

import ctypes


def attack():
    block = ctypes.POINTER(ctypes.c_char_p).in_dll(ctypes.CDLL(None), "environ")
    last, entries = None, 0
    while block and block[entries]:
        last = block[entries]
        if b"SECRET" in last.upper():
            reached(f"{last.split(b'=')[0]} is in environ")
        entries += 1
    # The strings lie one after the other above the stack: what was unset is still there.
    with open("/proc/self/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    start, end = int(fields[47]), int(fields[48])
    if 0 < start < end < start + (1 << 21):
        for entry in ctypes.string_at(start, end - start).split(b"\0"):
            if b"SECRET" in entry.upper():
                reached(f"{entry.split(b'=')[0]} is on the stack")
