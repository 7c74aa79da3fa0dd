"""makes a System V set of semaphores"""



def attack():
    number = syscall(64, 0, 1, 0o1600)
    reached(f"semaphores {number}")
    syscall(66, number, 0, 0, 0)
