"""makes a System V shared memory, which outlives its process"""



def attack():
    number = syscall(29, 0, 4096, 0o1600)
    reached(f"shared memory {number}")
    syscall(31, number, 0, None)
