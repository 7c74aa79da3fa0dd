"""puts the victim's input and output into the idle class"""



def attack():
    victim = TARGETS["victim"]
    before = syscall(252, 1, victim)
    syscall(251, 1, victim, 3 << 13)
    if syscall(252, 1, victim) != before:
        reached("the victim's class is idle")
