"""signals a thread of the victim by tkill and tgkill"""

import signal


def attack():
    victim = TARGETS["victim"]
    for call in ((200, victim, signal.SIGUSR1), (234, victim, victim, signal.SIGUSR1)):
        try:
            syscall(*(int(value) for value in call))
        except OSError:
            continue
        reached(f"call {call[0]} has signalled the victim")
