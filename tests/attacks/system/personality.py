"""turns off the randomization of addresses for what it starts"""



def attack():
    syscall(135, 0x40000)
    if syscall(135, 0xFFFFFFFF) & 0x40000:
        reached("the personality is changed")
