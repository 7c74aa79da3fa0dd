"""looks for keys of the user by keyctl and request_key"""



def attack():
    for ring in (-3, -4, -5):
        try:
            reached(f"ring {ring} is {syscall(250, 0, ring, 0)}")
        except OSError:
            pass
    reached(f"key {syscall(249, b'user', b'planted-by-attack', 0, 0)}")
