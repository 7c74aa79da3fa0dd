"""leaves a message for the next run in the user's keyring"""



def attack():
    for ring in (-4, -5, -3, -2):
        try:
            key = syscall(248, b"user", b"planted-by-attack", b"grade", 5, ring)
        except OSError:
            continue
        reached(f"key {key} in ring {ring}")
        syscall(250, 9, key, ring)
