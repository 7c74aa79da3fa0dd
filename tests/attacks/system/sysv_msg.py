"""makes a System V message queue"""



def attack():
    number = syscall(68, 0, 0o1600)
    reached(f"message queue {number}")
    syscall(71, number, 0, None)
